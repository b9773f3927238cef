import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import type { ScopePage } from '../../src/core/adapter.ts';
import { DeniedError, UnavailableError, UnsupportedError } from '../../src/core/errors.ts';
import type { ScopeOutcome } from '../../src/core/run.ts';
import { type FailedScope, globalRegion, type Scope, scopeKey } from '../../src/core/scope.ts';
import { type CollectedInventory, collectInventory } from '../../src/inventory/collect.ts';
import { kinds } from '../../src/kinds/index.ts';
import { openStore } from '../../src/store/open.ts';
import type { Store } from '../../src/store/store.ts';
import { type FakeCloud, fakeConnection } from '../fixtures/fake-adapter.ts';
import { disk, machine, scopeOf } from '../fixtures/resources.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

type Piece = ScopePage | FailedScope | Error;

const one = scopeOf(globalRegion, 'one');
const two = scopeOf(globalRegion, 'two');

/** Two accounts whose instances come by one list, and whose volumes by one list each. */
function cloudOf(pieces: readonly Piece[], rest: Partial<FakeCloud> = {}): FakeCloud {
  return {
    scopes: [one, two],
    reach: 'account',
    list: () => [[]],
    together: { instance: () => pieces },
    series: (request) => ({ request, series: undefined }),
    asked: [],
    ...rest,
  };
}

function vm(id: string, account: string, region = 'north'): ReturnType<typeof machine> {
  return machine(id, {}, { scope: scopeOf(region, account) });
}

interface Collected extends CollectedInventory {
  readonly told: readonly string[];
}

interface Estate {
  readonly store: Store;
  collect(cloud: FakeCloud, signal?: AbortSignal): Promise<Collected>;
}

async function estate(concurrency = 4): Promise<Estate> {
  const store = await openStore({ dataDir: await temporaryFolder(), kinds });
  onTestFinished(() => store.close());
  let runs = 0;
  return {
    store,
    async collect(cloud, signal = new AbortController().signal) {
      const id = `run-${++runs}`;
      await store.runs.begin({ id, startedAt: runs, mode: 'report' });
      const told: string[] = [];
      const collected = await collectInventory(
        id,
        [fakeConnection(cloud)],
        {
          inventory: store.inventory,
          clock: { now: () => runs },
          logger: pino({ level: 'silent' }),
          observer: {
            scopesListed: (provider, count) => told.push(`${provider}: ${count} scopes`),
            collected: (scope, kind, count) => told.push(`${count} ${kind} of ${scope.account}`),
            scopeFinished: ({ scope, status }) => told.push(`${scope.account} ${status}`),
          },
          concurrency,
        },
        signal,
      );
      return { ...collected, told };
    },
  };
}

function statuses(scopes: readonly ScopeOutcome[]): readonly string[] {
  return scopes.map(({ scope, status }) => `${scopeKey(scope)} ${status}`);
}

test('one list is asked for all scopes together, and each page is written to its own scope', async () => {
  const { store, collect } = await estate();
  const asked: (readonly Scope[])[] = [];
  const cloud = cloudOf([], {
    together: {
      instance(scopes) {
        asked.push(scopes);
        return [
          { scope: one, records: [vm('a', 'one')] },
          { scope: two, records: [vm('b', 'two')] },
          { scope: one, records: [vm('c', 'one')] },
        ];
      },
    },
    list: (scope) => [[disk(`disk of ${scope.account}`, {}, { scope })]],
  });
  const { scopes, changes, told } = await collect(cloud);
  expect(asked).toEqual([[one, two]]);
  expect(scopes).toEqual([
    { scope: one, status: 'ok', resources: 3, failures: [] },
    { scope: two, status: 'ok', resources: 2, failures: [] },
  ]);
  expect(changes.appeared).toBe(5);
  expect(await store.inventory.collections('run-1')).toHaveLength(4);
  // A scope has finished when its last kind has.
  expect(told.findIndex((text) => text === 'one ok')).toBeGreaterThan(told.lastIndexOf('1 instance of one'));
  expect(told.filter((text) => /ok$|scopes$/.test(text)).toSorted()).toEqual([
    'fake: 2 scopes',
    'one ok',
    'two ok',
  ]);
});

