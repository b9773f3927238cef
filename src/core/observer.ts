import type { ScopeOutcome } from './run.ts';
import type { Scope } from './scope.ts';

/** Told what a pass is doing while it does it; every part is optional. */
export interface PassObserver {
  /** How many scopes a provider has to read. */
  scopesListed?(provider: string, count: number): void;
  /** A page of a kind was read. */
  collected?(scope: Scope, kind: string, count: number): void;
  scopeFinished?(outcome: ScopeOutcome): void;
  /** All resources are in; this many are to be judged. */
  judging?(total: number): void;
  /** This many more were judged. */
  judged?(count: number): void;
}
