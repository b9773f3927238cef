import type { Finding, FindingState, TrackedFinding, UnknownVerdict } from '../core/finding.ts';
import type { Plan } from '../core/plan.ts';
import type { FindingTotals } from '../core/report.ts';
import type { Resource, Unreadable } from '../core/resource.ts';
import type {
  CollectionFailure,
  InventoryChanges,
  RuleFailure,
  Run,
  SavingsTotal,
  ScopeOutcome,
  SignalFailure,
} from '../core/run.ts';
import type { Scope } from '../core/scope.ts';
import type { Severity } from '../core/severity.ts';
import type { Duration, EpochMs } from '../core/time.ts';

/** Where runs, the inventory and the findings are kept. Every method is atomic; a crash leaves no half of one. */
export interface Store {
  readonly runs: RunStore;
  readonly inventory: InventoryStore;
  readonly findings: FindingStore;
  /** Deletes what is older than the retention, a bounded piece at a time. */
  prune(now: EpochMs, retention: Retention): Promise<PruneResult>;
  close(): Promise<void>;
}

/** How long things are kept after their last use. */
export interface Retention {
  /**
   * Runs, with what changed in them; the last that finished stays. Unknown verdicts and unreadable records are kept
   * of that one and those after it, of the others they are kept counted.
   */
  readonly runs: Duration;
  /** Resources that are gone, and those of collections that no run has asked for in that time. */
  readonly resources: Duration;
  /** Findings that are resolved. */
  readonly findings: Duration;
}

/** How long things are kept where nothing else is said. */
export const defaultRetention: Retention = { runs: '90d', resources: '30d', findings: '180d' };

export interface PruneResult {
  readonly runs: number;
  readonly resources: number;
  readonly findings: number;
}

/** What a run leaves behind beside the inventory and the findings. */
export interface RunSummary {
  readonly finishedAt: EpochMs;
  readonly scopes: readonly ScopeOutcome[];
  readonly changes: InventoryChanges;
  readonly ruleFailures: readonly RuleFailure[];
  readonly signalFailures: readonly SignalFailure[];
  readonly plan: Plan;
}

export interface RunOverview extends Run {
  /** Whether it never finished: another run began after it. */
  readonly interrupted?: true;
  readonly summary?: Omit<RunSummary, 'plan'>;
}

export interface RunRecord extends RunOverview {
  readonly summary?: RunSummary;
}

export interface RunStore {
  /** Begins a run; one that was left unfinished is interrupted from then on, and what it saw of the inventory void. */
  begin(run: Run): Promise<void>;
  finish(runId: string, summary: RunSummary): Promise<void>;
  /** The last run that finished; undefined before the first. */
  latest(): Promise<RunRecord | undefined>;
  get(runId: string): Promise<RunRecord | undefined>;
  /** The newest first. */
  list(limit: number): Promise<readonly RunOverview[]>;
}

/** One kind collected from one scope in one run: the unit in which an inventory is whole or failed. */
export interface Collection {
  readonly runId: string;
  /** The scope that was asked, whose region is `global` for account-wide lists. */
  readonly scope: Scope;
  readonly kind: string;
}