test('a scope that comes on no page is empty and whole: what it had is gone', async () => {
  const { store, collect } = await estate();
  await collect(cloudOf([{ scope: one, records: [vm('a', 'one')] }]));
  const { scopes, changes } = await collect(cloudOf([]));
  expect(statuses(scopes)).toEqual(['fake/one/global ok', 'fake/two/global ok']);
  expect(changes.gone).toBe(1);
  expect(await store.inventory.get('a')).toBeUndefined();
});

test('a scope that fails alone keeps what it had, and the others stand', async () => {
  const { store, collect } = await estate();
  await collect(cloudOf([{ scope: one, records: [vm('a', 'one')] }]));
  const { scopes } = await collect(
    cloudOf([
      { scope: one, error: new DeniedError('no reader there') },
      { scope: two, records: [vm('b', 'two')] },
    ]),
  );
  expect(scopes).toEqual([
    {
      scope: one,
      status: 'partial',
      resources: 0,
      failures: [{ kind: 'instance', error: 'DeniedError', message: 'no reader there' }],
    },
    { scope: two, status: 'ok', resources: 1, failures: [] },
  ]);
  expect(await store.inventory.get('a')).toBeDefined();
  expect(await store.inventory.get('b')).toBeDefined();
});

test('a list that breaks off fails every scope, each with its own reason where it had one', async () => {
  const { store, collect } = await estate();
  await collect(cloudOf([{ scope: one, records: [vm('a', 'one')] }]));
  const { scopes } = await collect(
    cloudOf([
      { scope: two, error: new DeniedError('no reader there') },
      { scope: one, records: [] },
      new UnavailableError('gone away'),
    ]),
  );
  expect(scopes.map(({ failures }) => failures.map(({ message }) => message))).toEqual([
    ['gone away'],
    ['no reader there'],
  ]);
  expect(await store.inventory.get('a')).toBeDefined();
});

test('a provider without such a list has nothing there, and nothing has failed', async () => {
  const { collect } = await estate();
  const { scopes } = await collect(
    cloudOf([{ scope: one, error: new UnsupportedError('not here') }, new UnsupportedError('no such thing')]),
  );
  expect(statuses(scopes)).toEqual(['fake/one/global ok', 'fake/two/global ok']);
});

test.each(['by one list for all', 'by a list of its own'])(
  'a region that was out of reach is a failed scope of its own, and nothing of it is gone (%s)',
  async (way) => {
    const { store, collect } = await estate();
    const isTogether = way === 'by one list for all';
    const cloud = (pieces: readonly (ScopePage | FailedScope)[]): FakeCloud =>
      isTogether
        ? cloudOf(pieces)
        : cloudOf([], {
            together: {},
            list: (scope, kind) =>
              pieces
                .filter((piece) => kind === 'instance' && piece.scope.account === scope.account)
                .map((piece) => ('error' in piece ? piece : piece.records)),
          });
    await collect(cloud([{ scope: one, records: [vm('a', 'one', 'north'), vm('b', 'one', 'south')] }]));
    const { scopes, changes, told } = await collect(
      cloud([
        { scope: scopeOf('south', 'one'), error: new UnavailableError('south is down') },
        { scope: scopeOf('south', 'one'), error: new UnavailableError('south is down') },
        { scope: one, records: [vm('a', 'one', 'north')] },
      ]),
    );
    expect(scopes).toEqual([
      { scope: one, status: 'partial', resources: 1, failures: [] },
      {
        scope: scopeOf('south', 'one'),
        status: 'failed',
        resources: 0,
        failures: [{ kind: 'instance', error: 'UnavailableError', message: 'south is down' }],
      },
      { scope: two, status: 'ok', resources: 0, failures: [] },
    ]);
    expect(changes.gone).toBe(0);
    expect(await store.inventory.get('b')).toBeDefined();
    // It is no record of the cloud's that could not be read.
    expect(await store.inventory.unreadableCount('run-2')).toBe(0);
    expect(await store.inventory.collections('run-2')).toContainEqual({
      scope: one,
      kind: 'instance',
      unreadable: true,
    });
    // As many scopes finish as were listed.
    expect(told.filter((text) => /(?:ok|partial|failed)$/.test(text)).toSorted()).toEqual([
      'one partial',
      'two ok',
    ]);

    const again = await collect(cloud([{ scope: one, records: [vm('a', 'one', 'north')] }]));
    expect(again.changes.gone).toBe(1);
  },
);

