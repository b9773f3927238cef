import { expect, test } from 'vitest';
import { disk, machine, scopeOf } from '../fixtures/resources.ts';
import { collect, collectionOf, findingOn, flattened, runOf, summaryOf, temporaryStore } from './support.ts';

async function filled(count: number) {
  const store = await temporaryStore();
  await store.runs.begin(runOf('first'));
  const south = scopeOf('south');
  const disks = Array.from({ length: count }, (_, index) => disk(`d-${index}`));
  const southern = disks.map(({ id, attributes }) => disk(`s-${id}`, attributes, { scope: south }));
  await collect(store, collectionOf('first'), disks);
  await collect(store, collectionOf('first', 'volume', south), southern);
  await collect(store, collectionOf('first', 'instance'), [machine('m')]);
  return { store, volumes: [...disks, ...southern] };
}

test('streams every fresh resource of the kinds asked for once, in chunks of the size asked for', async () => {
  const { store, volumes } = await filled(25);

  for (const size of [1, 7, 25, 50, 51, 1_000]) {
    const chunks = await Array.fromAsync(store.inventory.fresh('first', ['volume'], size));
    expect(chunks.flat()).toEqual(volumes);
    expect(chunks.slice(0, -1).every(({ length }) => length === size)).toBe(true);
  }
  expect(await flattened(store.inventory.fresh('first', [], 10))).toEqual([]);
  expect((await flattened(store.inventory.fresh('first', ['instance', 'volume'], 10))).length).toBe(51);
});

test('lets findings be written while it streams', async () => {
  const { store, volumes } = await filled(50);
  let read = 0;
  for await (const chunk of store.inventory.fresh('first', ['volume'], 10)) {
    await store.findings.record(
      'first',
      1,
      chunk.map((resource) => findingOn(resource)),
    );
    await collect(store, collectionOf('first', 'instance', scopeOf(`region-${read}`)), []);
    read += chunk.length;
  }

  expect(read).toBe(volumes.length);
  expect((await Array.fromAsync(store.findings.list({}))).length).toBe(volumes.length);
});

test('leaves nothing open when its consumer stops early or throws', async () => {
  const { store } = await filled(50);
  for await (const _ of store.inventory.fresh('first', ['volume'], 10)) break;
  await expect(
    (async () => {
      for await (const _ of store.findings.list({})) throw new Error('never');
      for await (const _ of store.inventory.fresh('first', ['volume'], 10)) throw new Error('enough');
    })(),
  ).rejects.toThrow('enough');
  const iterator = store.inventory.changes('first')[Symbol.asyncIterator]();
  await iterator.next();

  await store.runs.finish('first', summaryOf());
  await store.runs.begin(runOf('second'));
  expect(await collect(store, collectionOf('second'), [])).toEqual({ appeared: 0, changed: 0, gone: 50 });
});

test('lets timers have their turn while it works', async () => {
  const { store, volumes } = await filled(1_000);
  let turns = 0;
  const timer = setInterval(() => turns++, 1);
  for (let pass = 0; pass < 5; pass++) {
    for await (const chunk of store.inventory.fresh('first', ['volume'], 100)) {
      await store.findings.record(
        'first',
        pass,
        chunk.map((resource) => findingOn(resource)),
      );
    }
  }
  clearInterval(timer);

  expect(volumes.length).toBe(2_000);
  expect(turns).toBeGreaterThan(0);
});

test('streams what is there whenever it was read, and nothing that is gone or was never confirmed', async () => {
  const { store, volumes } = await filled(5);
  await store.runs.begin(runOf('second'));
  await collect(store, collectionOf('second'), [disk('d-0')]);
  const south = collectionOf('second', 'volume', scopeOf('south'));
  await store.inventory.write(south, 2, [disk('unconfirmed')], []);
  await store.inventory.finish(south, 2, { error: 'DeniedError', message: 'no' });

  const left = volumes.filter(({ id }) => id === 'd-0' || id.startsWith('s-'));
  expect(await flattened(store.inventory.present(['volume'], 2))).toEqual(left);
  expect(await flattened(store.inventory.present(['instance'], 2))).toHaveLength(1);
  expect(await flattened(store.inventory.present([], 2))).toEqual([]);
});
