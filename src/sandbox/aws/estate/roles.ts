import type { EpochMs } from '../../../core/time.ts';
import { drawTags, tagTruths } from '../../estate/tags.ts';
import type { Modelled, Population } from '../../population.ts';
import { Dice, mix, mixText } from '../../seeded.ts';
import { decodeIndex, encodeIndex } from './ids.ts';
import type { Account } from './place.ts';
import { policyArnOf } from './policies.ts';
import { allow, type PolicyDocument, trustService } from './policy-documents.ts';
import { hasInstanceProfile, roleNameOf } from './role-names.ts';

/** A modelled IAM role; its id is its name. */
export interface Role extends Modelled {
  readonly index: number;
  readonly roleId: string;
  readonly path: string;
  readonly createdAt: EpochMs;
  readonly lastUsedAt?: EpochMs;
  readonly trust: PolicyDocument;
  readonly policyArns: readonly string[];
  readonly inlinePolicies: readonly { readonly name: string; readonly document: PolicyDocument }[];
  readonly permissionsBoundary?: string;
  /** Whether it has an instance profile, of its own name. */
  readonly instanceProfile: boolean;
}

const dayMs = 86_400_000;

/** The IAM roles of an account. */
export function rolesOf(account: Account, anchorAt: EpochMs): Population<Role> {
  const seed = mixText(account.seed, 'role');
  const size = account.count('role');
  function at(index: number): Role {
    if (!Number.isInteger(index) || index < 0 || index >= size)
      throw new RangeError(`there is no role number ${index} among ${size}`);
    return roleAt(account, anchorAt, seed, index);
  }
  function find(name: string): Role | undefined {
    const index = decodeIndex(seed, name.slice(-16));
    return index === undefined || index >= size || roleNameOf(account, index) !== name
      ? undefined
      : at(index);
  }
  return { size, at, find };
}

function roleAt(account: Account, anchorAt: EpochMs, kindSeed: number, index: number): Role {
  const dice = new Dice(mix(kindSeed, index));
  const id = roleNameOf(account, index);
  const tags = drawTags(dice, undefined);
  const policies = account.count('policy');
  const createdAt = Math.floor((anchorAt - dice.between(100, 1_200) * dayMs) / 1_000) * 1_000;
  const machine = hasInstanceProfile(index);
  return {
    index,
    id,
    arn: `arn:aws:iam::${account.id}:role/${id}`,
    roleId: `AROA${encodeIndex(kindSeed, index).toUpperCase()}`,
    path: '/',
    createdAt,
    ...(dice.chance(0.7) && {
      lastUsedAt: Math.floor((anchorAt - dice.between(0, 90) * dayMs) / 1_000) * 1_000,
    }),
    trust: trustService(machine ? 'ec2' : dice.pick(['lambda', 'ecs-tasks', 'sagemaker', 'rds'])),
    policyArns: policies > 0 && dice.chance(0.8) ? [policyArnOf(account, dice.bits() % policies)] : [],
    inlinePolicies: dice.chance(0.2)
      ? [{ name: 'inline', document: allow(['s3:GetObject', 's3:PutObject'], `arn:aws:s3:::${id}/*`) }]
      : [],
    ...(dice.chance(0.05) && { permissionsBoundary: 'arn:aws:iam::aws:policy/PowerUserAccess' }),
    instanceProfile: machine,
    tags,
    truths: tagTruths(tags, account),
    undecidable: [],
  };
}
