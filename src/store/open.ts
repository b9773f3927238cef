import { Kysely } from 'kysely';
import type { Logger } from 'pino';
import type { Kind } from '../core/kind.ts';
import { migrateToLatest } from './migrate.ts';
import { storeOn } from './on-database.ts';
import type { Schema } from './schema.ts';
import { nodeSqliteDialect } from './sqlite/dialect.ts';
import { openFile } from './sqlite/file.ts';
import { reclaimPages } from './sqlite/reclaim.ts';
import type { Store } from './store.ts';

export interface StoreOptions {
  /** The folder of the store's file; made when it is not there. */
  readonly dataDir: string;
  /** Every kind that may be stored; tells what refers to what. */
  readonly kinds: readonly Kind[];
  /** The currency in which savings are summed and ranked. Default USD. */
  readonly currency?: string;
  readonly logger?: Logger;
}

/** Opens the store in a data folder. @throws {StoreError} which says what to do. */
export async function openStore({ dataDir, kinds, currency = 'USD', logger }: StoreOptions): Promise<Store> {
  const { database, file } = openFile(dataDir);
  const db = new Kysely<Schema>({ dialect: nodeSqliteDialect(database, file) });
  try {
    await migrateToLatest(db, file);
  } catch (error) {
    database.close();
    throw error;
  }
  return storeOn(db, {
    kinds,
    currency,
    onInterrupted: (run) => logger?.warn({ run }, 'a run was left unfinished'),
    reclaim: () => reclaimPages(db),
  });
}
