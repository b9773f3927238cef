import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { stop } from '../../src/actions/stop.ts';
import type { Connection, Telemetry } from '../../src/core/adapter.ts';
import { DeniedError, UnavailableError } from '../../src/core/errors.ts';
import { money } from '../../src/core/money.ts';
import { owningAccount, referencedBy } from '../../src/core/need.ts';
import { definePack, type Level, type Pack, use } from '../../src/core/pack.ts';
import type { Quote } from '../../src/core/price.ts';
import type { RunView } from '../../src/core/report.ts';
import type { ResourceOf } from '../../src/core/resource.ts';
import { defineRule } from '../../src/core/rule.ts';
import type { SignalConnection } from '../../src/core/signal-source.ts';
import { toTags } from '../../src/core/tags.ts';
import { durationMs } from '../../src/core/time.ts';
import { flag, pass } from '../../src/core/verdict.ts';
import { account, instance, kinds, recommendation, volume } from '../../src/kinds/index.ts';
import { runPass } from '../../src/run/pass.ts';
import { latestView } from '../../src/run/view.ts';
import { cpuUtilization, signals } from '../../src/signals/index.ts';
import { openStore } from '../../src/store/open.ts';
import { defaultRetention } from '../../src/store/store.ts';
import { type FakeCloud, fakeConnection } from '../fixtures/fake-adapter.ts';
import { disk, machine, scopeOf } from '../fixtures/resources.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const start = Date.UTC(2026, 5, 1);
const base = { summary: 'A rule of the test.', severity: 'medium' } as const;

const idle = defineRule({
  ...base,
  id: 'idle',
  kinds: [instance],
  select: (vm) => vm.attributes.state === 'running',
  needs: () => ({ cpu: cpuUtilization({ window: '1d', statistic: 'p95' }) }),
  messages: { idle: '{{name}} at {{cpu}} %' },
  action: stop,
  evaluate: (vm, { needs: { cpu }, price }) =>
    cpu.value < 5 ? flag('idle', { data: { cpu: cpu.value }, saving: price(vm) }) : pass,
});
const unattached = defineRule({
  ...base,
  id: 'unattached',
  kinds: [volume],
  needs: () => ({ users: referencedBy(instance) }),
  messages: { unattached: '{{name}} is used by nothing' },
  evaluate: (_volume, { needs: { users } }) => (users.length === 0 ? flag('unattached', { data: {} }) : pass),
});
const owned = defineRule({
  ...base,
  id: 'owned',
  kinds: [instance],
  needs: () => ({ account: owningAccount() }),
  messages: { unowned: '{{name}} has no owner' },
  evaluate: ({ tags }, { needs }) =>
    (tags?.['owner'] ?? needs.account.tags?.['owner']) === undefined ? flag('unowned', { data: {} }) : pass,
});
const throwing = defineRule({
  ...base,
  id: 'throwing',
  kinds: [volume],
  options: z.strictObject({}),
  messages: { never: 'never' },
  evaluate() {
    throw new RangeError('a bug of the rule');
  },
});

function packOf(level: Level = 'report'): Pack {
  return definePack([{ name: 'all', rules: [use(idle, level), use(unattached, level), use(owned, level)] }]);
}

type FakeList = ReturnType<FakeCloud['list']>;

function cloudOf(lists: Readonly<Record<string, FakeList>>): FakeCloud {
  return {
    scopes: [scopeOf(), scopeOf('global')],
    kinds: ['instance', 'volume', 'account'],
    list: (scope, kind) => lists[`${scope.region} ${kind}`] ?? [[]],
    series: (request) => ({
      request,
      series: {
        startAt: request.startAt,
        stepMs: request.stepMs,
        points: Array.from({ length: 288 }, () => (request.resource.name.startsWith('idle') ? 1 : 50)),
        source: 'test',
      },
    }),
    price: (resource): Quote | undefined =>
      resource.name === 'idle-priced'
        ? { monthly: money('70.08', 'USD'), quality: 'embedded', asOf: '2026-01-01', basis: 'list' }
        : undefined,
    asked: [],
  };
}

