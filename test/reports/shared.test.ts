import { describe, expect, test } from 'vitest';
import { formatFigure } from '../../reports/shared/evidence-text.ts';
import { failureGroups } from '../../reports/shared/failed-scopes.ts';
import { missingGroups } from '../../reports/shared/missing-groups.ts';
import { ownerOf } from '../../reports/shared/owner.ts';
import { PriceNotes } from '../../reports/shared/price-notes.ts';
import { remedyOfMissing } from '../../reports/shared/remedies.ts';
import { accountsLabel, shortId } from '../../reports/shared/where.ts';
import type { ScopeOutcome } from '../../src/core/run.ts';
import type { SignalEvidence } from '../../src/core/signal.ts';
import { toTags } from '../../src/core/tags.ts';
import { saving } from '../fixtures/run-view.ts';

const figure = (value: number, unit: SignalEvidence['unit'], per?: 'hour'): SignalEvidence => ({
  signal: 's',
  unit,
  value,
  ...(per && { per }),
  window: '1d',
  statistic: 'p95',
  coverage: 1,
  samples: 1,
  newestAt: 0,
  source: '',
});
const reason = (percent: number): string => `cpu-utilization: ${percent} % of 14d covered, 70 % needed`;

describe('whose something is', () => {
  test.each([
    [[['Owner', 'a']], 'a'],
    [
      [
        ['team', 'b'],
        ['OWNER', 'a'],
      ],
      'a',
    ],
    [
      [
        ['cost-owner', 'x'],
        ['Team', 'b'],
      ],
      'b',
    ],
    [[['owner-email', 'a@b.c']], 'a@b.c'],
    [
      [
        ['owner', '  '],
        ['team', 'b'],
      ],
      'b',
    ],
    [[['name', 'x']], undefined],
  ] as const)('%j', (pairs, owner) => {
    expect(ownerOf(toTags(pairs))).toBe(owner);
  });

  test('is not known where tags are not', () => {
    expect(ownerOf(undefined)).toBeUndefined();
  });
});

describe('figures', () => {
  test.each([
    [figure(1.234, 'percent'), '1.23 %'],
    [figure(0, 'bytes', 'hour'), '0 B per hour'],
    [figure(999.4, 'bytes'), '999 B'],
    [figure(999_600, 'bytes'), '1 MB'],
    [figure(5e9, 'bytes-per-second'), '5 GB/s'],
    [figure(12_345, 'count'), '12,345'],
    [figure(0.05, 'count-per-second'), '0.05/s'],
    [figure(61, 'watts'), '61 W'],
  ])('%#: %s', (given, text) => {
    expect(formatFigure(given)).toBe(text);
  });
});

test('prices are told by their quality and days, the best first, unless they are live', () => {
  const notes = new PriceNotes();
  notes.add(saving('1', { quality: 'live' }));
  expect([notes.mark, notes.text]).toEqual(['', undefined]);
  notes.add(saving('1', { quality: 'estimated', asOf: '2025-03-01' }));
  notes.add(saving('1', { asOf: '2026-01-01' }));
  notes.add(saving('1', { asOf: '2019-04-05' }));
  expect([notes.mark, notes.text]).toEqual([
    '≈',
    'list prices that come with Bursar (as of 2019-04-05 to 2026-01-01), estimates (as of 2025-03-01)',
  ]);
});

test('reasons that differ in figures only are one group, with all their rules', () => {
  const groups = missingGroups([
    { rule: 'a', missing: reason(12), count: 3 },
    { rule: 'b', missing: reason(61), count: 5 },
    { rule: 'a', missing: 'cpu-utilization: no data', count: 4 },
  ]);
  expect(groups).toMatchObject([
    { missing: reason(61), variants: 1, count: 8, rules: ['a', 'b'] },
    { missing: 'cpu-utilization: no data', variants: 0, count: 4, rules: ['a'] },
  ]);
});

test.each([
  ['memory-utilization: no data', /agent/],
  ['gpu-utilization: no source for a instance', /agent/],
  ['cpu-utilization: no data', /measured nothing/],
  ['cpu-utilization: could not be read (DeniedError)', /Not read/],
  ['volumes of aws/1/eu-west-1: not read', /Not read/],
  ['cpu-utilization: 12 % of 14d covered, 70 % needed', /too new/],
] as const)('what to do about "%s"', (missing, remedy) => {
  expect(remedyOfMissing(missing)).toMatch(remedy);
});

test('what a rule itself could not tell has no remedy of ours', () => {
  expect(remedyOfMissing('when it was launched')).toBeUndefined();
});

test.each([
  ['arn:aws:ec2:eu-west-1:1:instance/i-1', 'i-1'],
  ['arn:aws:s3:::logs', 'logs'],
  ['plain', 'plain'],
  ['', ''],
  ['a/', 'a'],
])('the short form of %s is %s', (id, short) => {
  expect(shortId(id)).toBe(short);
});

test('a scope of which only regions failed is told by its regions, each with what it was asked for', () => {
  const scope = { provider: 'fake', account: '1', region: 'global' };
  const failures = ['instance', 'volume'].map((kind) => ({
    kind,
    error: 'UnavailableError',
    message: 'down',
  }));
  expect(
    failureGroups([
      { scope, status: 'partial', resources: 9, failures: [] },
      { scope: { ...scope, region: 'north' }, status: 'failed', resources: 0, failures },
      {
        scope: { ...scope, region: 'south' },
        status: 'failed',
        resources: 0,
        failures: failures.slice(0, 1),
      },
    ]),
  ).toMatchObject([
    { status: 'failed', regions: ['north', 'south'], kinds: ['instance', 'volume'], message: 'down' },
  ]);
});

test('accounts that fail alike are told together, and others by themselves', () => {
  const failure = (account: string, message: string): ScopeOutcome => ({
    scope: { provider: 'fake', account, accountName: `team-${account}`, region: 'global' },
    status: 'partial',
    resources: 1,
    failures: [{ kind: 'instance', error: 'DeniedError', message }],
  });
  const groups = failureGroups([failure('1', 'no'), failure('2', 'never'), failure('3', 'no')]);
  expect(groups.map(({ accounts, message }) => `${accountsLabel(accounts)}: ${message}`)).toEqual([
    'fake team-1, team-3: no',
    'fake team-2 (2): never',
  ]);
});

test('of many accounts the first are named and the others counted', () => {
  const accounts = Array.from({ length: 11 }, (_, index) => ({
    provider: 'fake',
    account: `a${index}`,
    region: 'r',
  }));
  expect(accountsLabel(accounts)).toBe('fake a0, a1, a2, a3, a4, a5, a6, a7 and 3 more');
});
