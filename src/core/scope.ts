/** One place to inventory: an account (project, subscription) of a provider, in one region. */
export interface Scope {
  /** Id of the adapter that reaches it: `aws`, `gcp`, `azure`. */
  readonly provider: string;
  readonly account: string;
  readonly accountName?: string;
  /** The provider's region, or {@link globalRegion} for what belongs to the account as a whole. */
  readonly region: string;
}

/** The region of whatever a provider keeps for an account as a whole. */
export const globalRegion = 'global';

/** A scope as one text, for keys and logs: `aws/123456789012/eu-west-1`. */
export function scopeKey(scope: Scope): string {
  return `${scope.provider}/${scope.account}/${scope.region}`;
}

/** A scope that could not be listed at all, e.g. an account whose role may not be assumed. */
export interface FailedScope {
  readonly scope: Scope;
  readonly error: Error;
}
