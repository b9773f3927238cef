import { expect, test } from 'vitest';
import type { Connection } from '../../src/core/adapter.ts';
import { type Needs, optional } from '../../src/core/need.ts';
import { use } from '../../src/core/pack.ts';
import { defineRule } from '../../src/core/rule.ts';
import { pass } from '../../src/core/verdict.ts';
import { type EvidenceSources, gatherEvidence, type Pending } from '../../src/evidence/gather.ts';
import { instance } from '../../src/kinds/instance.ts';
import { chooseRules } from '../../src/policy/choices.ts';
import { cpuUtilization, networkBytes, signals } from '../../src/signals/index.ts';
import type { InventoryStore } from '../../src/store/store.ts';
import { type FakeCloud, fakeConnection } from '../fixtures/fake-adapter.ts';
import { machine, scopeOf } from '../fixtures/resources.ts';

const now = Date.UTC(2026, 0, 15, 10, 7);

function cloud(): FakeCloud {
  return { scopes: [], list: () => [], asked: [], series: (request) => ({ request, series: undefined }) };
}

function pendingFor(id: string, ids: readonly string[], needs: Needs): readonly Pending[] {
  const rule = defineRule({
    id,
    summary: 'A rule.',
    severity: 'low',
    kinds: [instance],
    needs: () => needs,
    messages: { never: 'never' },
    evaluate: () => pass,
  });
  const judging = { now, price: () => undefined };
  const setting = chooseRules([[{ name: 'all', rules: [use(rule, 'report')] }]], judging).settings[0];
  if (setting === undefined) throw new Error('no setting');
  return ids.map((resource) => ({ resource: machine(resource), setting }));
}

function sourcesOf(connection: Connection): EvidenceSources {
  return {
    connections: new Map([['fake', connection]]),
    // No need of these tests is about related resources or accounts.
    inventory: {} as InventoryStore,
    signals: new Map(signals.map((signal) => [signal.signal, signal])),
    known: { whole: () => true },
    now,
  };
}

const signal = new AbortController().signal;
const week = { window: '7d', statistic: 'p95' } as const;

test('the same series is asked for once, however many rules want something of it', async () => {
  const fake = cloud();
  const batch = [
    ...pendingFor('one', ['a', 'b'], { cpu: cpuUtilization(week) }),
    ...pendingFor('two', ['a'], {
      load: cpuUtilization({ ...week, statistic: 'p50' }),
      peak: cpuUtilization({ ...week, statistic: 'max' }),
    }),
  ];
  const { evidence } = await gatherEvidence(batch, sourcesOf(fakeConnection(fake)), signal);
  expect(fake.asked.map(({ resource, points }) => `${resource.id} ${points}`).toSorted()).toEqual([
    'a average',
    'a maximum',
    'b average',
  ]);
  expect(evidence.map((answers) => [...answers.keys()])).toEqual([['cpu'], ['cpu'], ['load', 'peak']]);
});

test('windows end at a whole step, so that every pass of an hour asks for the same points', async () => {
  const fake = cloud();
  await gatherEvidence(
    pendingFor('one', ['a'], { cpu: cpuUtilization(week) }),
    sourcesOf(fakeConnection(fake)),
    signal,
  );
  const hour = 3_600_000;
  expect(fake.asked[0]).toMatchObject({
    stepMs: hour,
    endAt: Date.UTC(2026, 0, 15, 10),
    startAt: Date.UTC(2026, 0, 8, 10),
  });
});

test('where there is no source at all, even optional evidence is not taken for absent', async () => {
  const connection = fakeConnection(cloud());
  const deaf: Connection = { ...connection, telemetry: { ...connection.telemetry, supports: () => false } };
  const batch = pendingFor('one', ['a'], { net: optional(networkBytes(week)) });
  const { evidence } = await gatherEvidence(batch, sourcesOf(deaf), signal);
  expect(evidence[0]?.get('net')).toEqual({
    status: 'failed',
    reason: 'network-bytes: no source for this kind (instance)',
  });
});

test('a source that answers that it has nothing is absent; one that fails is named with its scope', async () => {
  const fake = cloud();
  fake.series = (request) =>
    request.resource.id === 'a' ? { request, series: undefined } : { request, error: new Error('boom') };
  const batch = pendingFor('one', ['a', 'b', 'c'], { cpu: cpuUtilization(week) });
  const { evidence, failures } = await gatherEvidence(batch, sourcesOf(fakeConnection(fake)), signal);
  expect(evidence.map((answers) => answers.get('cpu')?.status)).toEqual(['absent', 'failed', 'failed']);
  expect(failures).toEqual([
    { scope: scopeOf(), signal: 'cpu-utilization', error: 'Error', message: 'boom' },
  ]);
});