async function governed(
  cloud: FakeCloud,
  packs: readonly Pack[] = [packOf()],
  signalSources: readonly SignalConnection[] = [],
  connections: readonly Connection[] = [fakeConnection(cloud)],
): Promise<() => Promise<RunView>> {
  const store = await openStore({ dataDir: await temporaryFolder(), kinds });
  onTestFinished(() => store.close());
  let [now, runs] = [start, 0];
  return async () => {
    now += durationMs('1h');
    await runPass(
      {
        store,
        connections,
        signalSources,
        packs,
        signals: new Map(signals.map((signal) => [signal.signal, signal])),
        retention: defaultRetention,
        concurrency: 4,
        clock: { now: () => now },
        logger: pino({ level: 'silent' }),
        observer: {},
        newRunId: () => `run-${++runs}`,
      },
      new AbortController().signal,
    );
    const view = await latestView(store);
    if (view === undefined) throw new Error('no view');
    return view;
  };
}

async function messages(view: RunView): Promise<readonly string[]> {
  const findings = await Array.fromAsync(view.findings());
  return findings.map(({ message, stale }) => (stale ? `${message} (stale)` : message)).toSorted();
}

const accountOne = {
  kind: account.name,
  id: 'account-1',
  name: 'one',
  scope: scopeOf('global'),
  tags: toTags([['owner', 'ada']]),
  attributes: { number: '1', state: 'active', path: [] },
};

function advisory(
  id: string,
  attributes: Partial<ResourceOf<typeof recommendation>['attributes']>,
): ResourceOf<typeof recommendation> {
  return {
    kind: recommendation.name,
    id,
    name: id,
    scope: scopeOf(),
    untaggable: true,
    attributes: { source: 'Advisor', topic: 'idle', advice: 'stop it', subjects: [], ...attributes },
  };
}

test('a pass reads, judges on evidence, prices and records', async () => {
  const cloud = cloudOf({
    'north instance': [
      [machine('idle-priced'), machine('busy', { rootVolume: 'v-used' })],
      [machine('idle-unpriced')],
    ],
    'north volume': [[disk('v-used'), disk('v-unused')]],
    'global account': [[accountOne]],
  });
  const view = await (await governed(cloud))();
  expect(await messages(view)).toEqual([
    'idle-priced at 1 %',
    'idle-unpriced at 1 %',
    'v-unused is used by nothing',
  ]);
  expect(view.scopes.map(({ status }) => status)).toEqual(['ok', 'ok']);
  expect(view.inventory).toMatchObject({
    total: 6,
    changes: { appeared: 6, changed: 0, gone: 0 },
    unreadable: 0,
  });
  expect(view.savings).toMatchObject({ monthly: money('70.08', 'USD'), unpriced: 1 });
  const [first] = await Array.fromAsync(view.findings());
  expect(first).toMatchObject({
    name: 'idle-priced',
    evidence: { cpu: { value: 1, coverage: 1, source: 'test' } },
  });
});

test('evidence is asked for what the rule selected, and for nothing else', async () => {
  const cloud = cloudOf({ 'north instance': [[machine('idle-1'), machine('off', { state: 'stopped' })]] });
  await (await governed(cloud))();
  expect(cloud.asked.map(({ resource, points, endAt }) => [resource.id, points, endAt % 300_000])).toEqual([
    ['idle-1', 'average', 0],
  ]);
});

test('a list that fails keeps what was known, marked stale, and resolves nothing', async () => {
  const lists: Record<string, FakeList> = {
    'north instance': [[machine('idle-1'), machine('busy', { rootVolume: 'v' })]],
    'north volume': [[disk('v')]],
    'global account': [[accountOne]],
  };
  const makePass = await governed(cloudOf(lists));
  expect(await messages(await makePass())).toEqual(['idle-1 at 1 %']);

  lists['north instance'] = [
    [machine('idle-1')],
    new DeniedError('not allowed', { permission: 'fake:List' }),
  ];
  const view = await makePass();
  expect(view.scopes[0]).toMatchObject({
    status: 'partial',
    failures: [{ kind: 'instance', error: 'DeniedError' }],
  });
  expect(await messages(view)).toEqual(['idle-1 at 1 % (stale)']);
  expect(view.inventory.total).toBe(4);
  // Which instances use the volume is not known now, so the volume is not called unused.
  expect(await Array.fromAsync(view.unknown())).toMatchObject([{ rule: 'unattached', resource: 'v' }]);

  lists['north instance'] = [[machine('busy', { rootVolume: 'v' })]];
  const recovered = await makePass();
  expect(await messages(recovered)).toEqual([]);
  expect(recovered.inventory.changes.gone).toBe(1);
});

