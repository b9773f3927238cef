import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Resource } from '../../src/core/resource.ts';
import { kinds } from '../../src/kinds/index.ts';
import { openStore } from '../../src/store/open.ts';
import type { Store } from '../../src/store/store.ts';
import { scopeOf } from '../fixtures/resources.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { estate, isFlagged, pass } from './estate.ts';
import { flattened } from './support.ts';

const writer = fileURLToPath(new URL('writer.ts', import.meta.url));

/** After the first pass, so that there is something to break; spread over what a pass takes. */
const killAfterMs = [0, 7, 19, 31, 53, 89];

test('is sound and goes on after a process was killed in the middle of writing, at any moment', async () => {
  const dataDir = await temporaryFolder();
  for (const [round, delayMs] of killAfterMs.entries()) {
    await killedWriter(dataDir, delayMs);
    expect(integrityOf(dataDir)).toBe('ok');

    const store = await openStore({ dataDir, kinds });
    const left = (await store.runs.list(1_000)).filter((run) => run.finishedAt === undefined);
    const resources = estate(scopeOf('north', '1'), round);
    await pass(store, `after-${round}`, Date.now(), resources);
    await expectEstate(store, `after-${round}`, '1', resources);
    expect((await store.runs.latest())?.id).toBe(`after-${round}`);
    for (const { id } of left) expect((await store.runs.get(id))?.interrupted).toBe(true);
    await store.close();
  }
  expect(integrityOf(dataDir)).toBe('ok');
}, 60_000);

test('lets several processes write at the same time', async () => {
  const dataDir = await temporaryFolder();
  const store = await openStore({ dataDir, kinds });
  const others = ['2', '3'].map((account) => start(dataDir, account, 20));
  const closed = others.map((child) => once(child, 'close'));
  for (const { stdout } of others) if (stdout !== null) await once(stdout, 'data');
  for (let number = 0; number < 10; number++)
    await pass(store, `mine-${number}`, Date.now(), estate(scopeOf('north', '1'), number));
  const exits = await Promise.all(closed);
  expect(exits.map(([code]) => code)).toEqual([0, 0]);

  for (const account of ['1', '2', '3']) {
    const resources = estate(scopeOf('north', account), 5);
    await pass(store, `last-${account}`, Date.now(), resources);
    await expectEstate(store, `last-${account}`, account, resources);
  }
  await store.close();
  expect(integrityOf(dataDir)).toBe('ok');
}, 60_000);

/** What a store must hold of an account after a pass over these resources. */
async function expectEstate(
  store: Store,
  runId: string,
  account: string,
  resources: readonly Resource[],
): Promise<void> {
  const fresh = await flattened(store.inventory.fresh(runId, ['volume', 'instance'], 50));
  const mine = fresh.filter(({ scope }) => scope.account === account);
  expect(byId(mine)).toEqual(byId(resources));
  const open = await Array.fromAsync(store.findings.list({ accounts: [account], states: ['open'] }));
  expect(open.map(({ resource }) => resource).toSorted()).toEqual(
    resources
      .filter(isFlagged)
      .map(({ id }) => id)
      .toSorted(),
  );
  expect(open.every(({ stale }) => !stale)).toBe(true);
  const machine = resources.find(({ kind }) => kind === 'instance');
  const related = await store.inventory.related([machine?.id ?? ''], 'volume', 'references');
  expect([...related.values()].flat().map(({ id }) => id)).toEqual([machine?.id.replace('machine', 'disk')]);
}

function byId(resources: readonly Resource[]): ReadonlyMap<string, Resource> {
  return new Map(resources.map((resource) => [resource.id, resource]));
}

async function killedWriter(dataDir: string, delayMs: number): Promise<void> {
  const child = start(dataDir, '1', 1_000);
  if (child.stdout !== null) await once(child.stdout, 'data');
  await setTimeout(delayMs);
  child.kill('SIGKILL');
  await once(child, 'close');
  expect(child.signalCode).toBe('SIGKILL');
}

function start(dataDir: string, account: string, passes: number): ChildProcess {
  return spawn(process.execPath, [writer, dataDir, account, String(passes)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

function integrityOf(dataDir: string): unknown {
  const database = new DatabaseSync(join(dataDir, 'bursar.db'));
  const row = database.prepare('pragma integrity_check').get();
  database.close();
  return row?.['integrity_check'];
}
