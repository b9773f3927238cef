import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Resource } from '../../src/core/resource.ts';
import { globalRegion, type Scope } from '../../src/core/scope.ts';
import { toTags } from '../../src/core/tags.ts';
import type { Store } from '../../src/store/store.ts';
import { disk, machine, scopeOf } from '../fixtures/resources.ts';
import { collect, collectionOf, flattened, runOf, temporaryStore } from './support.ts';

const failure = { error: 'DeniedError', message: 'no permission' };

async function begun(...runIds: readonly string[]): Promise<Store> {
  const store = await temporaryStore();
  for (const id of runIds) await store.runs.begin(runOf(id));
  return store;
}

test('tells what appeared, what changed and what is gone since the last run', async () => {
  const store = await begun('first', 'second');
  const before = await collect(store, collectionOf('first'), [disk('same'), disk('grows'), disk('leaves')]);
  const after = await collect(store, collectionOf('second'), [
    disk('same'),
    disk('grows', { sizeGib: 16 }),
    disk('comes'),
  ]);

  expect(before).toEqual({ appeared: 3, changed: 0, gone: 0 });
  expect(after).toEqual({ appeared: 1, changed: 1, gone: 1 });
  expect(
    (await Array.fromAsync(store.inventory.changes('second'))).toSorted((a, b) =>
      a.resource < b.resource ? -1 : 1,
    ),
  ).toEqual([
    { change: 'appeared', kind: 'volume', resource: 'comes' },
    { change: 'changed', kind: 'volume', resource: 'grows' },
    { change: 'gone', kind: 'volume', resource: 'leaves' },
  ]);
  expect(await store.inventory.get('grows')).toEqual(disk('grows', { sizeGib: 16 }));
  expect(await store.inventory.get('leaves')).toBeUndefined();
});

test('takes a resource that is back for one that appeared, with its new content', async () => {
  const store = await begun('first', 'second', 'third');
  await collect(store, collectionOf('first'), [disk('d')]);
  await collect(store, collectionOf('second'), []);
  const changes = await collect(store, collectionOf('third'), [disk('d', { sizeGib: 99 })]);

  expect(changes).toEqual({ appeared: 1, changed: 0, gone: 0 });
  expect(await store.inventory.get('d')).toEqual(disk('d', { sizeGib: 99 }));
});

test('leaves all of a failed collection as it was, and does not stream it', async () => {
  const store = await begun('first', 'second');
  await collect(store, collectionOf('first'), [disk('a'), disk('b')]);
  const second = collectionOf('second');
  await store.inventory.write(second, 1, [disk('a', { sizeGib: 99 }), disk('new')], []);
  const changes = await store.inventory.finish(second, 1, failure);

  expect(changes).toEqual({ appeared: 0, changed: 0, gone: 0 });
  expect(await store.inventory.get('a')).toEqual(disk('a'));
  expect(await store.inventory.get('b')).toEqual(disk('b'));
  expect(await store.inventory.get('new')).toBeUndefined();
  expect(await flattened(store.inventory.fresh('second', ['volume'], 10))).toEqual([]);
  expect(await store.inventory.collections('second')).toEqual([
    { scope: scopeOf(), kind: 'volume', failure },
  ]);
  expect((await store.inventory.counts()).total).toBe(2);
});

test('shows nothing of a collection before it has ended', async () => {
  const store = await begun('first');
  await store.inventory.write(collectionOf('first'), 1, [disk('a')], []);

  expect(await store.inventory.get('a')).toBeUndefined();
  expect(await store.inventory.find('a', 10)).toEqual([]);
  expect((await store.inventory.counts()).total).toBe(0);
  expect(await flattened(store.inventory.fresh('first', ['volume'], 10))).toEqual([]);
});