test('a scope out of reach is a failed scope, never an empty one', async () => {
  const cloud = cloudOf({ 'north instance': [[machine('idle-1')]], 'global account': [[accountOne]] });
  const makePass = await governed(cloud);
  await makePass();
  cloud.scopes = [{ scope: scopeOf('*'), error: new DeniedError('the role may not be assumed') }];
  const view = await makePass();
  expect(view.scopes).toEqual([
    {
      scope: scopeOf('*'),
      status: 'failed',
      resources: 0,
      failures: [{ error: 'DeniedError', message: 'the role may not be assumed' }],
    },
  ]);
  expect(await messages(view)).toEqual(['idle-1 at 1 % (stale)']);
  expect(view.inventory.changes.gone).toBe(0);
});

test('a signal that cannot be read makes verdicts unknown, and is told once', async () => {
  const cloud = cloudOf({
    'north instance': [[machine('idle-1'), machine('idle-2')]],
    'global account': [[accountOne]],
  });
  cloud.series = (request) => ({ request, error: new DeniedError('no metrics for you') });
  const view = await (await governed(cloud))();
  expect(await messages(view)).toEqual([]);
  expect(view.totals.unknown).toBe(2);
  expect(view.signalFailures).toMatchObject([{ signal: 'cpu-utilization', error: 'DeniedError' }]);
});

test('an odd record is kept raw and told; the rest of its page goes on', async () => {
  const odd = machine('odd', { state: 'melting' as 'running' });
  const view = await (
    await governed(
      cloudOf({ 'north instance': [[odd, machine('idle-1')]], 'global account': [[accountOne]] }),
    )
  )();
  expect(await messages(view)).toEqual(['idle-1 at 1 %']);
  expect(view.inventory.unreadable).toBe(1);
  expect(await Array.fromAsync(view.unreadable())).toMatchObject([{ kind: 'instance', id: 'odd' }]);
});

test('a record that could not be read may be what refers to a resource, so nothing is called unreferenced', async () => {
  const odd = machine('odd', { state: 'melting' as 'running' });
  const view = await (
    await governed(cloudOf({ 'north instance': [[odd]], 'north volume': [[disk('v')]] }))
  )();
  expect(await messages(view)).toEqual([]);
  expect(await Array.fromAsync(view.unknown())).toMatchObject([{ rule: 'unattached', resource: 'v' }]);
});

test('a region out of reach is told as failed, its findings stay and are stale, and what it may refer to is unknown', async () => {
  const lists: Record<string, FakeList> = {
    'global instance': [[machine('idle-1'), machine('idle-2', {}, { scope: scopeOf('south') })]],
    'global volume': [[disk('v')]],
    'global account': [[accountOne]],
  };
  const cloud: FakeCloud = { ...cloudOf(lists), scopes: [scopeOf('global')], reach: 'account' };
  const makePass = await governed(cloud);
  expect(await messages(await makePass())).toEqual([
    'idle-1 at 1 %',
    'idle-2 at 1 %',
    'v is used by nothing',
  ]);

  lists['global instance'] = [
    [machine('idle-1')],
    { scope: scopeOf('south'), error: new UnavailableError('south is down') },
  ];
  const view = await makePass();
  expect(view.scopes).toMatchObject([
    { scope: scopeOf('global'), status: 'partial', failures: [] },
    { scope: scopeOf('south'), status: 'failed', failures: [{ kind: 'instance', message: 'south is down' }] },
  ]);
  expect(await messages(view)).toEqual(['idle-1 at 1 %', 'idle-2 at 1 % (stale)', 'v is used by nothing']);
  expect(await Array.fromAsync(view.unknown())).toMatchObject([{ rule: 'unattached', resource: 'v' }]);
  expect(view.inventory).toMatchObject({ total: 4, unreadable: 0, changes: { gone: 0 } });

  lists['global instance'] = [[machine('idle-1')]];
  const recovered = await makePass();
  expect(await messages(recovered)).toEqual(['idle-1 at 1 %', 'v is used by nothing']);
  expect(recovered.inventory.changes.gone).toBe(1);
});

