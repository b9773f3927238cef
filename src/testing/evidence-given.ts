import { fail } from 'node:assert/strict';
import type { Need, RequiredNeed } from '../core/need.ts';
import type { Resource } from '../core/resource.ts';
import type { Rule } from '../core/rule.ts';
import type { SignalEvidence } from '../core/signal.ts';
import { account } from '../kinds/account.ts';
import type { EvidenceResult } from '../policy/verdict-of.ts';
import { type ResourceLike, resourceOf, signalEvidence, testNow } from './builders.ts';
import type { AnyCase } from './rule-case.ts';

/** The evidence of a case in the engine's form. @throws {AssertionError} when the case and the rule's needs differ. */
export function evidenceGiven(
  rule: Rule,
  given: AnyCase,
  options: unknown,
): ReadonlyMap<string, EvidenceResult> {
  const needs = rule.needs?.(options) ?? {};
  const spoken = new Set([
    ...Object.keys(given.needs ?? {}),
    ...(given.missing ?? []),
    ...(given.failed ?? []),
  ]);
  const results = new Map<string, EvidenceResult>();
  for (const [name, need] of Object.entries(needs)) {
    results.set(name, resultOf(name, need, given));
    spoken.delete(name);
  }
  if (spoken.size > 0) fail(`the rule does not need ${[...spoken].join(', ')} with these options`);
  return results;
}

function resultOf(name: string, need: Need, given: AnyCase): EvidenceResult {
  if (given.failed?.includes(name)) return { status: 'failed', reason: `${name}: could not be read` };
  if (given.missing?.includes(name)) return { status: 'absent', reason: `${name}: no data` };
  const value = given.needs?.[name];
  if (value !== undefined) return { status: 'known', value: evidenceOf(required(need), value, given.now) };
  if (need.type === 'optional') return { status: 'absent', reason: `${name}: no data` };
  return fail(`the case gives no evidence "${name}"; if it is to be absent, say missing: ['${name}']`);
}

function required(need: Need): RequiredNeed {
  return need.type === 'optional' ? need.need : need;
}

type EvidenceValue = SignalEvidence | Resource | readonly Resource[];

/** What is given in short, in full. The types of the cases tie each form to its need, hence the casts. */
function evidenceOf(need: RequiredNeed, value: unknown, now = testNow): EvidenceValue {
  if (need.type === 'signal') return signalEvidence(need, value as number | Partial<SignalEvidence>, now);
  if (need.type === 'account') return resourceOf(account, value as ResourceLike<typeof account>);
  const { kind } = need;
  return (value as readonly ResourceLike<typeof kind>[]).map((like, index) =>
    resourceOf(kind, { id: `${kind.name}-${index + 1}`, ...like }),
  );
}
