import { expect, test } from 'vitest';
import type { Connection, SeriesRequest, SeriesResult } from '../../src/core/adapter.ts';
import { DeniedError, UnavailableError } from '../../src/core/errors.ts';
import { type Needs, optional } from '../../src/core/need.ts';
import { use } from '../../src/core/pack.ts';
import type { Resource } from '../../src/core/resource.ts';
import { defineRule } from '../../src/core/rule.ts';
import { type Scope, scopeKey } from '../../src/core/scope.ts';
import type { SignalConnection } from '../../src/core/signal-source.ts';
import { pass } from '../../src/core/verdict.ts';
import { type EvidenceSources, gatherEvidence, type Pending } from '../../src/evidence/gather.ts';
import { sourcesOfPass } from '../../src/evidence/signal-sources.ts';
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

function sourcesOf(connection: Connection, signalSources: readonly SignalConnection[] = []): EvidenceSources {
  // No need of these tests is about related resources or accounts.
  const inventory = { async *present() {} } as Partial<InventoryStore> as InventoryStore;
  return {
    connections: new Map([['fake', connection]]),
    inventory,
    signals: new Map(signals.map((signal) => [signal.signal, signal])),
    known: { whole: () => true },
    signalSources: sourcesOfPass(signalSources, inventory),
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

/** Machines of the given scopes, named by number. */
function pendingIn(scopes: readonly Scope[], needs: Needs): readonly Pending[] {
  const batch = pendingFor(
    'one',
    scopes.map((_, index) => `vm-${index}`),
    needs,
  );
  return batch.map(({ resource, setting }, index) => ({
    resource: { ...resource, scope: scopes[index] ?? resource.scope },
    setting,
  }));
}

test.each([
  ['region', ['fake/1/north: vm-0', 'fake/1/south: vm-1', 'fake/2/north: vm-2']],
  ['account', ['fake/1/global: vm-0 vm-1', 'fake/2/global: vm-2']],
] as const)('what is asked together is of one %s, as the telemetry reaches', async (reach, expected) => {
  const asked: string[] = [];
  const connection = fakeConnection(cloud());
  const telemetry: Connection['telemetry'] = {
    ...connection.telemetry,
    reach,
    async *read(requests, scope) {
      asked.push(`${scopeKey(scope)}: ${requests.map(({ resource }) => resource.id).join(' ')}`);
      for (const request of requests) yield { request, series: undefined };
    },
  };
  const batch = pendingIn([scopeOf('north'), scopeOf('south'), scopeOf('north', '2')], {
    cpu: cpuUtilization(week),
  });
  const { evidence } = await gatherEvidence(batch, sourcesOf({ ...connection, telemetry }), signal);
  expect(asked.toSorted()).toEqual(expected);
  expect(evidence.map((answers) => answers.get('cpu')?.status)).toEqual(['absent', 'absent', 'absent']);
});

interface FakeSource extends SignalConnection {
  readonly asked: string[];
}

/** A source that knows CPU, and answers as it is told to. */
function fakeSource(name: string, answer: (request: SeriesRequest) => SeriesResult): FakeSource {
  const asked: string[] = [];
  return {
    name,
    asked,
    offers: [{ signal: 'cpu-utilization', kinds: ['instance'] }],
    prepare: async () => ({
      async *read(requests) {
        for (const request of requests) {
          asked.push(request.resource.id);
          yield answer(request);
        }
      },
    }),
    async *checks() {},
    async close() {},
  };
}

function flat(request: SeriesRequest, value: number, source: string): SeriesResult {
  const { startAt, endAt, stepMs } = request;
  const points = Array.from({ length: (endAt - startAt) / stepMs }, () => value);
  return { request, series: { startAt, stepMs, points, source } };
}

function knowing(name: string, ...ids: readonly string[]): FakeSource {
  return fakeSource(name, (request) =>
    ids.includes(request.resource.id) ? flat(request, 7, name) : { request, series: undefined },
  );
}

test('configured sources are asked first and in their order, the cloud for what they do not know', async () => {
  const fake = cloud();
  fake.series = (request) =>
    request.resource.id === 'c' ? flat(request, 3, 'the cloud') : { request, series: undefined };
  const [first, second] = [knowing('first', 'a'), knowing('second', 'a', 'b')];
  const batch = pendingFor('one', ['a', 'b', 'c', 'd'], { cpu: cpuUtilization(week) });
  const sources = sourcesOf(fakeConnection(fake), [first, second]);
  const { evidence, failures } = await gatherEvidence(batch, sources, signal);
  expect(evidence.map((answers) => answers.get('cpu'))).toMatchObject([
    { status: 'known', value: { source: 'first', value: 7 } },
    { status: 'known', value: { source: 'second' } },
    { status: 'known', value: { source: 'the cloud', value: 3 } },
    { status: 'absent', reason: 'cpu-utilization: no data' },
  ]);
  expect([first.asked, second.asked]).toEqual([
    ['a', 'b', 'c', 'd'],
    ['b', 'c', 'd'],
  ]);
  expect(fake.asked.map(({ resource }) => resource.id)).toEqual(['c', 'd']);
  expect(failures).toEqual([]);
});

test('a source that knows too little leaves the cloud to answer, and its own reason where nobody can', async () => {
  const fake = cloud();
  fake.series = (request) =>
    request.resource.id === 'a' ? flat(request, 3, 'the cloud') : { request, series: undefined };
  const young = fakeSource('young', (request) => {
    const points = Array.from({ length: 168 }, (_, index) => (index < 150 ? undefined : 7));
    const { startAt, stepMs } = request;
    return { request, series: { startAt, stepMs, points, source: 'young' } };
  });
  const batch = [
    ...pendingFor('one', ['a', 'b'], { cpu: cpuUtilization(week) }),
    ...pendingFor('two', ['a'], { any: cpuUtilization({ ...week, minCoverage: 0 }) }),
  ];
  const { evidence } = await gatherEvidence(batch, sourcesOf(fakeConnection(fake), [young]), signal);
  expect(evidence.map((answers) => answers.get('cpu') ?? answers.get('any'))).toMatchObject([
    { status: 'known', value: { source: 'the cloud' } },
    { status: 'absent', reason: 'cpu-utilization: 10 % of 7d covered, 70 % needed' },
    { status: 'known', value: { source: 'young' } },
  ]);
  expect(fake.asked.map(({ resource }) => resource.id)).toEqual(['a', 'b']);
});

test('a source that fails is told once, the cloud is asked all the same, and what it does not know has failed', async () => {
  const fake = cloud();
  fake.series = (request) =>
    request.resource.id === 'a' ? flat(request, 3, 'the cloud') : { request, series: undefined };
  const down = fakeSource('metrics', (request) => ({ request, error: new UnavailableError('no answer') }));
  const batch = pendingFor('one', ['a', 'b'], { cpu: optional(cpuUtilization(week)) });
  const { evidence, failures } = await gatherEvidence(batch, sourcesOf(fakeConnection(fake), [down]), signal);
  expect(evidence.map((answers) => answers.get('cpu'))).toMatchObject([
    { status: 'known', value: { source: 'the cloud' } },
    { status: 'failed', reason: 'cpu-utilization: could not be read (UnavailableError)' },
  ]);
  expect(failures).toEqual([
    {
      scope: { provider: 'metrics', account: '*', region: '*' },
      signal: 'cpu-utilization',
      error: 'UnavailableError',
      message: 'no answer',
    },
  ]);
});

test('a source that breaks down in the midst loses what it had not answered, and no more', async () => {
  const broken: FakeSource = {
    ...knowing('metrics'),
    prepare: async () => ({
      async *read([first]) {
        if (first !== undefined) yield flat(first, 7, 'metrics');
        throw new DeniedError('signed out');
      },
    }),
  };
  const batch = pendingFor('one', ['a', 'b'], { cpu: cpuUtilization(week) });
  const { evidence, failures } = await gatherEvidence(
    batch,
    sourcesOf(fakeConnection(cloud()), [broken]),
    signal,
  );
  expect(evidence.map((answers) => answers.get('cpu')?.status)).toEqual(['known', 'failed']);
  expect(failures).toMatchObject([{ error: 'DeniedError', message: 'signed out' }]);
});

test('a source is asked for what it offers alone, and where nothing else measures a kind, it is enough', async () => {
  const fake = fakeConnection(cloud());
  const deaf: Connection = { ...fake, telemetry: { ...fake.telemetry, supports: () => false } };
  const source = knowing('metrics', 'a');
  const batch = pendingFor('one', ['a', 'b'], { cpu: cpuUtilization(week), net: networkBytes(week) });
  const { evidence } = await gatherEvidence(batch, sourcesOf(deaf, [source]), signal);
  expect(evidence.map((answers) => [answers.get('cpu')?.status, answers.get('net')?.status])).toEqual([
    ['known', 'failed'],
    ['absent', 'failed'],
  ]);
  expect(source.asked).toEqual(['a', 'b']);
});

test('a source is shown the whole inventory once, when it is first asked', async () => {
  const shown: Resource[] = [];
  const source: FakeSource = {
    ...knowing('metrics'),
    async prepare(resources) {
      for await (const chunk of resources) shown.push(...chunk);
      return {
        async *read(requests) {
          for (const request of requests) yield { request, series: undefined };
        },
      };
    },
  };
  const sources = sourcesOf(fakeConnection(cloud()));
  const asked: (readonly string[])[] = [];
  const signalSources = sourcesOfPass([source], {
    async *present(kinds) {
      asked.push(kinds);
      yield [machine('x'), machine('y')];
    },
  });
  expect(asked).toEqual([]);
  for (const id of ['a', 'b'])
    await gatherEvidence(
      pendingFor('one', [id], { cpu: cpuUtilization(week) }),
      { ...sources, signalSources },
      signal,
    );
  expect(asked).toEqual([['instance']]);
  expect(shown.map(({ id }) => id)).toEqual(['x', 'y']);
});
