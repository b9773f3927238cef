import { deepStrictEqual } from 'node:assert/strict';
import type { z } from 'zod';
import type { Action } from '../core/action.ts';
import type { Kind } from '../core/kind.ts';
import type { Needs } from '../core/need.ts';
import type { DefinedRule } from '../core/rule.ts';
import type { Messages } from '../core/verdict.ts';
import { ruleFaults } from '../policy/check-rule.ts';
import type { RuleCase } from './rule-case.ts';
import { runCase } from './run-case.ts';
import { describe, it } from './runner.ts';
import { messagesWithoutCase, repeatedTitles } from './table-faults.ts';

/**
 * Tests a rule by a table of cases, each a resource and what the rule must make of it; for vitest and for Node's own
 * runner alike. Beside the cases it holds that the rule is well defined, that every message it declares has a case, and
 * that its verdicts depend on what it is given alone.
 */
export function testRule<
  K extends Kind,
  Schema extends z.ZodType,
  M extends Messages,
  N extends Needs,
  A extends Action,
>(
  rule: DefinedRule<K, Schema, M, N, A>,
  cases: readonly RuleCase<NoInfer<K>, z.input<NoInfer<Schema>>, NoInfer<M>, NoInfer<N>, NoInfer<A>>[],
): void {
  describe(rule.id, () => {
    it('is defined as a rule should be', () => deepStrictEqual(ruleFaults(rule), []));
    it('has cases with titles of their own', () => deepStrictEqual(repeatedTitles(cases), []));
    it('has a case for each of its messages', () => deepStrictEqual(messagesWithoutCase(rule, cases), []));
    for (const given of cases) it(given.title, () => runCase(rule, given));
  });
}
