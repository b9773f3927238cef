import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Finding } from '../../src/core/finding.ts';
import { usd } from '../../src/core/money.ts';
import type { Saving } from '../../src/core/price.ts';
import { toTags } from '../../src/core/tags.ts';
import type { FindingFilter, Store } from '../../src/store/store.ts';
import { disk, scopeOf } from '../fixtures/resources.ts';
import { collect, collectionOf, findingOn, runOf, temporaryStore } from './support.ts';

const judged = { judged: ['unused'], failed: [] };

/** A store in whose run `first` some disks were collected. */
async function withDisks(...ids: readonly string[]): Promise<Store> {
  const store = await temporaryStore();
  await collectDisks(store, 'first', ids);
  return store;
}

async function collectDisks(store: Store, runId: string, ids: readonly string[]): Promise<void> {
  await store.runs.begin(runOf(runId));
  await collect(
    store,
    collectionOf(runId),
    ids.map((id) => disk(id)),
  );
}

function saving(nanos: bigint, currency = 'USD'): Saving {
  return { monthly: { nanos, currency }, quality: 'embedded', asOf: '2026-01-01', basis: 'a list price' };
}

async function states(store: Store, filter: FindingFilter = {}): Promise<Record<string, string>> {
  const findings = await Array.fromAsync(store.findings.list(filter));
  return Object.fromEntries(
    findings.map(({ resource, state, stale }) => [resource, stale ? `${state}, stale` : state]),
  );
}

test('gives back a finding with all that it had', async () => {
  const store = await withDisks('a');
  const finding: Finding = findingOn(disk('a'), 'unused', {
    severity: 'critical',
    level: 'propose',
    tags: toTags([
      ['__proto__', 'odd'],
      ['b', ' 2'],
    ]),
    evidence: {
      cpu: {
        signal: 'cpu-utilization',
        unit: 'percent',
        value: 0.1,
        window: '14d',
        statistic: 'p95',
        coverage: 1,
        samples: 336,
        newestAt: 5,
        source: 'a meter',
      },
      images: { resources: ['i-1'] },
    },
    saving: saving(9_007_199_254_740_993n),
    action: { name: 'stop', reversible: true, parameters: { type: 'gp3' } },
  });
  await store.findings.record('first', 7, [finding]);

  const read = await store.findings.get(finding.fingerprint);
  expect(read).toEqual({ ...finding, state: 'open', firstSeenAt: 7, lastSeenAt: 7, stale: false });
  expect(Object.keys(read?.tags ?? {})).toContain('__proto__');
});

test('sees a finding again, resolves it, and opens it anew with its first sighting', async () => {
  const store = await withDisks('a');
  const finding = findingOn(disk('a'));
  await store.findings.record('first', 10, [finding]);
  await store.findings.settle('first', 11, judged);
  await collectDisks(store, 'second', ['a']);
  await store.findings.record('second', 20, [{ ...finding, message: 'still' }]);
  await store.findings.settle('second', 21, judged);
  const again = await store.findings.get(finding.fingerprint);
  await collectDisks(store, 'third', ['a']);
  await store.findings.settle('third', 31, judged);
  const resolved = await store.findings.get(finding.fingerprint);
  await collectDisks(store, 'fourth', ['a']);
  await store.findings.record('fourth', 40, [finding]);
  const reopened = await store.findings.get(finding.fingerprint);

  expect(again).toMatchObject({ message: 'still', state: 'open', firstSeenAt: 10, lastSeenAt: 20 });
  expect(resolved).toMatchObject({ state: 'resolved', firstSeenAt: 10, lastSeenAt: 20, resolvedAt: 31 });
  expect(reopened).toMatchObject({ state: 'open', firstSeenAt: 10, lastSeenAt: 40 });
  expect(reopened).not.toHaveProperty('resolvedAt');
});

