import type { Money } from './money.ts';
import type { Scope } from './scope.ts';
import type { EpochMs } from './time.ts';

/** `report`: nothing but looking. `propose`: a plan waits for approval. `apply`: steps may be carried out. */
export type RunMode = 'report' | 'propose' | 'apply';

/** One pass over everything that is configured. */
export interface Run {
  readonly id: string;
  readonly startedAt: EpochMs;
  /** Absent while it runs, and for good when it was killed. */
  readonly finishedAt?: EpochMs;
  readonly mode: RunMode;
}

/** What came of one scope: all of it read, some kinds failed, or nothing could be read. */
export type ScopeStatus = 'ok' | 'partial' | 'failed';

export interface ScopeOutcome {
  readonly scope: Scope;
  readonly status: ScopeStatus;
  readonly resources: number;
  /** Which kinds failed, and why; for a scope that failed whole, one entry without a kind. */
  readonly failures: readonly CollectionFailure[];
}

export interface CollectionFailure {
  readonly kind?: string;
  /** The port's word for it: `DeniedError`, `ThrottledError`… */
  readonly error: string;
  readonly message: string;
}

/** A rule that threw: it is left out from there on, and its findings keep their last state. */
export interface RuleFailure {
  readonly rule: string;
  readonly resource: string;
  readonly error: string;
}

/**
 * A source of evidence that could not be read for some resources. One beside the clouds' own is a place of its own: its
 * name stands for the provider, and `*` for account and region.
 */
export interface SignalFailure {
  readonly scope: Scope;
  readonly signal: string;
  readonly error: string;
  readonly message: string;
}

/** What changed in the inventory since the pass before. */
export interface InventoryChanges {
  readonly appeared: number;
  readonly changed: number;
  readonly gone: number;
}

/** The sum of what findings save, and how many of them could not be priced. */
export interface SavingsTotal {
  readonly monthly: Money;
  /** Findings whose action would save something that is unknown. */
  readonly unpriced: number;
}