test("a provider's own advice is kept beside the findings on what it is about, and no verdict rests on it", async () => {
  const lists: Record<string, FakeList> = {
    'north instance': [[machine('idle-1'), machine('busy')]],
    'north volume': [[disk('v')]],
    'north recommendation': [
      [
        advisory('r-2', { topic: 'resize', subjects: ['idle-1', 'busy'] }),
        advisory('r-1', { subjects: ['idle-1'], monthlySaving: { amount: '12.5', currency: 'USD' } }),
        advisory('r-3', {
          advice: 'odd',
          subjects: ['v'],
          monthlySaving: { amount: 'much', currency: 'USD' },
        }),
      ],
    ],
    'global account': [[accountOne]],
  };
  const cloud = { ...cloudOf(lists), kinds: ['instance', 'volume', 'account', 'recommendation'] };
  const makePass = await governed(cloud);
  const findings = await Array.fromAsync((await makePass()).findings());
  const source = 'Advisor';
  expect(new Map(findings.map(({ resource, advice }) => [resource, advice]))).toEqual(
    new Map([
      [
        'idle-1',
        [
          { source, topic: 'idle', advice: 'stop it', monthlySaving: { amount: '12.5', currency: 'USD' } },
          { source, topic: 'resize', advice: 'stop it' },
        ],
      ],
      ['v', [{ source, topic: 'idle', advice: 'odd' }]],
    ]),
  );
  lists['north recommendation'] = [[]];
  const later = await Array.fromAsync((await makePass()).findings());
  expect(later.map(({ advice }) => advice)).toEqual([undefined, undefined]);
});

test('a rule that throws is named, and the others go on', async () => {
  const pack = definePack([{ name: 'all', rules: [use(throwing, 'report'), use(unattached, 'report')] }]);
  const view = await (await governed(cloudOf({ 'north volume': [[disk('v')]] }), [pack]))();
  expect(view.ruleFailures).toEqual([
    { rule: 'throwing', resource: 'v', error: 'RangeError: a bug of the rule' },
  ]);
  expect(await messages(view)).toEqual(['v is used by nothing']);
});

test('the plan is a frozen list of what may be proposed, the same for the same findings', async () => {
  const lists = {
    'north instance': [[machine('idle-1'), machine('idle-2')]],
    'global account': [[accountOne]],
  };
  const makePass = await governed(cloudOf(lists), [packOf('propose')]);
  const [first, second] = [await makePass(), await makePass()];
  expect(first.run.mode).toBe('propose');
  expect(first.plan.steps).toMatchObject([
    { resource: 'idle-1', action: 'stop', state: 'proposed' },
    { resource: 'idle-2', action: 'stop', state: 'proposed' },
  ]);
  expect(second.plan.hash).toBe(first.plan.hash);
  expect((await (await governed(cloudOf(lists)))()).plan.steps).toEqual([]);
});

test('several clouds are judged side by side: none waits for the evidence of another', async () => {
  const cloud = cloudOf({ 'eu-west-1 instance': [[machine('idle-one')]] });
  const asked = new Set<string>();
  const everybodyAsked = Promise.withResolvers<void>();
  const names = ['first', 'second', 'third'];
  const connections = names.map((provider): Connection => {
    const inner = fakeConnection({
      ...cloud,
      scopes: [
        { ...scopeOf(), provider },
        { ...scopeOf('global'), provider },
      ],
      list: (scope, kind) =>
        kind === 'instance' && scope.region !== 'global'
          ? [[{ ...machine(`idle-${provider}`), scope, id: `${provider}/one` }]]
          : [[]],
    });
    // Answers only when all the others have been asked too: one after the other, this would never end.
    const read: Telemetry['read'] = async function* (requests, scope, signal) {
      asked.add(provider);
      if (asked.size === names.length) everybodyAsked.resolve();
      await everybodyAsked.promise;
      yield* inner.telemetry.read(requests, scope, signal);
    };
    return { ...inner, provider, telemetry: { ...inner.telemetry, read } };
  });
  const view = await (await governed(cloud, [packOf()], [], connections))();
  const found = await Array.fromAsync(view.findings());
  expect(
    found
      .filter(({ rule }) => rule === 'idle')
      .map(({ scope }) => scope.provider)
      .toSorted(),
  ).toEqual(names.toSorted());
});