test('takes a resource once that is seen several times in a run, on one page, on two and in two collections', async () => {
  const store = await begun('first');
  const north = collectionOf('first');
  const everywhere = collectionOf('first', 'volume', scopeOf(globalRegion));
  await store.inventory.write(north, 1, [disk('a'), disk('a', { sizeGib: 99 })], []);
  await store.inventory.write(north, 1, [disk('a', { sizeGib: 98 })], []);
  await store.inventory.write(everywhere, 1, [disk('a', { sizeGib: 97 })], []);
  const changes = [await store.inventory.finish(north, 1), await store.inventory.finish(everywhere, 1)];

  expect(changes.map(({ appeared }) => appeared)).toEqual([1, 0]);
  expect(await flattened(store.inventory.fresh('first', ['volume'], 10))).toEqual([disk('a')]);
});

test('keeps a resource whose record cannot be read, and does not judge it anew', async () => {
  const store = await begun('first', 'second');
  await collect(store, collectionOf('first'), [disk('read'), disk('odd'), disk('gone')]);
  const second = collectionOf('second');
  const unreadable = {
    kind: 'volume',
    scope: scopeOf(),
    id: 'odd',
    error: 'sizeGib: expected number',
    raw: { s: 1n },
  };
  await store.inventory.write(second, 1, [disk('read')], [unreadable]);
  const changes = await store.inventory.finish(second, 1);

  expect(changes).toEqual({ appeared: 0, changed: 0, gone: 1 });
  expect(await store.inventory.get('odd')).toEqual(disk('odd'));
  expect(await flattened(store.inventory.fresh('second', ['volume'], 10))).toEqual([disk('read')]);
  expect(await store.inventory.collections('second')).toEqual([
    { scope: scopeOf(), kind: 'volume', unreadable: true },
  ]);
  expect(await Array.fromAsync(store.inventory.unreadable('second'))).toEqual([
    { ...unreadable, raw: { s: '1' } },
  ]);
});

test('takes nothing for gone where a record without an id cannot be read', async () => {
  const store = await begun('first', 'second');
  await collect(store, collectionOf('first'), [disk('a'), disk('b')]);
  const second = collectionOf('second');
  await store.inventory.write(
    second,
    1,
    [disk('a')],
    [{ kind: 'volume', scope: scopeOf(), error: 'no id', raw: null }],
  );

  expect(await store.inventory.finish(second, 1)).toEqual({ appeared: 0, changed: 0, gone: 0 });
});

test('counts every unreadable record, and keeps the first and the beginning of long ones', async () => {
  const store = await begun('first');
  const circle: { self?: unknown } = {};
  circle.self = circle;
  const raws = [
    undefined,
    circle,
    'x'.repeat(1_000_000),
    ...Array.from({ length: 1_500 }, (_, index) => ({ index })),
  ];
  const records = raws.map((raw) => ({ kind: 'volume', scope: scopeOf(), error: 'odd', raw }));
  await store.inventory.write(collectionOf('first'), 1, [], records.slice(0, 700));
  await store.inventory.write(collectionOf('first'), 1, [], records.slice(700));
  const kept = await Array.fromAsync(store.inventory.unreadable('first'));

  expect(await store.inventory.unreadableCount('first')).toBe(1_503);
  expect(kept.length).toBe(1_000);
  expect(kept[1]?.raw).toContain('Circular');
  expect(String(kept[2]?.raw).length).toBeLessThan(40_000);
  expect(kept[999]?.raw).toEqual({ index: 996 });
});

test('gives back tags whatever their keys, and tells none from unknown', async () => {
  const store = await begun();
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.tuple(
          fc.oneof(
            fc.constantFrom('__proto__', 'constructor', 'toString', '', ' lead', '🦊', '7', 'a\u0000b', '"'),
            fc.string({ unit: 'binary' }),
          ),
          fc.string({ unit: 'binary' }),
        ),
        { maxLength: 6 },
      ),
      async (pairs) => {
        const tags = toTags(pairs);
        const { tags: _, ...untold } = disk('untold');
        const run = await nextRun(store);
        await collect(store, collectionOf(run), [disk('a', {}, { tags }), untold]);
        const read = await store.inventory.get('a');
        expect(new Map(Object.entries(read?.tags ?? {}))).toEqual(new Map(Object.entries(tags)));
        expect(Object.getPrototypeOf(read?.tags)).toBeNull();
        expect(await store.inventory.get('untold')).not.toHaveProperty('tags');
      },
    ),
  );
});

