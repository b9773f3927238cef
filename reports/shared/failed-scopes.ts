import type { Scope, ScopeOutcome } from 'bursar/report';

/** Scopes of one account that failed in the same way. */
export interface ScopeFailureGroup {
  readonly status: 'failed' | 'partial';
  /** Any of the scopes: they differ in the region alone. */
  readonly scope: Scope;
  readonly regions: readonly string[];
  /** The kinds that failed; none where the scope could not even be asked. */
  readonly kinds: readonly string[];
  readonly error: string;
  readonly message: string;
}

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
      const group = groups.get(key) ?? { status, scope, regions: [], kinds: [], error, message };
      if (!group.regions.includes(scope.region)) group.regions.push(scope.region);
      if (kind !== undefined && !group.kinds.includes(kind)) group.kinds.push(kind);
      groups.set(key, group);
    }
  }
  return [...groups.values()].toSorted(
    (a, b) => Number(b.status === 'failed') - Number(a.status === 'failed'),
  );
}
