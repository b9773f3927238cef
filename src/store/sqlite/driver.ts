import type { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import type { DatabaseConnection, Driver, TransactionSettings } from 'kysely';
import { NodeSqliteConnection } from './connection.ts';

/** How long queries may follow each other before timers and sockets get a turn. */
const turnMs = 10;

/** The one connection to a file, lent to one user after the other. */
export class NodeSqliteDriver implements Driver {
  readonly #connection: NodeSqliteConnection;
  readonly #database: DatabaseSync;
  #lastInLine: Promise<void> = Promise.resolve();
  #release: () => void = () => {};
  #turnStartedAt = performance.now();

  constructor(database: DatabaseSync, file: string) {
    this.#database = database;
    this.#connection = new NodeSqliteConnection(database, file);
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    const mine = Promise.withResolvers<void>();
    const before = this.#lastInLine;
    this.#lastInLine = mine.promise;
    await before;
    this.#release = mine.resolve;
    await this.#letOthersRun();
    return this.#connection;
  }

  async releaseConnection(): Promise<void> {
    this.#release();
  }

  async beginTransaction(_: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    // A transaction that begins by reading cannot wait for another writer once it wants to write: it fails.
    await this.#connection.execute(settings.accessMode === 'read only' ? 'begin' : 'begin immediate');
  }

  async commitTransaction(): Promise<void> {
    await this.#connection.execute('commit');
  }

  async rollbackTransaction(): Promise<void> {
    // Some failures (a full disk) have rolled back already.
    if (this.#database.isTransaction) await this.#connection.execute('rollback');
  }

  async destroy(): Promise<void> {
    await this.#lastInLine;
    this.#connection.close();
  }

  /** SQLite answers without leaving the thread, so a loop of queries alone would starve everything else. */
  async #letOthersRun(): Promise<void> {
    if (performance.now() - this.#turnStartedAt < turnMs) return;
    await setImmediate();
    this.#turnStartedAt = performance.now();
  }
}