test.each<[string, Partial<Finding>]>([
  ['a saving that grew', { saving: saving(500n) }],
  ['a saving that became unknown', {}],
  ['another severity', { saving: saving(5n), severity: 'critical' }],
  ['another message', { saving: saving(5n), message: 'more' }],
  ['another scope', { saving: saving(5n), scope: scopeOf('south') }],
])('takes over %s', async (_, change) => {
  const store = await withDisks('a', 'b');
  await store.findings.record('first', 1, [findingOn(disk('a'), 'unused', { saving: saving(5n) })]);
  const after = findingOn(disk('a'), 'unused', change);
  await store.findings.record('first', 2, [after, findingOn(disk('b'), 'unused', { saving: saving(50n) })]);
  const listed = await Array.fromAsync(store.findings.list({}));
  const expected = change.saving?.monthly.nanos ?? 0n;

  expect(listed.map(({ resource }) => resource)).toEqual(expected > 50n ? ['a', 'b'] : ['b', 'a']);
  expect(await store.findings.get(after.fingerprint)).toEqual({
    ...after,
    state: 'open',
    firstSeenAt: 1,
    lastSeenAt: 2,
    stale: false,
  });
  expect((await store.findings.savings()).monthly.nanos).toBe(50n + expected);
  expect((await store.findings.totals('first')).byRule[0]?.severity).toBe(change.severity ?? 'medium');
});

test('keeps what was set aside so, also over a resolution', async () => {
  const store = await withDisks('a', 'b');
  const [a, b] = [findingOn(disk('a')), findingOn(disk('b'))];
  await store.findings.record('first', 1, [a, b]);
  expect(await store.findings.mark(a.fingerprint, 'exempt')).toBe(true);
  expect(await store.findings.mark(b.fingerprint, 'snoozed')).toBe(true);
  expect(await store.findings.mark('0000', 'exempt')).toBe(false);
  await store.findings.record('first', 2, [a, b]);
  expect(await states(store)).toEqual({ a: 'exempt', b: 'snoozed' });

  await collectDisks(store, 'second', ['a', 'b']);
  await store.findings.settle('second', 3, judged);
  expect(await states(store)).toEqual({ a: 'resolved', b: 'resolved' });
  await store.findings.mark(b.fingerprint, 'open');
  await store.findings.record('second', 4, [a, b]);
  expect(await states(store)).toEqual({ a: 'exempt', b: 'open' });
});

test('keeps a finding, stale, whose collection failed or was not asked for', async () => {
  const store = await withDisks('a');
  await store.findings.record('first', 1, [findingOn(disk('a'))]);
  await store.runs.begin(runOf('second'));
  await store.inventory.finish(collectionOf('second'), 2, { error: 'DeniedError', message: 'no' });
  await store.findings.settle('second', 2, judged);
  expect(await states(store)).toEqual({ a: 'open, stale' });
  await store.runs.begin(runOf('third'));
  await store.findings.settle('third', 3, judged);
  expect(await states(store)).toEqual({ a: 'open, stale' });

  await collectDisks(store, 'fourth', ['a']);
  await store.findings.record('fourth', 4, [findingOn(disk('a'))]);
  await store.findings.settle('fourth', 4, judged);
  expect(await states(store)).toEqual({ a: 'open' });
});

test('leaves to a later run what that one has read meanwhile', async () => {
  const store = await withDisks('a');
  await store.findings.record('first', 1, [findingOn(disk('a'))]);
  await store.runs.begin(runOf('slow'));
  await collectDisks(store, 'quick', ['a']);
  await store.findings.settle('slow', 2, judged);
  expect(await states(store)).toEqual({ a: 'open, stale' });
  await store.findings.settle('quick', 3, judged);
  expect(await states(store)).toEqual({ a: 'resolved' });
});

test('keeps findings that were undecided this time, and those of a rule that failed', async () => {
  const store = await withDisks('a', 'b', 'c');
  await store.findings.record('first', 1, [
    findingOn(disk('a')),
    findingOn(disk('b')),
    findingOn(disk('c'), 'broken'),
  ]);
  await collectDisks(store, 'second', ['a', 'b', 'c']);
  const { kind, name, scope } = disk('a');
  await store.findings.recordUnknown('second', [
    { rule: 'unused', kind, resource: 'a', name, scope, missing: 'CPU' },
  ]);
  await store.findings.settle('second', 2, { judged: ['unused', 'broken'], failed: ['broken'] });

  expect(await states(store)).toEqual({ a: 'open', b: 'resolved', c: 'open' });
});

