import type { Resource } from '../core/resource.ts';
import type { RuleFailure } from '../core/run.ts';
import type { Flag, Unknown } from '../core/verdict.ts';
import type { Choice, Setting } from './choices.ts';
import { type EvidenceResult, verdictOf } from './verdict-of.ts';

/** Where verdicts go that are not a pass. */
export interface VerdictSink {
  flagged(resource: Resource, setting: Setting, verdict: Flag, evidence: Evidence): void;
  undecided(resource: Resource, setting: Setting, verdict: Unknown): void;
  /** Selected by a rule whose evidence has to be fetched first. */
  pending(resource: Resource, setting: Setting): void;
}

export type Evidence = ReadonlyMap<string, EvidenceResult>;

const noEvidence: Evidence = new Map();

/** Rules that threw. Each is left out from then on: a rule that throws takes down itself, not the run. */
export class RuleFailures {
  readonly #failures = new Map<string, RuleFailure>();

  add(rule: string, resource: Resource | undefined, error: unknown): void {
    const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    this.#failures.set(rule, { rule, resource: resource?.id ?? '', error: message });
  }

  has(rule: string): boolean {
    return this.#failures.has(rule);
  }

  list(): readonly RuleFailure[] {
    return [...this.#failures.values()];
  }
}

/**
 * Judges resources of one scope and kind by the rules chosen for them. The loop is rule by rule, so that the rule's code
 * stays hot over many resources; it is the innermost loop of a pass.
 */
export function judge(
  choices: readonly Choice[],
  resources: readonly Resource[],
  sink: VerdictSink,
  failures: RuleFailures,
): void {
  for (const choice of choices) {
    if (failures.has(choice.rule.id)) continue;
    let current: Resource | undefined;
    try {
      for (const resource of resources) {
        current = resource;
        const setting = choice.setting ?? choice.settingFor(resource);
        if (setting !== undefined && setting.level !== 'off') judgeOne(resource, setting, sink);
      }
    } catch (error) {
      failures.add(choice.rule.id, current, error);
    }
  }
}

function judgeOne(resource: Resource, setting: Setting, sink: VerdictSink): void {
  const { rule, context } = setting;
  if (rule.select !== undefined && !rule.select(resource, context)) return;
  if (setting.needs !== undefined) {
    sink.pending(resource, setting);
    return;
  }
  const verdict = rule.evaluate(resource, context);
  if (verdict.status === 'pass') return;
  if (verdict.status === 'flag') sink.flagged(resource, setting, verdict, noEvidence);
  else sink.undecided(resource, setting, verdict);
}

/** Judges a resource whose evidence has been fetched. */
export function judgeByEvidence(
  resource: Resource,
  setting: Setting,
  evidence: Evidence,
  sink: VerdictSink,
  failures: RuleFailures,
): void {
  if (failures.has(setting.rule.id)) return;
  try {
    const verdict = verdictOf(setting.rule, resource, evidence, setting.context);
    if (verdict.status === 'flag') sink.flagged(resource, setting, verdict, evidence);
    else if (verdict.status === 'unknown') sink.undecided(resource, setting, verdict);
  } catch (error) {
    failures.add(setting.rule.id, resource, error);
  }
}
