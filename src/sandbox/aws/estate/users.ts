import type { EpochMs } from '../../../core/time.ts';
import { numberedPopulation } from '../../estate/numbered.ts';
import { drawTags, tagTruths } from '../../estate/tags.ts';
import { services } from '../../estate/vocabulary.ts';
import type { Modelled, Population } from '../../population.ts';
import { choose, Dice, mix, mixText, spread, type Weighted } from '../../seeded.ts';
import { encodeIndex } from './ids.ts';
import type { Account } from './place.ts';
import { policyArnOf } from './policies.ts';
import { allow, type PolicyDocument } from './policy-documents.ts';

/** A modelled IAM user; its id is its name. */
export interface User extends Modelled {
  readonly index: number;
  readonly userId: string;
  readonly path: string;
  readonly createdAt: EpochMs;
  readonly groups: readonly string[];
  readonly policyArns: readonly string[];
  readonly inlinePolicies: readonly { readonly name: string; readonly document: PolicyDocument }[];
  readonly password?: { readonly changedAt: EpochMs; readonly usedAt?: EpochMs };
  readonly multiFactor: boolean;
  readonly keys: readonly AccessKey[];
}

export interface AccessKey {
  readonly id: string;
  readonly active: boolean;
  readonly createdAt: EpochMs;
  readonly usedAt?: EpochMs;
  readonly usedIn?: { readonly region: string; readonly service: string };
}

interface UserStory {
  readonly who: 'person' | 'machine';
  readonly usedDaysAgo: readonly [least: number, most: number] | undefined;
}

const stories: readonly Weighted<UserStory>[] = [
  [30, { who: 'machine', usedDaysAgo: [0.01, 3] }],
  [35, { who: 'person', usedDaysAgo: [0.01, 20] }],
  [15, { who: 'machine', usedDaysAgo: [120, 600] }],
  [10, { who: 'person', usedDaysAgo: [120, 600] }],
  [10, { who: 'machine', usedDaysAgo: undefined }],
];

/** The groups that every account has. */
export const groupNames = ['admins', 'developers', 'read-only'] as const;

const dayMs = 86_400_000;

/** The IAM users of an account. */
export function usersOf(account: Account, anchorAt: EpochMs): Population<User> {
  const kindSeed = mixText(account.seed, 'user');
  return numberedPopulation(
    account.count('user'),
    (index) => `${services[mix(kindSeed, index) % services.length] ?? 'web'}-user-${index + 1}`,
    (index, id) => userAt(account, anchorAt, kindSeed, index, id),
  );
}

function userAt(account: Account, anchorAt: EpochMs, kindSeed: number, index: number, id: string): User {
  const story = choose(spread(mixText(account.seed, 'users'), account.first('user') + index), stories);
  const dice = new Dice(mix(kindSeed, index));
  const daysAgo = (days: number): EpochMs => Math.floor((anchorAt - days * dayMs) / 1_000) * 1_000;
  const createdAt = daysAgo(dice.between(650, 1_500));
  const usedAt = story.usedDaysAgo && daysAgo(dice.between(...story.usedDaysAgo));
  const person = story.who === 'person';
  const path = person ? '/people/' : '/';
  const tags = drawTags(dice, undefined);
  const policies = account.count('policy');
  return {
    index,
    id,
    arn: `arn:aws:iam::${account.id}:user${path}${id}`,
    userId: `AIDA${encodeIndex(kindSeed, index).toUpperCase()}`,
    path,
    createdAt,
    groups: person ? [dice.pick(groupNames)] : [],
    policyArns: policies > 0 && !person ? [policyArnOf(account, dice.bits() % policies)] : [],
    inlinePolicies: dice.chance(0.1)
      ? [{ name: 'extra & "inline"', document: allow('s3:*', `arn:aws:s3:::${id}-*`) }]
      : [],
    ...(person && { password: { changedAt: createdAt, ...(usedAt !== undefined && { usedAt }) } }),
    multiFactor: person && dice.chance(0.7),
    keys: person && dice.chance(0.7) ? [] : keysOf(dice, createdAt, usedAt),
    tags,
    truths: tagTruths(tags, account),
    undecidable: [],
  };
}

function keysOf(dice: Dice, createdAt: EpochMs, usedAt: EpochMs | undefined): readonly AccessKey[] {
  const id = `AKIA${dice.hex(16).toUpperCase()}`;
  const first: AccessKey = {
    id,
    active: true,
    createdAt,
    ...(usedAt !== undefined && {
      usedAt,
      usedIn: { region: 'us-east-1', service: dice.pick(['s3', 'ec2', 'sts']) },
    }),
  };
  if (!dice.chance(0.2)) return [first];
  return [first, { id: `AKIA${dice.hex(16).toUpperCase()}`, active: dice.chance(0.5), createdAt }];
}