test('resolves findings of rules that are not judged any more, and of resources gone', async () => {
  const store = await withDisks('a', 'b');
  await store.findings.record('first', 1, [findingOn(disk('a'), 'dropped'), findingOn(disk('b'), 'broken')]);
  await collectDisks(store, 'second', ['a']);
  await store.findings.settle('second', 2, { judged: ['unused'], failed: ['broken'] });

  expect(await states(store)).toEqual({ a: 'resolved', b: 'resolved' });
});

test('resolves nothing when the run was killed before it settled', async () => {
  const store = await withDisks('a', 'b');
  await store.findings.record('first', 1, [findingOn(disk('a')), findingOn(disk('b'))]);
  await store.findings.settle('first', 1, judged);
  await collectDisks(store, 'killed', ['a', 'b']);
  await store.findings.record('killed', 2, [findingOn(disk('a'))]);
  expect(await states(store)).toEqual({ a: 'open', b: 'open' });

  await collectDisks(store, 'third', ['a', 'b']);
  await store.findings.record('third', 3, [findingOn(disk('b'))]);
  await store.findings.settle('third', 3, judged);
  expect(await states(store)).toEqual({ a: 'resolved', b: 'open' });
});

test('lists the largest saving first, then by severity, and by every filter', async () => {
  const store = await withDisks('a', 'b', 'c', 'd', 'e');
  const south = scopeOf('south', '2');
  await store.findings.record('first', 1, [
    findingOn(disk('a'), 'unused', { saving: saving(5n) }),
    findingOn(disk('b'), 'old', { severity: 'critical' }),
    findingOn(disk('c'), 'unused', { severity: 'low' }),
    findingOn(disk('d', {}, { scope: south }), 'unused', { saving: saving(70n) }),
    findingOn(disk('e'), 'unused', { saving: saving(999n, 'EUR'), severity: 'low' }),
  ]);
  const listed = async (filter: FindingFilter) =>
    (await Array.fromAsync(store.findings.list(filter))).map(({ resource }) => resource).join('');

  expect((await listed({})).slice(0, 3)).toBe('dab');
  expect(await listed({ limit: 2 })).toBe('da');
  expect(await listed({ limit: 0 })).toBe('');
  expect(await listed({ rules: ['old'] })).toBe('b');
  expect(await listed({ severities: ['critical', 'medium'] })).toBe('dab');
  expect(await listed({ accounts: ['2'] })).toBe('d');
  expect(await listed({ providers: ['fake'], accounts: ['1'], severities: ['medium'] })).toBe('a');
  expect(await listed({ providers: ['other'] })).toBe('');
  expect(await listed({ kinds: ['instance'] })).toBe('');
  expect(await listed({ resource: 'c' })).toBe('c');
  for (const none of [{ states: [] }, { rules: [] }, { severities: [] }, { accounts: [] }, { providers: [] }])
    expect(await listed(none)).toBe('');
});

test('finds a finding by the beginning of its fingerprint when that is the only such', async () => {
  const store = await withDisks('a');
  const fingerprints = ['00aa', '00ab', '01ff', '01ff00'];
  await store.findings.record(
    'first',
    1,
    fingerprints.map((fingerprint) => findingOn(disk(fingerprint), 'unused', { fingerprint })),
  );
  const found = async (beginning: string) => (await store.findings.get(beginning))?.fingerprint;

  expect(await found('00ab')).toBe('00ab');
  expect(await found('00a')).toBeUndefined();
  expect(await found('01ff')).toBe('01ff');
  expect(await found('01ff0')).toBe('01ff00');
  expect(await found('')).toBeUndefined();
  expect(await found('g')).toBeUndefined();
});

