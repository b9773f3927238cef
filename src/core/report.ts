import type { TrackedFinding, UnknownVerdict } from './finding.ts';
import type { Plan } from './plan.ts';
import type { Unreadable } from './resource.ts';
import type { InventoryChanges, RuleFailure, Run, SavingsTotal, ScopeOutcome, SignalFailure } from './run.ts';

/** A finished run as reports see it. Lists that may be long are read as they are needed, and may be read again. */
export interface RunView {
  readonly run: Run;
  readonly scopes: readonly ScopeOutcome[];
  readonly inventory: {
    readonly total: number;
    readonly byKind: ReadonlyMap<string, number>;
    readonly byProvider: ReadonlyMap<string, number>;
    readonly changes: InventoryChanges;
    readonly unreadable: number;
  };
  readonly totals: FindingTotals;
  /** Open findings, the largest saving first, those without a known saving after them by severity. */
  findings(): AsyncIterable<TrackedFinding>;
  unknown(): AsyncIterable<UnknownVerdict>;
  unreadable(): AsyncIterable<Unreadable>;
  readonly ruleFailures: readonly RuleFailure[];
  readonly signalFailures: readonly SignalFailure[];
  readonly plan: Plan;
  readonly savings: SavingsTotal;
}

/** Open findings counted, so that no report has to read them all to say how many. */
export interface FindingTotals {
  readonly findings: number;
  readonly unknown: number;
  readonly byRule: readonly RuleTotal[];
  /** Undecided verdicts by what was missing, the most frequent first. */
  readonly byMissing: readonly { readonly rule: string; readonly missing: string; readonly count: number }[];
}

export interface RuleTotal {
  readonly rule: string;
  readonly severity: TrackedFinding['severity'];
  readonly findings: number;
  readonly savings: SavingsTotal;
}

/** Renders a run as text, a piece at a time, so that a million findings need no memory. */
export interface Report {
  readonly id: string;
  readonly mediaType: string;
  render(view: RunView, options: ReportOptions): AsyncIterable<string>;
}

export interface ReportOptions {
  /** Columns of the terminal, for reports that fill lines. */
  readonly width: number;
  readonly color: boolean;
}
