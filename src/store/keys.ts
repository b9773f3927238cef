import { type Scope, scopeKey } from '../core/scope.ts';
import type { CountersTable, Database, ScopesTable } from './schema.ts';
import { type Statement, statement } from './sql/statement.ts';
import type { Collection } from './store.ts';

/** Something with the key of its scope. */
export interface Placed<Thing> {
  readonly thing: Thing;
  readonly scope: number;
}

/** Hands out the next keys of a table: the first of `count` that follow each other. */
export type TakeKeys = (db: Database, name: CountersTable['name'], count: number) => Promise<number>;

export function keyTaker(db: Database): TakeKeys {
  const take: Statement<Pick<CountersTable, 'name'> & { count: number }, { next: number }> = statement(
    (input) =>
      db
        .updateTable('counters')
        .set((eb) => ({ next: eb('next', '+', input.count) }))
        .where('name', '=', input.name)
        .returning('next'),
  );
  return async (transaction, name, count) => {
    const { rows } = await take(transaction, { name, count });
    const [row] = rows;
    if (row === undefined) throw new Error(`there is no counter "${name}"`);
    return row.next - count;
  };
}

/**
 * The keys under which runs, scopes and collections are stored, and the way back. They are few and never change, so
 * they are remembered; made ahead of the transaction that needs them, so that none is remembered that was rolled back.
 */
export class Keys {
  readonly #db: Database;
  readonly #take: TakeKeys;
  readonly #runs = new Map<string, number>();
  readonly #scopes = new Map<string, ScopesTable>();
  readonly #scopesByKey = new Map<number, Scope>();
  readonly #collections = new Map<string, number>();

  constructor(db: Database, take: TakeKeys) {
    this.#db = db;
    this.#take = take;
  }

  /** @throws {Error} for a run that was never begun. */
  async run(runId: string): Promise<number> {
    const key = await this.findRun(runId);
    if (key === undefined) throw new Error(`there is no run "${runId}" in the store`);
    return key;
  }

  async findRun(runId: string): Promise<number | undefined> {
    const known = this.#runs.get(runId);
    if (known !== undefined) return known;
    const row = await this.#db.selectFrom('runs').select('key').where('id', '=', runId).executeTakeFirst();
    if (row !== undefined) this.#runs.set(runId, row.key);
    return row?.key;
  }

  /** The key of a scope, kept from now on under the account's present name. */
  async scope(scope: Scope): Promise<number> {
    const text = scopeKey(scope);
    const known = this.#scopes.get(text) ?? (await this.#readScope(scope)) ?? (await this.#addScope(scope));
    const renamed = scope.accountName !== undefined && scope.accountName !== known.account_name;
    const row = renamed ? { ...known, account_name: scope.accountName } : known;
    if (renamed) await this.#rename(row);
    this.#remember(row);
    return row.key;
  }

  /** Things with the keys of their scopes. */
  async place<Thing extends { readonly scope: Scope }>(
    things: readonly Thing[],
  ): Promise<readonly Placed<Thing>[]> {
    const placed: Placed<Thing>[] = [];
    let last: { readonly scope: Scope; readonly key: number } | undefined;
    for (const thing of things) {
      // Pages mostly share one scope, often the very same object.
      if (thing.scope !== last?.scope) last = { scope: thing.scope, key: await this.scope(thing.scope) };
      placed.push({ thing, scope: last.key });
    }
    return placed;
  }

  /** A way from key to scope for the keys of one query's rows. */
  async scopeReader(keys: Iterable<number>): Promise<(key: number) => Scope> {
    for (const key of keys) {
      if (this.#scopesByKey.has(key)) continue;
      await this.reloadScopes();
      break;
    }
    return (key) => {
      const scope = this.#scopesByKey.get(key);
      if (scope === undefined) throw new Error(`there is no scope ${key} in the store`);
      return scope;
    };
  }

  /** Takes over what other processes have added or renamed. */
  async reloadScopes(): Promise<void> {
    for (const row of await this.#db.selectFrom('scopes').selectAll().execute()) this.#remember(row);
  }

  async collection({ scope, kind }: Pick<Collection, 'scope' | 'kind'>): Promise<number> {
    const scopeId = await this.scope(scope);
    const text = `${scopeId}/${kind}`;
    const key =
      this.#collections.get(text) ??
      (await this.#readCollection(scopeId, kind)) ??
      (await this.#addCollection(scopeId, kind));
    this.#collections.set(text, key);
    return key;
  }

  #remember(row: ScopesTable): void {
    const { provider, account, region, account_name: accountName } = row;
    const text = scopeKey({ provider, account, region });
    if (this.#scopes.get(text)?.account_name === accountName && this.#scopesByKey.has(row.key)) return;
    this.#scopes.set(text, row);
    const scope =
      accountName === null ? { provider, account, region } : { provider, account, accountName, region };
    this.#scopesByKey.set(row.key, scope);
  }

  async #readScope({ provider, account, region }: Scope): Promise<ScopesTable | undefined> {
    return this.#db
      .selectFrom('scopes')
      .selectAll()
      .where('provider', '=', provider)
      .where('account', '=', account)
      .where('region', '=', region)
      .executeTakeFirst();
  }

  async #addScope(scope: Scope): Promise<ScopesTable> {
    const { provider, account, region, accountName = null } = scope;
    await this.#db.transaction().execute(async (transaction) => {
      const key = await this.#take(transaction, 'scope', 1);
      await transaction
        .insertInto('scopes')
        .values({ key, provider, account, region, account_name: accountName })
        // Another process may have been first.
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    });
    const row = await this.#readScope(scope);
    if (row === undefined) throw new Error(`the scope ${scopeKey(scope)} was not kept`);
    return row;
  }

  async #rename({ key, account_name }: ScopesTable): Promise<void> {
    await this.#db.updateTable('scopes').set({ account_name }).where('key', '=', key).execute();
  }

  async #readCollection(scope: number, kind: string): Promise<number | undefined> {
    const row = await this.#db
      .selectFrom('collections')
      .select('key')
      .where('scope', '=', scope)
      .where('kind', '=', kind)
      .executeTakeFirst();
    return row?.key;
  }

  async #addCollection(scope: number, kind: string): Promise<number> {
    await this.#db.transaction().execute(async (transaction) => {
      const key = await this.#take(transaction, 'collection', 1);
      await transaction
        .insertInto('collections')
        .values({ key, scope, kind, ended_run: 0, ended_at: 0, whole_run: 0, unread_run: 0, nameless_run: 0 })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    });
    const key = await this.#readCollection(scope, kind);
    if (key === undefined) throw new Error(`the collection of ${kind} in scope ${scope} was not kept`);
    return key;
  }
}
