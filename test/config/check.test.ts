import { expect, test } from 'vitest';
import { z } from 'zod';
import { checkConfig } from '../../src/config/check.ts';
import { ConfigError, describeFault } from '../../src/config/faults.ts';
import { defineRule } from '../../src/core/rule.ts';
import type { SignalSource } from '../../src/core/signal-source.ts';
import { pass } from '../../src/core/verdict.ts';
import { instance } from '../../src/kinds/instance.ts';
import { fakeAdapter } from '../fixtures/fake-adapter.ts';

const adapter = fakeAdapter({
  scopes: [],
  list: () => [],
  asked: [],
  series: (request) => ({ request, series: undefined }),
});
const place = { file: 'bursar.config.ts', folder: '/etc/bursar', defaultPacks: [] };
const rule = defineRule({
  id: 'small',
  summary: 'It is small.',
  severity: 'low',
  kinds: [instance],
  options: z.strictObject({ days: z.number().int('expected whole days').default(3) }),
  messages: { small: 'small' },
  evaluate: () => pass,
});
const used = { rule, level: 'report', options: {} };

function faultsIn(config: unknown): readonly string[] {
  try {
    checkConfig(config, place);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults.map(describeFault);
    throw error;
  }
}

test('defaults are filled in, and the data folder is beside the config', () => {
  const config = checkConfig({ providers: [{ adapter, settings: {} }] }, place);
  expect(config).toMatchObject({
    schedule: '0 */6 * * *',
    timezone: 'UTC',
    dataDir: '/etc/bursar/.bursar',
    concurrency: 8,
  });
  expect(config.providers[0]?.settings).toEqual({ regions: [] });
  expect(config.retention.runs).toBe('90d');
});

test('a config with six faults tells all six, each with its path', () => {
  const faults = faultsIn({
    providers: [{ adapter, settings: { regions: [7] } }],
    packs: [
      [
        {
          name: 'all',
          rules: [
            { ...used, level: 'destroy' },
            { ...used, options: { days: 1.5 } },
          ],
        },
      ],
    ],
    schedule: 'every now and then',
    timezone: 'Mars/Olympus',
    concurency: 3,
  });
  expect(faults.toSorted()).toEqual([
    'bursar.config.ts: concurency: is not an option',
    'bursar.config.ts: packs[0][0].rules[0].level: Invalid option: expected one of "off"|"report"|"propose"|"apply"',
    'bursar.config.ts: packs[0][0].rules[1].options.days: expected whole days',
    'bursar.config.ts: providers[0].regions[0]: Invalid input: expected string, received number',
    'bursar.config.ts: schedule: expected a cron expression such as "0 */6 * * *"',
    'bursar.config.ts: timezone: expected an IANA time zone such as "Europe/Berlin"',
  ]);
});

test('a wrong rule definition is told by the file that defines it', () => {
  const wrong = { ...rule, id: 'Not Kebab', severity: 'huge' };
  const faults = faultsIn({ providers: [], packs: [[{ name: 'all', rules: [{ ...used, rule: wrong }] }]] });
  expect(faults).toHaveLength(2);
  for (const fault of faults) expect(fault).toMatch(/check\.test\.ts:\d+: (?:id|severity): /);
});

test('the same provider twice, and two rules of one id, are faults', () => {
  const entry = { adapter, settings: {} };
  const twin = defineRule({ ...rule, kinds: [instance], messages: { a: 'a' }, evaluate: () => pass });
  const rules = [used, { ...used, rule: twin }, used];
  const faults = faultsIn({ providers: [entry, entry], packs: [[{ name: 'all', rules }]] });
  expect(faults[0]).toBe(
    'bursar.config.ts: providers[1]: "fake" is there already; give all its accounts to one entry',
  );
  expect(faults[1]).toContain('packs[0][0].rules[1]: two rules have the id "small"');
});

const source: SignalSource<{ url: string }> = {
  name: 'metrics',
  title: 'Metrics',
  settings: z.strictObject({ url: z.url('expected a URL') }),
  connect: () => Promise.reject(new Error('nobody connects here')),
};

test('sources of signals are checked by schemas of their own, and told apart by name', () => {
  const entry = { source, settings: { url: 'https://metrics.example' } };
  expect(checkConfig({ providers: [], signals: [entry] }, place).signals).toEqual([entry]);
  expect(checkConfig({ providers: [] }, place).signals).toEqual([]);
  expect(faultsIn({ providers: [], signals: [entry, { source, settings: { url: 'metrics' } }, 3] })).toEqual([
    'bursar.config.ts: signals[2]: expected a source of signals, made by a function such as the one from bursar/prometheus',
    'bursar.config.ts: signals[1]: "metrics" is there already; give each source a name of its own',
    'bursar.config.ts: signals[1].url: expected a URL',
  ]);
});

test.each([
  [undefined],
  [null],
  [3],
  [[]],
  [{ providers: 3 }],
  [{ providers: [3] }],
  [{ providers: [], packs: [[null]] }],
  [{ providers: [], signals: [null] }],
])('anything else is faults and no crash: %j', (config) => {
  expect(faultsIn(config).length).toBeGreaterThan(0);
});
