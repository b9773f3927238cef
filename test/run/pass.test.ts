import { expect, test } from 'vitest';
import type { Connection, Telemetry } from '../../src/core/adapter.ts';
import { DeniedError, UnavailableError } from '../../src/core/errors.ts';
import { money } from '../../src/core/money.ts';
import { definePack, use } from '../../src/core/pack.ts';
import { type FakeCloud, fakeConnection } from '../fixtures/fake-adapter.ts';
import { disk, machine, scopeOf } from '../fixtures/resources.ts';
import {
  accountOne,
  cloudOf,
  type FakeList,
  governed,
  messages,
  packOf,
  throwing,
  unattached,
} from './governed.ts';

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
