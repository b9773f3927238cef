import { hash } from 'node:crypto';
import type { Level } from './pack.ts';
import type { Saving } from './price.ts';
import type { Scope } from './scope.ts';
import type { Severity } from './severity.ts';
import type { SignalEvidence } from './signal.ts';
import type { Tags } from './tags.ts';
import type { EpochMs } from './time.ts';
import type { FlagData } from './verdict.ts';

/** Where a finding is in its life. */
export const findingStates = ['open', 'snoozed', 'exempt', 'resolved'] as const;
export type FindingState = (typeof findingStates)[number];

/** A resource that a rule flagged. */
export interface Finding {
  /** Stable over runs: the same rule on the same resource. */
  readonly fingerprint: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly level: Level;
  readonly kind: string;
  /** The resource's id. */
  readonly resource: string;
  readonly name: string;
  readonly scope: Scope;
  readonly tags?: Tags;
  /** Which of the rule's messages, rendered, and the data it was rendered with. */
  readonly messageId: string;
  readonly message: string;
  readonly data: FlagData;
  /** What the verdict rests on, by the name under which the rule asked for it. */
  readonly evidence: Readonly<Record<string, FindingEvidence>>;
  /** Absent: what it would save is unknown, which is not nothing. */
  readonly saving?: Saving;
  readonly action?: ProposedAction;
  /** What the provider's own advisor says of the resource; the verdict does not rest on it. */
  readonly advice?: readonly Advice[];
}

/** A recommendation of a provider's own advisor. */
export interface Advice {
  /** Who says so: `Google Recommender`. */
  readonly source: string;
  readonly topic: string;
  /** In the advisor's own words. */
  readonly advice: string;
  /** What following it would save by its own reckoning, as decimal text. */
  readonly monthlySaving?: { readonly amount: string; readonly currency: string };
}

/** Evidence as a finding keeps it: a signal's figure, or the ids of related resources. */
export type FindingEvidence = SignalEvidence | { readonly resources: readonly string[] };

export interface ProposedAction {
  readonly name: string;
  readonly reversible: boolean;
  readonly parameters?: unknown;
}

/** A finding with its life across runs. */
export interface TrackedFinding extends Finding {
  readonly state: FindingState;
  readonly firstSeenAt: EpochMs;
  readonly lastSeenAt: EpochMs;
  readonly resolvedAt?: EpochMs;
  /** Whether its scope could not be read in the last run, so that all this is as of `lastSeenAt`. */
  readonly stale: boolean;
}

/** A verdict that could not be reached. */
export interface UnknownVerdict {
  readonly rule: string;
  readonly kind: string;
  readonly resource: string;
  readonly name: string;
  readonly scope: Scope;
  readonly missing: string;
}

/** The fingerprint of a rule's finding on a resource: 16 hexadecimal digits. */
export function fingerprintOf(rule: string, resourceId: string): string {
  return hash('sha256', `${rule}\n${resourceId}`).slice(0, 16);
}
