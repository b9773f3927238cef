import { instance, use, volume } from 'bursar';
import type { RuleCase } from 'bursar/testing';
import { expect, test } from 'vitest';
import type { z } from 'zod';
import instanceIdle from '../../rules/idle/instance-idle.ts';
import type volumeTypeOutdated from '../../rules/outdated/volume-type-outdated.ts';
import { type DefinedRule, defineRule } from '../../src/core/rule.ts';
import { pass } from '../../src/core/verdict.ts';

type CaseOf<R> =
  R extends DefinedRule<infer K, infer S, infer M, infer N, infer A>
    ? RuleCase<K, z.input<S>, M, N, A>
    : never;
type IdleCase = CaseOf<typeof instanceIdle>;
type OutdatedCase = CaseOf<typeof volumeTypeOutdated>;

const both = defineRule({
  id: 'both',
  summary: 'It is for two kinds.',
  severity: 'low',
  kinds: [instance, volume],
  messages: { old: '{{days}}' },
  evaluate: () => pass,
});

const base = { title: 'a case', resource: {} };
const given = { resource: {}, needs: { cpu: 1, cpuPeak: { value: 2, coverage: 0.9 }, network: 3 } };

const fine: readonly IdleCase[] = [
  { title: 'a', ...given, expect: 'idle', data: { type: 'x' }, saving: '1.5', options: { window: '7d' } },
  { title: 'b', ...given, missing: ['cpu'], expect: 'unknown', lacking: 'cpu' },
];

/** Each of these must not compile; taking the mistake out makes the directive itself an error. */
export const mistakes: readonly unknown[] = [
  // @ts-expect-error a message that the rule does not declare
  { ...base, expect: 'idel' } satisfies IdleCase,
  // @ts-expect-error data that its message does not ask for
  { ...base, expect: 'idle', data: { typ: 'x' } } satisfies IdleCase,
  // @ts-expect-error a saving of what is not flagged
  { ...base, expect: 'pass', saving: 3 } satisfies IdleCase,
  // @ts-expect-error an attribute of another kind
  { ...base, resource: { attributes: { sizeGib: 3 } }, expect: 'pass' } satisfies IdleCase,
  // @ts-expect-error evidence that the rule does not need
  { ...base, needs: { gpu: 3 }, expect: 'pass' } satisfies IdleCase,
  // @ts-expect-error evidence of another form
  { ...base, needs: { cpu: [{}] }, expect: 'pass' } satisfies IdleCase,
  // @ts-expect-error the absence of evidence that the rule does not need
  { ...base, missing: ['gpu'], expect: 'pass' } satisfies IdleCase,
  // @ts-expect-error an option that the rule does not have
  { ...base, options: { windw: '7d' }, expect: 'pass' } satisfies IdleCase,
  // @ts-expect-error an option that is no duration
  { ...base, options: { window: 'a week' }, expect: 'pass' } satisfies IdleCase,
  // @ts-expect-error parameters that the action does not take
  { ...base, expect: 'outdated', parameters: { too: 'gp3' } } satisfies OutdatedCase,
  // @ts-expect-error no kind, for a rule of several
  { ...base, expect: 'pass' } satisfies CaseOf<typeof both>,
  // @ts-expect-error the attributes of the other kind
  { ...base, resource: { kind: 'volume', attributes: { market: 'spot' } }, expect: 'pass' } satisfies CaseOf<
    typeof both
  >,
  // @ts-expect-error in a pack too, an option that the rule does not have
  use(instanceIdle, 'report', { windw: '7d' }),
];

test('cases are typed by their rule', () => {
  expect(fine).toHaveLength(2);
});
