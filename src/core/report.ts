import type { Advice, TrackedFinding, UnknownVerdict } from './finding.ts';
import type { Plan } from './plan.ts';
import type { Quote } from './price.ts';
import type { Resource, Unreadable } from './resource.ts';
import type { InventoryChanges, RuleFailure, Run, SavingsTotal, ScopeOutcome, SignalFailure } from './run.ts';
import type { EpochMs } from './time.ts';

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
  /** How the program is called here: `bursar`, or `npm run -s bursar --` in a checkout. */
  readonly command: string;
}

/** All that is known of one resource and its verdicts, or of one finding. */
export interface ExplainView {
  /** Absent when the resource is gone. */
  readonly resource?: Resource;
  /** The findings to explain, with the rules they come from. */
  readonly findings: readonly { readonly finding: TrackedFinding; readonly rule?: RuleInfo }[];
  readonly unknown: readonly UnknownVerdict[];
  /** What the provider's own advisor says of the resource. */
  readonly advice?: readonly Advice[];
  /** What the resource costs now. */
  readonly price?: Quote;
  readonly now: EpochMs;
}

/** What a rule says of itself. */
export interface RuleInfo {
  readonly id: string;
  readonly summary: string;
  /** Its documentation, as Markdown. */
  readonly documentation?: string;
  /** What the action it asks for does. */
  readonly action?: { readonly name: string; readonly summary: string };
}
