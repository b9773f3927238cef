import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StoreError } from '../errors.ts';
import { toStoreError } from './failures.ts';

/** The store's file in the data folder. */
const fileName = 'bursar.db';

const cacheKib = 32 * 1024;
const walPages = 16_000;
const walBytesKept = 64 * 1024 * 1024;

/** How long opening waits, standing still, for another process that is making the file. */
const openingTimeoutMs = 5_000;

/** Later on, waiting is the connection's affair, which lets everything else go on meanwhile. */
const busyTimeoutMs = 5;

/** Opens the store's file, made when it is not there; readable by nobody else. @throws {StoreError} */
export function openFile(dataDir: string): { readonly database: DatabaseSync; readonly file: string } {
  const file = join(dataDir, fileName);
  createPrivately(dataDir, file);
  const database = connect(file);
  try {
    configure(database);
  } catch (error) {
    database.close();
    throw toStoreError(error, file);
  }
  return { database, file };
}

function createPrivately(dataDir: string, file: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    closeSync(openSync(file, 'a', 0o600));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StoreError(`The data folder ${dataDir} cannot be written to: ${reason}`, { cause: error });
  }
}

function connect(file: string): DatabaseSync {
  try {
    return new DatabaseSync(file, { timeout: openingTimeoutMs });
  } catch (error) {
    throw toStoreError(error, file);
  }
}

function configure(database: DatabaseSync): void {
  // Has an effect in an empty file only: freed pages can be given back later, a few at a time.
  database.exec('pragma auto_vacuum = incremental');
  database.exec('pragma journal_mode = wal');
  // With a write-ahead log a killed process loses nothing; a power cut may lose the last transactions, never integrity.
  database.exec('pragma synchronous = normal');
  // No memory mapping: the pages it touches would count as this process's memory.
  database.exec(`pragma cache_size = -${cacheKib}`);
  database.exec(`pragma wal_autocheckpoint = ${walPages}`);
  database.exec(`pragma journal_size_limit = ${walBytesKept}`);
  database.exec(`pragma busy_timeout = ${busyTimeoutMs}`);
}
