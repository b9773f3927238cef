import type { PriceOf } from '../core/price.ts';
import type { Resource } from '../core/resource.ts';
import type { Rule } from '../core/rule.ts';
import type { EpochMs } from '../core/time.ts';
import { unknown, type Verdict } from '../core/verdict.ts';

/** Evidence that is there, or why it is not. `absent`: the source answered that it has nothing; `failed`: it did not. */
export type EvidenceResult =
  | { readonly status: 'known'; readonly value: unknown }
  | { readonly status: 'absent' | 'failed'; readonly reason: string };

export interface Judging {
  readonly options: unknown;
  readonly now: EpochMs;
  readonly price: PriceOf;
}

/**
 * The verdict of a rule on a resource that it selected, once its evidence has been asked for. What is required and not
 * there, and what is optional but could not be read, makes it unknown; a rule never sees a guess.
 */
export function verdictOf(
  rule: Rule,
  resource: Resource,
  evidence: ReadonlyMap<string, EvidenceResult>,
  { options, now, price }: Judging,
): Verdict {
  const asked = rule.needs?.(options) ?? {};
  const needs: Record<string, unknown> = {};
  for (const [name, need] of Object.entries(asked)) {
    const result = evidence.get(name);
    if (result?.status === 'known') needs[name] = result.value;
    else if (result === undefined) return unknown(`${name}: not asked for`);
    else if (need.type !== 'optional' || result.status === 'failed') return unknown(result.reason);
  }
  return rule.evaluate(resource, { options, now, price, needs });
}
