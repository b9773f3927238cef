import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely';
import { isBusy, toStoreError } from './failures.ts';

interface Prepared {
  readonly statement: StatementSync;
  readonly returnsRows: boolean;
}

const statementsKept = 200;

/** How long a writer waits for another one, be it in another process or in this. */
const patienceMs = 30_000;
const retryAfterMs = 10;

/** Runs compiled queries; a query seen before is not prepared again. */
export class NodeSqliteConnection implements DatabaseConnection {
  readonly #database: DatabaseSync;
  readonly #file: string;
  /** The one used longest ago first. */
  readonly #prepared = new Map<string, Prepared>();

  constructor(database: DatabaseSync, file: string) {
    this.#database = database;
    this.#file = file;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    // Kysely's types allow any value, and SQLite refuses those that it cannot hold.
    const parameters = query.parameters as readonly SQLInputValue[];
    return this.#whenFree(() => {
      const { statement, returnsRows } = this.#prepare(query.sql);
      // What the columns are is known to the query builder alone.
      if (returnsRows) return { rows: statement.all(...parameters) as Row[] };
      return { rows: [], numAffectedRows: BigInt(statement.run(...parameters).changes) };
    });
  }

  async *streamQuery<Row>(query: CompiledQuery, chunkSize = 1): AsyncIterableIterator<QueryResult<Row>> {
    // Not from the cache: a statement that is being read from must not be run by another query.
    const statement = this.#translatingFailures(() => this.#database.prepare(query.sql));
    let rows: Row[] = [];
    for (const row of statement.iterate(...(query.parameters as readonly SQLInputValue[]))) {
      rows.push(row as Row);
      if (rows.length < chunkSize) continue;
      yield { rows };
      rows = [];
    }
    if (rows.length > 0) yield { rows };
  }

  /** Runs a statement without parameters and results. */
  async execute(sql: string): Promise<void> {
    await this.#whenFree(() => this.#database.exec(sql));
  }

  close(): void {
    this.#prepared.clear();
    this.#database.close();
  }

  #prepare(sql: string): Prepared {
    const known = this.#prepared.get(sql);
    const prepared = known ?? this.#prepareAnew(sql);
    if (known !== undefined) this.#prepared.delete(sql);
    this.#prepared.set(sql, prepared);
    const [oldest] = this.#prepared.keys();
    if (this.#prepared.size > statementsKept && oldest !== undefined) this.#prepared.delete(oldest);
    return prepared;
  }

  #prepareAnew(sql: string): Prepared {
    const statement = this.#database.prepare(sql);
    return { statement, returnsRows: statement.columns().length > 0 };
  }

  /** Tries again for a while when somebody else is writing; within a transaction, nobody else can be. */
  async #whenFree<T>(run: () => T): Promise<T> {
    const until = performance.now() + patienceMs;
    for (;;) {
      try {
        return run();
      } catch (error) {
        const mayWait = isBusy(error) && !this.#database.isTransaction && performance.now() < until;
        if (!mayWait) throw toStoreError(error, this.#file);
      }
      await setTimeout(retryAfterMs);
    }
  }

  #translatingFailures<T>(run: () => T): T {
    try {
      return run();
    } catch (error) {
      throw toStoreError(error, this.#file);
    }
  }
}
