import type { Account } from './estate.ts';

export type Tag = readonly [key: string, value: string];

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

/** `['required-tags']` where owner or environment is missing or wrong, the account's own tags included; else nothing. */
export function tagTruths(tags: readonly Tag[], account: Account): readonly string[] {
  const owned = hasTag([...tags, ...account.tags], (key, value) => ownerKeys.has(key) && value.trim() !== '');
  // A resource's own value counts before its account's, right or wrong.
  const own = tags.find(([key]) => environmentKeys.has(key.toLowerCase()));
  const environment = own ?? account.tags.find(([key]) => environmentKeys.has(key.toLowerCase()));
  const known = environment !== undefined && environments.has(environment[1].toLowerCase());
  return owned && known ? [] : ['required-tags'];
}

function hasTag(tags: readonly Tag[], test: (key: string, value: string) => boolean): boolean {
  return tags.some(([key, value]) => test(key.toLowerCase(), value));
}
