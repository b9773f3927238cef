import type { Scope, ScopeOutcome } from 'bursar/report';

/** Scopes of one provider that failed in the same way: the same regions and kinds of each account. */
export interface ScopeFailureGroup {
  readonly status: 'failed' | 'partial';
  /** One scope of each account. */
  readonly accounts: readonly Scope[];
  readonly regions: readonly string[];
  /** The kinds that failed; none where the scope could not even be asked. */
  readonly kinds: readonly string[];
  readonly error: string;
  readonly message: string;
}

/** What failed in the same way in one account. */
interface Growing extends ScopeFailureGroup {
  readonly regions: string[];
  readonly kinds: string[];
}

const noReason: ScopeOutcome['failures'] = [{ error: 'Error', message: 'no reason was given' }];

/** What could not be read, the scopes that failed whole first; each failed scope and kind is named once. */
export function failureGroups(scopes: readonly ScopeOutcome[]): readonly ScopeFailureGroup[] {
  const groups = new Map<string, Growing>();
  for (const { scope, status, failures } of scopes) {
    // A scope of which only some regions failed has no failures of its own: each region is told by itself.
    if (status === 'ok' || (status === 'partial' && failures.length === 0)) continue;
    for (const { error, message, kind } of failures.length > 0 ? failures : noReason) {
      const key = JSON.stringify([status, scope.provider, scope.account, error, message]);
      const group = groups.get(key) ?? { status, accounts: [scope], regions: [], kinds: [], error, message };
      if (!group.regions.includes(scope.region)) group.regions.push(scope.region);
      if (kind !== undefined && !group.kinds.includes(kind)) group.kinds.push(kind);
      groups.set(key, group);
    }
  }
  return mergedOverAccounts([...groups.values()]).toSorted(
    (a, b) => Number(b.status === 'failed') - Number(a.status === 'failed'),
  );
}

/** A list that tells of many accounts fails for all of them, which is said once. */
function mergedOverAccounts(groups: readonly ScopeFailureGroup[]): readonly ScopeFailureGroup[] {
  const alike = Map.groupBy(groups, ({ status, accounts, regions, kinds, error, message }) =>
    JSON.stringify([status, accounts[0]?.provider, regions, kinds.toSorted(), error, message]),
  );
  return [...alike.values()].flatMap(([first, ...others]) =>
    first === undefined
      ? []
      : [{ ...first, accounts: [first, ...others].flatMap(({ accounts }) => accounts) }],
  );
}