test('sums savings exactly, each resource once with its largest', async () => {
  const nanos = fc.bigInt({ min: 0n, max: 2n ** 62n });
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({ resource: fc.nat(5), nanos: fc.option(nanos), currency: fc.constantFrom('USD', 'EUR') }),
        {
          maxLength: 40,
        },
      ),
      async (flags) => {
        const store = await withDisks();
        const findings = flags.map((flag, index) =>
          findingOn(disk(`d-${flag.resource}`), `rule-${index % 7}`, {
            ...(flag.nanos !== null && { saving: saving(flag.nanos, flag.currency) }),
            action: { name: 'stop', reversible: true },
          }),
        );
        await store.findings.record('first', 1, findings);

        const last = [...new Map(findings.map((finding) => [finding.fingerprint, finding])).values()];
        const largest = new Map<string, bigint>();
        for (const finding of last) {
          const amount = dollars(finding);
          if (amount !== undefined && amount >= (largest.get(finding.resource) ?? 0n))
            largest.set(finding.resource, amount);
        }
        expect(await store.findings.savings()).toEqual({
          monthly: { nanos: sum([...largest.values()]), currency: 'USD' },
          unpriced: last.filter((finding) => dollars(finding) === undefined).length,
        });
        const { byRule, findings: total } = await store.findings.totals('first');
        expect(total).toBe(last.length);
        for (const { rule, findings: count, savings } of byRule) {
          const ofRule = last.filter((finding) => finding.rule === rule);
          expect(count).toBe(ofRule.length);
          expect(savings.monthly.nanos).toBe(sum(ofRule.flatMap((finding) => dollars(finding) ?? [])));
        }
        expect(byRule.map(({ savings }) => savings.monthly.nanos)).toEqual(
          byRule.map(({ savings }) => savings.monthly.nanos).toSorted((a, b) => (a > b ? -1 : 1)),
        );
        await store.close();
      },
    ),
    { numRuns: 40 },
  );
});

test('does not count a finding as unpriced that asks for nothing to be done', async () => {
  const store = await withDisks('a', 'b');
  await store.findings.record('first', 1, [
    findingOn(disk('a')),
    findingOn(disk('b'), 'unused', {
      action: { name: 'stop', reversible: true },
      saving: { ...saving(0n), monthly: usd(2) },
    }),
  ]);

  expect(await store.findings.savings()).toEqual({ monthly: usd(2), unpriced: 0 });
});

test('counts undecided verdicts by what was missing, and streams them', async () => {
  const store = await withDisks('a');
  const scope = scopeOf();
  const verdicts = Array.from({ length: 2_500 }, (_, index) => ({
    rule: `rule-${index % 3}`,
    kind: 'volume',
    resource: `d-${index}`,
    name: 'd',
    scope,
    missing: index % 3 === 0 ? 'CPU' : 'tags',
  }));
  await store.findings.recordUnknown('first', verdicts.slice(0, 1_000));
  await store.findings.recordUnknown('first', verdicts.slice(900));
  const before = await store.findings.totals('first');
  await store.findings.settle('first', 1, judged);
  const after = await store.findings.totals('first');
  const streamed = await Array.fromAsync(store.findings.unknown('first'));

  expect(before).toEqual(after);
  expect(after.unknown).toBe(2_500);
  expect(after.byMissing).toEqual([
    { rule: 'rule-0', missing: 'CPU', count: 834 },
    { rule: 'rule-1', missing: 'tags', count: 833 },
    { rule: 'rule-2', missing: 'tags', count: 833 },
  ]);
  expect(new Set(streamed.map(({ resource }) => resource)).size).toBe(2_500);
  expect(streamed.find(({ resource }) => resource === 'd-7')).toEqual(verdicts[7]);
});

test('reads more findings than fit on a page, each once', async () => {
  const store = await withDisks();
  const findings = Array.from({ length: 1_800 }, (_, index) =>
    findingOn(disk(`d-${index}`), 'unused', index % 4 === 0 ? {} : { saving: saving(BigInt(index % 5)) }),
  );
  await store.findings.record('first', 1, findings);
  const listed = await Array.fromAsync(store.findings.list({}));
  const amounts = listed.map((finding) => finding.saving?.monthly.nanos ?? -1n);

  expect(listed.length).toBe(1_800);
  expect(new Set(listed.map(({ fingerprint }) => fingerprint)).size).toBe(1_800);
  expect(amounts).toEqual(amounts.toSorted((a, b) => Number(b - a)));
});

function dollars({ saving: promised }: Finding): bigint | undefined {
  return promised?.monthly.currency === 'USD' ? promised.monthly.nanos : undefined;
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n);
}
