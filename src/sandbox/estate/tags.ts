import type { Dice, Weighted } from '../seeded.ts';
import { costCenters, owners } from './vocabulary.ts';

export type Tag = readonly [key: string, value: string];

/** An account (project, subscription) lends its tags to what is in it. */
export interface TagLender {
  readonly tags: readonly Tag[];
}

const ownerKeys = new Set(['owner', 'team']);
const environmentKeys = new Set(['env', 'environment']);
const environments = new Set([
  'prod',
  'production',
  'staging',
  'stage',
  'dev',
  'development',
  'test',
  'testing',
]);

/**
 * `['required-tags']` where the owner or the environment is missing, those of the account included, or where the
 * resource's own environment is none of those allowed; else nothing.
 */
export function tagTruths(tags: readonly Tag[], account: TagLender): readonly string[] {
  const owner = valueOf(tags, ownerKeys) ?? valueOf(account.tags, ownerKeys);
  const environment = valueOf(tags, environmentKeys) ?? valueOf(account.tags, environmentKeys);
  const known = environment !== undefined && environments.has(environment.toLowerCase());
  return owner !== undefined && known ? [] : ['required-tags'];
}

function valueOf(tags: readonly Tag[], keys: ReadonlySet<string>): string | undefined {
  return tags.find(([key, value]) => keys.has(key.toLowerCase()) && value.trim() !== '')?.[1];
}

const completeness: readonly Weighted<{ readonly owner: boolean; readonly env: boolean | 'wrong' }>[] = [
  [64, { owner: true, env: true }],
  [12, { owner: false, env: true }],
  [11, { owner: true, env: false }],
  [9, { owner: false, env: false }],
  [4, { owner: true, env: 'wrong' }],
];

const ownerSpellings: readonly Weighted<string>[] = [
  [60, 'owner'],
  [20, 'Owner'],
  [12, 'team'],
  [5, 'Team'],
  [3, 'OWNER'],
];

const environmentSpellings: readonly Weighted<string>[] = [
  [50, 'env'],
  [15, 'Env'],
  [20, 'environment'],
  [10, 'Environment'],
  [5, 'ENV'],
];

const values: readonly Weighted<string>[] = [
  [34, 'prod'],
  [20, 'production'],
  [4, 'Prod'],
  [3, 'PRODUCTION'],
  [12, 'staging'],
  [15, 'dev'],
  [4, 'development'],
  [8, 'test'],
];

const wrongValues = ['qa?', 'tmp', 'see wiki', 'prod-old'] as const;

/** Keys that trip programs up, with values that have to be escaped. */
const oddTags: readonly Tag[] = [
  ['constructor', 'toString'],
  ['__proto__', 'polluted'],
  ['🚀', 'to the moon'],
  [' leading blank', ' kept '],
  ['a/b:c=d+e@f', '<&>"\''],
  ['hasOwnProperty', ''],
  ['größe', 'groß & "klein"'],
];

/** Tags as people leave them: some complete, some not, spelled in many ways. */
export function drawTags(dice: Dice, name: string | undefined): Tag[] {
  const tags: Tag[] = name === undefined ? [] : [['Name', name]];
  const { owner, env } = dice.weighted(completeness);
  if (owner) tags.push([dice.weighted(ownerSpellings), dice.pick(owners)]);
  if (env !== false)
    tags.push([
      dice.weighted(environmentSpellings),
      env === 'wrong' ? dice.pick(wrongValues) : dice.weighted(values),
    ]);
  if (dice.chance(0.6)) tags.push(['cost-center', dice.pick(costCenters)]);
  if (dice.chance(0.35)) tags.push(['managed-by', dice.pick(['terraform', 'cloudformation', 'hand'])]);
  if (dice.chance(0.04)) tags.push(dice.pick(oddTags));
  return tags;
}
