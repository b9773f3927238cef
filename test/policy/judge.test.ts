import { expect, test } from 'vitest';
import { z } from 'zod';
import { optional } from '../../src/core/need.ts';
import { definePack, use } from '../../src/core/pack.ts';
import type { Resource } from '../../src/core/resource.ts';
import { defineRule, type Rule } from '../../src/core/rule.ts';
import { flag, pass, unknown } from '../../src/core/verdict.ts';
import { instance } from '../../src/kinds/instance.ts';
import { chooseRules, type Setting } from '../../src/policy/choices.ts';
import { findingOf } from '../../src/policy/findings-of.ts';
import { judge, judgeByEvidence, RuleFailures, type VerdictSink } from '../../src/policy/judge.ts';
import type { EvidenceResult } from '../../src/policy/verdict-of.ts';
import { cpuUtilization } from '../../src/signals/cpu-utilization.ts';
import { machine, scopeOf } from '../fixtures/resources.ts';

const base = {
  summary: 'A rule.',
  severity: 'low',
  kinds: [instance],
  messages: { hit: '{{name}} of type {{type}}' },
} as const;
const bySize = defineRule({
  ...base,
  id: 'by-size',
  select: (vm) => vm.attributes.state === 'running',
  evaluate(vm) {
    if (vm.attributes.type === 'odd') return unknown('its size');
    return vm.attributes.type === 'large' ? flag('hit', { data: { type: vm.attributes.type } }) : pass;
  },
});
const throwing = defineRule({
  ...base,
  id: 'throwing',
  evaluate(vm) {
    if (vm.id === 'b') throw new TypeError('a bug of the rule');
    return flag('hit', { data: { type: vm.attributes.type } });
  },
});
const byCpu = defineRule({
  ...base,
  id: 'by-cpu',
  options: z.strictObject({}),
  needs: () => ({
    cpu: cpuUtilization({ window: '1d', statistic: 'p95' }),
    extra: optional(cpuUtilization({ window: '2d', statistic: 'max' })),
  }),
  evaluate: (vm, { needs: { cpu, extra } }) =>
    cpu.value < 5 ? flag('hit', { data: { type: `${vm.id} ${extra?.value ?? 'no peak'}` } }) : pass,
});

class Record implements VerdictSink {
  readonly lines: string[] = [];
  readonly waiting: [Resource, Setting][] = [];

  flagged(...[resource, setting, verdict, evidence]: Parameters<VerdictSink['flagged']>): void {
    this.lines.push(`${setting.rule.id}: ${findingOf(resource, setting, verdict, evidence).message}`);
  }

  undecided(...[resource, setting, verdict]: Parameters<VerdictSink['undecided']>): void {
    this.lines.push(`${setting.rule.id}: ${resource.id} unknown: ${verdict.missing}`);
  }

  pending(resource: Resource, setting: Setting): void {
    this.waiting.push([resource, setting]);
  }
}

function judged(
  rules: readonly Rule[],
  resources: readonly Resource[],
): { record: Record; failures: RuleFailures } {
  const pack = definePack([{ name: 'all', rules: rules.map((rule) => use(rule, 'report')) }]);
  const choices = chooseRules([pack], { now: 0, price: () => undefined }).for(scopeOf(), 'instance');
  const [record, failures] = [new Record(), new RuleFailures()];
  judge(choices, resources, record, failures);
  return { record, failures };
}

test('verdicts have three values, and what is not selected has none', () => {
  const { record } = judged(
    [bySize],
    [
      machine('a', { type: 'large' }),
      machine('b', { type: 'odd' }),
      machine('c'),
      machine('d', { type: 'large', state: 'stopped' }),
    ],
  );
  expect(record.lines).toEqual(['by-size: a of type large', 'by-size: b unknown: its size']);
});

test('a rule that throws takes down itself, named with the resource, and no other rule', () => {
  const machines = ['a', 'b', 'c'].map((id) => machine(id, { type: 'large' }));
  const { record, failures } = judged([throwing, bySize], machines);
  expect(record.lines).toEqual([
    'throwing: a of type large',
    'by-size: a of type large',
    'by-size: b of type large',
    'by-size: c of type large',
  ]);
  expect(failures.list()).toEqual([
    { rule: 'throwing', resource: 'b', error: 'TypeError: a bug of the rule' },
  ]);
});

test('a rule with needs waits for its evidence, only for what it selected', () => {
  const { record } = judged([byCpu], [machine('a'), machine('b')]);
  expect(record.lines).toEqual([]);
  expect(record.waiting.map(([{ id }]) => id)).toEqual(['a', 'b']);
});

const idle: EvidenceResult = { status: 'known', value: { signal: 'cpu-utilization', value: 1 } };
const absent: EvidenceResult = { status: 'absent', reason: 'no data' };
const failed: EvidenceResult = { status: 'failed', reason: 'denied' };

test.each([
  ['all there', idle, { status: 'known', value: { value: 9 } }, 'by-cpu: a of type a 9'],
  ['the optional one is absent', idle, absent, 'by-cpu: a of type a no peak'],
  ['the optional one could not be read', idle, failed, 'by-cpu: a unknown: denied'],
  ['the required one is absent', absent, idle, 'by-cpu: a unknown: no data'],
  ['the required one could not be read', failed, idle, 'by-cpu: a unknown: denied'],
] as const)('evidence: %s', (_title, cpu, extra, expected) => {
  const { record, failures } = judged([byCpu], [machine('a')]);
  for (const [resource, setting] of record.waiting) {
    judgeByEvidence(
      resource,
      setting,
      new Map([
        ['cpu', cpu],
        ['extra', extra],
      ]),
      record,
      failures,
    );
  }
  expect(record.lines).toEqual([expected]);
});