test('does not take another order of the tags for a change', async () => {
  const store = await begun('first', 'second');
  await collect(store, collectionOf('first'), [tagged('b', 'a', '__proto__')]);

  expect(await collect(store, collectionOf('second'), [tagged('__proto__', 'a', 'b')])).toEqual({
    appeared: 0,
    changed: 0,
    gone: 0,
  });
});

test('gives back any plain attributes', async () => {
  const store = await begun();
  await fc.assert(
    fc.asyncProperty(fc.dictionary(fc.string(), fc.jsonValue()), async (document) => {
      const attributes: unknown = JSON.parse(JSON.stringify({ attachments: 0, document }));
      const policy = { kind: 'policy', id: 'p', name: 'p', scope: scopeOf(), attributes };
      const run = await nextRun(store);
      await collect(store, collectionOf(run, 'policy'), [policy]);
      expect(await store.inventory.get('p')).toEqual(policy);
    }),
  );
});

test('finds resources by name and by the parts at the end of their ids', async () => {
  const store = await begun('first');
  const id = 'arn:cloud:ec2:north:1:volume/vol-0abc';
  await collect(store, collectionOf('first'), [
    disk(id, {}, { name: 'data' }),
    disk('arn:cloud:ec2:north:1:volume/vol-1abc', {}, { name: 'data' }),
    disk('arn:cloud:ec2:north:1:volume/100%', {}, { name: 'other' }),
  ]);
  const found = async (text: string, limit = 10) =>
    (await store.inventory.find(text, limit)).map((each) => each.id);

  expect(await found(id)).toEqual([id]);
  expect(await found('vol-0abc')).toEqual([id]);
  expect(await found('volume/vol-0abc')).toEqual([id]);
  expect((await found('data')).length).toBe(2);
  expect((await found('data', 1)).length).toBe(1);
  expect(await found('100%')).toEqual(['arn:cloud:ec2:north:1:volume/100%']);
  for (const miss of ['0abc', '', 'VOL-0ABC', '%', 'image/vol-0abc', 'vol_0abc'])
    expect(await found(miss)).toEqual([]);
});

test('follows references both ways, past what is gone and after they have changed', async () => {
  const store = await begun('first', 'second');
  const machines = collectionOf('first', 'instance');
  await collect(store, machines, [
    machine('m-1', { rootVolume: 'd-1', dataVolumes: ['d-2', 'd-1'] }),
    machine('m-2', { rootVolume: 'd-9' }),
    machine('m-3', { rootVolume: 'd-2' }),
  ]);
  await collect(store, collectionOf('first'), [disk('d-1'), disk('d-2'), disk('d-3')]);
  const idsOf = async (...question: Parameters<Store['inventory']['related']>) =>
    [...(await store.inventory.related(...question))].map(([id, related]) => [
      id,
      related.map((each) => each.id),
    ]);

  expect(await idsOf(['m-1', 'm-2', 'nobody'], 'volume', 'references')).toEqual([
    ['m-1', ['d-1', 'd-2']],
    ['m-2', []],
    ['nobody', []],
  ]);
  expect(await idsOf(['d-1', 'd-3'], 'instance', 'referenced-by')).toEqual([
    ['d-1', ['m-1']],
    ['d-3', []],
  ]);
  expect(await idsOf(['m-1'], 'snapshot', 'references')).toEqual([['m-1', []]]);

  await collect(store, collectionOf('second', 'instance'), [
    machine('m-1', { dataVolumes: ['d-3'] }),
    machine('m-3', { rootVolume: 'd-2' }),
  ]);
  await collect(store, collectionOf('second'), [disk('d-1'), disk('d-3')]);
  expect(await idsOf(['m-1', 'm-3'], 'volume', 'references')).toEqual([
    ['m-1', ['d-3']],
    ['m-3', []],
  ]);
  expect(await idsOf(['d-1', 'd-9', 'd-3'], 'instance', 'referenced-by')).toEqual([
    ['d-1', []],
    ['d-9', []],
    ['d-3', ['m-1']],
  ]);
});