export interface InventoryStore {
  /**
   * Adds a page of what a collection found; a resource seen before in the same run is taken once. Nothing of it shows
   * until the collection is finished. An unreadable record keeps the resource of its id as it was; one without an id
   * keeps every resource of the collection from being gone.
   */
  write(
    collection: Collection,
    at: EpochMs,
    resources: readonly Resource[],
    unreadable: readonly Unreadable[],
  ): Promise<void>;
  /**
   * Tells that a part of a collection (a region, a zone) could not be read in this run: whatever it does not show may
   * be there, so nothing of it is gone, and what it knows of its kind is not all.
   */
  missPart(collection: Collection): Promise<void>;
  /**
   * Ends a collection. Read whole, what it had before and did not show again is gone; failed, everything of it stays
   * as it was, and is stale.
   */
  finish(collection: Collection, at: EpochMs, failure?: CollectionFailure): Promise<InventoryChanges>;
  /** The collections that ended in a run and in none since. */
  collections(runId: string): Promise<readonly FinishedCollection[]>;
  /**
   * Present resources that were read in a run (or since), of the collections read whole in it: in chunks, mostly of one
   * kind and scope; of one provider where one is named. A consumer may stop early, and may write meanwhile.
   */
  fresh(
    runId: string,
    kinds: readonly string[],
    chunkSize: number,
    provider?: string,
  ): AsyncIterable<readonly Resource[]>;
  /** Present resources of some kinds, stale ones included, in chunks. A consumer may stop early. */
  present(kinds: readonly string[], chunkSize: number): AsyncIterable<readonly Resource[]>;
  /** A present resource by id. */
  get(id: string): Promise<Resource | undefined>;
  /** Present resources by their exact name or whole parts at the end of their id (`i-0abc`), at most `limit`. */
  find(text: string, limit: number): Promise<readonly Resource[]>;
  /** For each of the ids, the present resources of a kind that it refers to, or that refer to it. */
  related(
    ids: readonly string[],
    kind: string,
    direction: 'references' | 'referenced-by',
  ): Promise<ReadonlyMap<string, readonly Resource[]>>;
  /** The resource of kind `account` of a scope. */
  account(scope: Scope): Promise<Resource | undefined>;
  /** Present resources, stale ones included. */
  counts(): Promise<InventoryCounts>;
  /** The first of a run's unreadable records, long ones cut to the beginning of their JSON. */
  unreadable(runId: string): AsyncIterable<Unreadable>;
  /** All of them. */
  unreadableCount(runId: string): Promise<number>;
  /** What changed in a run, in no particular order; without resources that are not kept any more. */
  changes(runId: string): AsyncIterable<ResourceChange>;
}

export interface FinishedCollection {
  readonly scope: Scope;
  readonly kind: string;
  readonly failure?: CollectionFailure;
  /** Whether some of its records, or a part of it, could not be read, so that what refers to its resources may be missing. */
  readonly unreadable?: true;
}

export interface InventoryCounts {
  readonly total: number;
  readonly byKind: ReadonlyMap<string, number>;
  readonly byProvider: ReadonlyMap<string, number>;
}

export interface ResourceChange {
  readonly change: 'appeared' | 'changed' | 'gone';
  readonly kind: string;
  readonly resource: string;
}

export interface FindingStore {
  /**
   * Opens findings or sees them again: `firstSeenAt` stays, a resolved one opens anew, snoozed and exempt ones stay so,
   * also when they were resolved in between.
   */
  record(runId: string, at: EpochMs, findings: readonly Finding[]): Promise<void>;
  recordUnknown(runId: string, verdicts: readonly UnknownVerdict[]): Promise<void>;
  /**
   * After everything was judged: what was judged in this run and not flagged again is resolved. Kept as they are, and
   * marked stale, are findings whose collection was not read whole; kept as well those with an unknown verdict and those
   * of the rules that failed. Findings of rules that are not judged any more, and of resources gone, are resolved.
   */
  settle(
    runId: string,
    at: EpochMs,
    rules: { readonly judged: readonly string[]; readonly failed: readonly string[] },
  ): Promise<void>;
  /** Sets a finding aside, or opens it again; false when there is no such finding. */
  mark(fingerprint: string, state: Exclude<FindingState, 'resolved'>): Promise<boolean>;
  /**
   * The largest known saving first, those without one (in the store's currency) after them by severity. What changes
   * while it is read may be missing, or come twice.
   */
  list(filter: FindingFilter): AsyncIterable<TrackedFinding>;
  /** By fingerprint, or by the beginning of one when it is the only such. */
  get(fingerprint: string): Promise<TrackedFinding | undefined>;
  unknown(runId: string): AsyncIterable<UnknownVerdict>;
  /** Open findings and the run's unknown verdicts, counted; the rule that saves most first. */
  totals(runId: string): Promise<FindingTotals>;
  /**
   * The exact sum of the open findings' savings, each resource counted once with its largest. A saving in a currency
   * that is not the store's counts as unpriced.
   */
  savings(): Promise<SavingsTotal>;
}

export interface FindingFilter {
  readonly states?: readonly FindingState[];
  readonly rules?: readonly string[];
  readonly severities?: readonly Severity[];
  readonly kinds?: readonly string[];
  readonly providers?: readonly string[];
  readonly accounts?: readonly string[];
  readonly resource?: string;
  readonly limit?: number;
}
