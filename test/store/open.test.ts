import { open, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { kinds } from '../../src/kinds/index.ts';
import { DamagedStoreError, NewerStoreError, StoreError } from '../../src/store/errors.ts';
import { openStore } from '../../src/store/open.ts';
import { disk } from '../fixtures/resources.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { collect, collectionOf, runOf } from './support.ts';

test('makes its folder and its file for their owner alone', async () => {
  const dataDir = join(await temporaryFolder(), 'nested', 'data');
  const store = await openStore({ dataDir, kinds });
  await store.runs.begin(runOf('first'));
  const modes = await Promise.all(
    ['', 'bursar.db', 'bursar.db-wal', 'bursar.db-shm'].map(async (name) => {
      return (await stat(join(dataDir, name))).mode & 0o777;
    }),
  );
  await store.close();

  expect(modes).toEqual([0o700, 0o600, 0o600, 0o600]);
});

test('keeps what was written when it is opened again', async () => {
  const dataDir = await temporaryFolder();
  const first = await openStore({ dataDir, kinds });
  await first.runs.begin(runOf('first'));
  await collect(first, collectionOf('first'), [disk('d-1')]);
  await first.close();

  const second = await openStore({ dataDir, kinds });
  const found = await second.inventory.get('d-1');
  await second.close();

  expect(found).toEqual(disk('d-1'));
});

test('refuses a file that a newer version has written', async () => {
  const dataDir = await temporaryFolder();
  await (await openStore({ dataDir, kinds })).close();
  const database = new DatabaseSync(join(dataDir, 'bursar.db'));
  database.exec("insert into kysely_migration values ('9999-from-the-future', '2099-01-01T00:00:00Z')");
  database.close();

  const opening = openStore({ dataDir, kinds });

  await expect(opening).rejects.toThrow(NewerStoreError);
  await expect(opening).rejects.toThrow(/newer version.*9999-from-the-future.*another data folder/);
});

test('says what to do about a file that is no database', async () => {
  const dataDir = await temporaryFolder();
  await writeFile(
    join(dataDir, 'bursar.db'),
    'This is no database, and it is longer than a header is.'.repeat(100),
  );

  const opening = openStore({ dataDir, kinds });

  await expect(opening).rejects.toThrow(DamagedStoreError);
  await expect(opening).rejects.toThrow(/bursar\.db is damaged.*Move it away/);
});

test('says what to do about a page that was overwritten', async () => {
  const dataDir = await temporaryFolder();
  const written = await openStore({ dataDir, kinds });
  await written.runs.begin(runOf('first'));
  await collect(
    written,
    collectionOf('first'),
    Array.from({ length: 500 }, (_, index) => disk(`d-${index}`)),
  );
  await written.close();
  await overwrite(join(dataDir, 'bursar.db'));

  const using = (async () => {
    const store = await openStore({ dataDir, kinds });
    try {
      await Array.fromAsync(store.inventory.fresh('first', ['volume'], 100));
    } finally {
      await store.close();
    }
  })();

  await expect(using).rejects.toThrow(DamagedStoreError);
});

test('names a data folder that it cannot write to', async () => {
  const folder = await temporaryFolder();
  const dataDir = join(folder, 'file');
  await writeFile(dataDir, 'not a folder');

  const opening = openStore({ dataDir, kinds });

  await expect(opening).rejects.toThrow(StoreError);
  await expect(opening).rejects.toThrow(`The data folder ${dataDir} cannot be written to`);
});

test('lets several be opened on a new folder at once', async () => {
  const dataDir = await temporaryFolder();

  const stores = await Promise.all(Array.from({ length: 4 }, () => openStore({ dataDir, kinds })));
  await Promise.all(stores.map((store, index) => store.runs.begin(runOf(`run-${index}`))));
  const runs = await stores[0]?.runs.list(10);
  await Promise.all(stores.map((store) => store.close()));

  expect(runs?.map(({ id }) => id).toSorted()).toEqual(['run-0', 'run-1', 'run-2', 'run-3']);
});

/** Writes nonsense over everything behind the first pages, as a failing disk does. */
async function overwrite(file: string): Promise<void> {
  const { size } = await stat(file);
  const handle = await open(file, 'r+');
  const from = 10 * 4_096;
  await handle.write(Buffer.alloc(size - from, 0xa5), 0, size - from, from);
  await handle.close();
}