test('follows references of more resources than one statement takes', async () => {
  const store = await begun('first');
  const numbers = Array.from({ length: 700 }, (_, index) => index);
  await collect(
    store,
    collectionOf('first'),
    numbers.map((number) => disk(`d-${number}`)),
  );
  await collect(
    store,
    collectionOf('first', 'instance'),
    numbers.map((number) => machine(`m-${number}`, { rootVolume: `d-${number}` })),
  );
  const related = await store.inventory.related(
    numbers.map((number) => `d-${number}`),
    'instance',
    'referenced-by',
  );

  expect(
    [...related].every(([id, [first, ...more]]) => first?.id === id.replace('d', 'm') && more.length === 0),
  ).toBe(true);
});

test('finds the account of a scope, wherever it was listed', async () => {
  const store = await begun('first');
  await collect(store, collectionOf('first', 'account', scopeOf(globalRegion, '1')), [
    accountOf('1'),
    accountOf('2'),
  ]);

  expect(await store.inventory.account(scopeOf('north', '2'))).toEqual(accountOf('2'));
  expect(await store.inventory.account(scopeOf('north', '3'))).toBeUndefined();
  expect(await store.inventory.account({ ...scopeOf('north', '2'), provider: 'other' })).toBeUndefined();
});

test('counts what is there by kind and by provider, the stale with it', async () => {
  const store = await begun('first', 'second');
  const elsewhere: Scope = { provider: 'other', account: '1', region: 'north' };
  await collect(store, collectionOf('first'), [disk('a'), disk('b'), disk('c')]);
  await collect(store, collectionOf('first', 'instance', elsewhere), [
    machine('m', {}, { scope: elsewhere }),
  ]);
  await collect(store, collectionOf('second'), [disk('a'), disk('b')]);

  expect(await store.inventory.counts()).toEqual({
    total: 3,
    byKind: new Map([
      ['volume', 2],
      ['instance', 1],
    ]),
    byProvider: new Map([
      ['fake', 2],
      ['other', 1],
    ]),
  });
});

test('takes over the name of an account when it changes, without taking its resources for changed', async () => {
  const store = await begun('first', 'second');
  await collect(store, collectionOf('first', 'volume', named('old')), [
    disk('a', {}, { scope: named('old') }),
  ]);
  const changes = await collect(store, collectionOf('second', 'volume', named('new')), [
    disk('a', {}, { scope: named('new') }),
  ]);

  expect(changes).toEqual({ appeared: 0, changed: 0, gone: 0 });
  expect((await store.inventory.get('a'))?.scope).toEqual(named('new'));
});

function tagged(...keys: readonly string[]): Resource {
  return disk('a', {}, { tags: toTags(keys.map((key) => [key, '1'] as const)) });
}

function accountOf(number: string): Resource {
  return {
    kind: 'account',
    id: `account/${number}`,
    name: `account ${number}`,
    scope: scopeOf(globalRegion, number),
    attributes: { number, state: 'active', path: [] },
  };
}

function named(accountName: string): Scope {
  return { ...scopeOf(), accountName };
}

/** Begins one more run. */
async function nextRun(store: Store): Promise<string> {
  const id = `run-${(await store.runs.list(1_000)).length}`;
  await store.runs.begin(runOf(id));
  return id;
}
