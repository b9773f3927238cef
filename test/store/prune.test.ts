import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { durationMs } from '../../src/core/time.ts';
import { kinds } from '../../src/kinds/index.ts';
import { openStore } from '../../src/store/open.ts';
import { defaultRetention, type Store } from '../../src/store/store.ts';
import { disk, machine, scopeOf } from '../fixtures/resources.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { collect, collectionOf, findingOn, runOf, summaryOf, temporaryStore } from './support.ts';

const day = durationMs('1d');
const judged = { judged: ['unused'], failed: [] };

/** A whole run on a day: these disks, those of them flagged, and one undecided verdict. */
async function runOn(
  store: Store,
  number: number,
  ids: readonly string[],
  flagged: readonly string[] = [],
): Promise<void> {
  const runId = `day-${number}`;
  const at = number * day;
  await store.runs.begin(runOf(runId, at));
  const unreadable = { kind: 'volume', scope: scopeOf(), id: 'odd', error: 'odd', raw: {} };
  await store.inventory.write(
    collectionOf(runId),
    at,
    ids.map((id) => disk(id)),
    [unreadable],
  );
  await store.inventory.finish(collectionOf(runId), at);
  await store.findings.record(
    runId,
    at,
    flagged.map((id) => findingOn(disk(id))),
  );
  const { kind, name, scope } = disk('u');
  await store.findings.recordUnknown(runId, [
    { rule: 'unused', kind, resource: 'u', name, scope, missing: 'CPU' },
  ]);
  await store.findings.settle(runId, at, judged);
  await store.runs.finish(runId, summaryOf(at));
}

test('deletes old runs, resources gone long ago and findings resolved long ago, and nothing else', async () => {
  const store = await temporaryStore();
  await runOn(store, 0, ['stays', 'leaves early', 'leaves late'], ['stays', 'leaves early']);
  await runOn(store, 1, ['stays', 'leaves late'], ['stays']);
  await runOn(store, 50, ['stays'], ['stays']);
  const retention = { runs: '30d', resources: '20d', findings: '20d' } as const;
  const pruned = await store.prune(60 * day, retention);

  expect(pruned).toEqual({ runs: 2, resources: 1, findings: 1 });
  expect((await store.runs.list(10)).map(({ id }) => id)).toEqual(['day-50']);
  expect((await Array.fromAsync(store.findings.list({}))).map(({ resource }) => resource)).toEqual(['stays']);
  expect((await Array.fromAsync(store.inventory.changes('day-50'))).map(({ resource }) => resource)).toEqual([
    'leaves late',
  ]);
  expect(await store.prune(60 * day, retention)).toEqual({ runs: 0, resources: 0, findings: 0 });
});

test('keeps the last run that finished, however old, and the details of that one alone', async () => {
  const store = await temporaryStore();
  await runOn(store, 0, ['a']);
  await runOn(store, 1, ['a']);
  await store.runs.begin(runOf('killed', 2 * day));
  await store.prune(3 * day, defaultRetention);
  const details = async (runId: string) => [
    (await Array.fromAsync(store.findings.unknown(runId))).length,
    (await store.findings.totals(runId)).unknown,
    (await Array.fromAsync(store.inventory.unreadable(runId))).length,
    await store.inventory.unreadableCount(runId),
  ];

  expect(await details('day-0')).toEqual([0, 1, 0, 1]);
  expect(await details('day-1')).toEqual([1, 1, 1, 1]);
  await store.prune(5_000 * day, defaultRetention);
  expect((await store.runs.list(10)).map(({ id }) => id)).toEqual(['killed', 'day-1']);
});

test('takes for gone what no run has asked for in a long time, but not after a standstill', async () => {
  const store = await temporaryStore();
  await runOn(store, 0, ['a']);
  const left = collectionOf('day-0', 'instance', scopeOf('north', 'left'));
  await collect(store, left, [machine('m', {}, { scope: left.scope })]);
  await store.prune(1_000 * day, defaultRetention);
  expect((await store.inventory.counts()).total).toBe(2);

  await runOn(store, 40, ['a']);
  await store.prune(40 * day, defaultRetention);
  expect(await store.inventory.get('m')).toBeUndefined();
  expect(await store.inventory.get('a')).toBeDefined();
});

test('spares what a run that is under way has seen again', async () => {
  const store = await temporaryStore();
  await runOn(store, 0, ['a']);
  await runOn(store, 1, []);
  await store.runs.begin(runOf('now', 90 * day));
  const collection = collectionOf('now');
  await store.inventory.write(collection, 90 * day, [disk('a')], []);
  await store.prune(90 * day, defaultRetention);
  await store.inventory.finish(collection, 90 * day);

  expect(await store.inventory.get('a')).toEqual(disk('a'));
});

test('prunes much, and gives the room back', async () => {
  const dataDir = await temporaryFolder();
  const store = await openStore({ dataDir, kinds });
  const ids = Array.from({ length: 5_000 }, (_, index) => `d-${index}`);
  await runOn(store, 0, ids, ids);
  await store.findings.recordUnknown(
    'day-0',
    ids.map((id) => ({
      rule: 'old',
      kind: 'volume',
      resource: id,
      name: id,
      scope: scopeOf(),
      missing: 'CPU',
    })),
  );
  await runOn(store, 1, []);
  await runOn(store, 400, ['a']);
  const pruned = await store.prune(400 * day, defaultRetention);
  const counts = [
    (await store.inventory.counts()).total,
    (await Array.fromAsync(store.findings.list({}))).length,
  ];
  await store.close();

  expect(pruned).toEqual({ runs: 2, resources: 5_000, findings: 5_000 });
  expect(counts).toEqual([1, 0]);
  expect((await stat(join(dataDir, 'bursar.db'))).size).toBeLessThan(1_000_000);
});
