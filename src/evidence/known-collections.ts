import { globalRegion, type Scope } from '../core/scope.ts';
import type { FinishedCollection } from '../store/store.ts';

/** Which kinds were read whole where, in this run. */
export interface KnownCollections {
  /** Whether every resource of a kind that one in this scope may be related to is in the inventory. */
  whole(scope: Scope, kind: string): boolean;
}

/**
 * A kind is known around a scope when the collection of its region, or of its account as a whole, was read whole. A record
 * that could not be read may be the very one that refers to a resource, so it leaves its kind unknown.
 */
export function knownCollections(collections: readonly FinishedCollection[]): KnownCollections {
  const whole = new Set(
    collections
      .filter(({ failure, unreadable }) => failure === undefined && unreadable !== true)
      .map(({ scope, kind }) => keyOf(scope, scope.region, kind)),
  );
  return {
    whole: (scope, kind) =>
      whole.has(keyOf(scope, scope.region, kind)) || whole.has(keyOf(scope, globalRegion, kind)),
  };
}

function keyOf({ provider, account }: Scope, region: string, kind: string): string {
  return `${provider}/${account}/${region} ${kind}`;
}