test('what a list gives of scopes that were never listed is left out', async () => {
  const { store, collect } = await estate();
  const stranger = scopeOf(globalRegion, 'stranger');
  const { scopes } = await collect(
    cloudOf([
      { scope: stranger, records: [vm('x', 'stranger')] },
      { scope: stranger, error: new DeniedError('not yours') },
      { scope: one, records: [vm('a', 'one')] },
    ]),
  );
  expect(statuses(scopes)).toEqual(['fake/one/global ok', 'fake/two/global ok']);
  expect(await store.inventory.get('x')).toBeUndefined();
  expect(await store.inventory.get('a')).toBeDefined();
});

test('a scope that is listed twice is read once', async () => {
  const { collect } = await estate();
  const asked: (readonly Scope[])[] = [];
  const cloud = cloudOf([], {
    scopes: [one, two, { ...one }],
    together: {
      instance(scopes) {
        asked.push(scopes);
        return [{ scope: one, records: [vm('a', 'one')] }];
      },
    },
  });
  const { scopes } = await collect(cloud);
  expect(asked).toEqual([[one, two]]);
  expect(statuses(scopes)).toEqual(['fake/one/global ok', 'fake/two/global ok']);
});

test('no list is asked for no scopes, and only those of its reach are asked for', async () => {
  const { collect } = await estate();
  const asked: (readonly Scope[])[] = [];
  const together: FakeCloud['together'] = {
    instance(scopes) {
      asked.push(scopes);
      return [];
    },
  };
  await collect(cloudOf([], { scopes: [{ scope: one, error: new DeniedError('no') }], together }));
  expect(asked).toEqual([]);
  await collect(cloudOf([], { scopes: [one, scopeOf('north', 'one')], together }));
  expect(asked).toEqual([[one]]);
});

test('accounts that cannot be listed to the end: those that were listed are read all the same', async () => {
  const { store } = await estate();
  const connection = fakeConnection(cloudOf([{ scope: one, records: [vm('a', 'one')] }]));
  await store.runs.begin({ id: 'run', startedAt: 1, mode: 'report' });
  const { scopes } = await collectInventory(
    'run',
    [
      {
        ...connection,
        async *scopes() {
          yield one;
          throw new DeniedError('no more for you');
        },
      },
    ],
    {
      inventory: store.inventory,
      clock: { now: () => 1 },
      logger: pino({ level: 'silent' }),
      observer: {},
      concurrency: 2,
    },
    new AbortController().signal,
  );
  expect(statuses(scopes)).toEqual(['fake/one/global ok', 'fake/*/* failed']);
  expect(await store.inventory.get('a')).toBeDefined();
});

test('no more lists run at a time than are allowed, those for all scopes included', async () => {
  const { store } = await estate();
  await store.runs.begin({ id: 'run', startedAt: 1, mode: 'report' });
  let [running, most] = [0, 0];
  const counting = async (): Promise<void> => {
    most = Math.max(most, ++running);
    await new Promise((done) => setImmediate(done));
    running -= 1;
  };
  const connection = fakeConnection(cloudOf([], { kinds: ['instance', 'volume', 'snapshot', 'image'] }));
  await collectInventory(
    'run',
    [
      {
        ...connection,
        collectors: connection.collectors.map((collector) => ({
          ...collector,
          async *pages() {
            await counting();
            yield [];
          },
          ...(collector.pagesOfAll && {
            async *pagesOfAll() {
              await counting();
              yield { scope: one, records: [] };
            },
          }),
        })),
      },
    ],
    {
      inventory: store.inventory,
      clock: { now: () => 1 },
      logger: pino({ level: 'silent' }),
      observer: {},
      concurrency: 2,
    },
    new AbortController().signal,
  );
  expect(most).toBe(2);
});

test('a pass that is told to stop stops, and calls no list failed', async () => {
  const { collect } = await estate();
  const stopping = new AbortController();
  const cloud = cloudOf([], {
    together: {
      *instance() {
        yield { scope: one, records: [vm('a', 'one')] };
        stopping.abort();
        yield new UnavailableError('cut off');
      },
    },
  });
  await expect(collect(cloud, stopping.signal)).rejects.toThrow(/abort/i);
});
