import type { EpochMs } from '../../../core/time.ts';
import { numberedPopulation } from '../../estate/numbered.ts';
import { drawTags, tagTruths } from '../../estate/tags.ts';
import { services } from '../../estate/vocabulary.ts';
import type { Modelled, Population } from '../../population.ts';
import { Dice, mix, mixText } from '../../seeded.ts';
import { encodeIndex } from './ids.ts';
import type { Account } from './place.ts';
import { allow, type PolicyDocument } from './policy-documents.ts';

/** A modelled managed policy of the account's own; its id is its name. */
export interface ManagedPolicy extends Modelled {
  readonly index: number;
  readonly policyId: string;
  readonly path: string;
  readonly createdAt: EpochMs;
  readonly updatedAt: EpochMs;
  readonly document: PolicyDocument;
  readonly attachments: number;
}

const dayMs = 86_400_000;

/** The name of an account's policy, for its number. */
function policyNameOf(account: Pick<Account, 'seed'>, index: number): string {
  const seed = mixText(account.seed, 'policy');
  return `${services[mix(seed, index) % services.length] ?? 'web'}-access-${index + 1}`;
}

export function policyArnOf(account: Pick<Account, 'id' | 'seed'>, index: number): string {
  return `arn:aws:iam::${account.id}:policy/${policyNameOf(account, index)}`;
}

/** The managed policies of an account. */
export function policiesOf(account: Account, anchorAt: EpochMs): Population<ManagedPolicy> {
  const kindSeed = mixText(account.seed, 'policy');
  return numberedPopulation(
    account.count('policy'),
    (index) => policyNameOf(account, index),
    (index, id) => {
      const dice = new Dice(mix(kindSeed, index));
      const tags = drawTags(dice, undefined);
      const createdAt = Math.floor((anchorAt - dice.between(100, 1_200) * dayMs) / 1_000) * 1_000;
      return {
        index,
        id,
        arn: policyArnOf(account, index),
        policyId: `ANPA${encodeIndex(kindSeed, index).toUpperCase()}`,
        path: '/',
        createdAt,
        updatedAt: createdAt + Math.floor(dice.between(0, 90)) * dayMs,
        document: dice.pick(documents),
        attachments: dice.whole(0, 5),
        tags,
        truths: tagTruths(tags, account),
        undecidable: [],
      };
    },
  );
}

const documents: readonly PolicyDocument[] = [
  allow(['s3:GetObject', 's3:ListBucket'], ['arn:aws:s3:::acme-data', 'arn:aws:s3:::acme-data/*']),
  allow('*', '*'),
  allow(['dynamodb:Query', 'dynamodb:PutItem'], 'arn:aws:dynamodb:*:*:table/orders'),
  allow(['ec2:*', 'iam:PassRole'], '*'),
  allow(['logs:CreateLogStream', 'logs:PutLogEvents'], '*'),
];
