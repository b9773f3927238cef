import { inspect } from 'node:util';
import type { Unreadable } from '../../core/resource.ts';
import type { Keys, Placed, TakeKeys } from '../keys.ts';
import type { Database, UnreadableTable } from '../schema.ts';
import { insertStatement, listStatement } from '../sql/statement.ts';
import type { InventoryStore } from '../store.ts';

/** How many unreadable records of a run are kept; all are counted. */
const unreadableKept = 1_000;

const rawCharactersKept = 32_768;
const pageSize = 100;

/** The unreadable records of a page. */
interface UnreadablePage {
  readonly run: number;
  readonly collection: number;
  readonly records: readonly Placed<Unreadable>[];
}

/** Keeps the first unreadable records of a run, counts all, and holds what they stand for to be there still. */
export function unreadableWriter(
  db: Database,
  take: TakeKeys,
): (transaction: Database, page: UnreadablePage) => Promise<void> {
  const insert = insertStatement<UnreadableTable>(
    ['key', 'run', 'kind', 'scope', 'record', 'error', 'raw'],
    (rows) => db.insertInto('unreadable').values(rows),
  );
  const hold = listStatement<string, { run: number }, unknown>((ids, { run }) =>
    db
      .updateTable('presence')
      .set({ unread_run: run })
      .where('resource', 'in', db.selectFrom('resources').select('key').where('id', 'in', ids)),
  );

  return async (transaction, { run, collection, records }) => {
    if (records.length === 0) return;
    const keptBefore = await count(transaction, run, records.length);
    const kept = records.slice(0, Math.max(0, unreadableKept - keptBefore));
    const firstKey = await take(transaction, 'unreadable', kept.length);
    await insert(
      transaction,
      kept.map(({ thing: { kind, id, error, raw }, scope }, index) => ({
        key: firstKey + index,
        run,
        kind,
        scope,
        record: id ?? null,
        error,
        raw: rawText(raw),
      })),
    );
    const ids = records.flatMap(({ thing }) => thing.id ?? []);
    await hold(transaction, ids, { run });
    const nameless = ids.length < records.length;
    await transaction
      .updateTable('collections')
      .set({ unread_run: run, ...(nameless && { nameless_run: run }) })
      .where('key', '=', collection)
      .execute();
  };
}

/** Holds everything of a collection to be there still that it does not show in this run. */
export function partMisser(db: Database, keys: Keys): InventoryStore['missPart'] {
  return async (collection) => {
    const run = await keys.run(collection.runId);
    const key = await keys.collection(collection);
    await db
      .updateTable('collections')
      .set({ unread_run: run, nameless_run: run })
      .where('key', '=', key)
      .execute();
  };
}

/** Counts more unreadable records of a run; tells how many there were before. */
async function count(transaction: Database, run: number, more: number): Promise<number> {
  const row = await transaction
    .updateTable('runs')
    .set((eb) => ({ unreadable_count: eb('unreadable_count', '+', more) }))
    .where('key', '=', run)
    .returning('unreadable_count')
    .executeTakeFirstOrThrow();
  return row.unreadable_count - more;
}

/** A raw record as JSON, whatever it is; one too long for keeping becomes the beginning of its text. */
function rawText(raw: unknown): string {
  const text = json(raw) ?? JSON.stringify(inspect(raw, { depth: 8 }));
  return text.length <= rawCharactersKept ? text : JSON.stringify(text.slice(0, rawCharactersKept));
}

function json(raw: unknown): string | undefined {
  try {
    return JSON.stringify(raw, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
  } catch {
    // It goes round in a circle, or refuses to be written.
    return undefined;
  }
}

export function unreadableReader(
  db: Database,
  keys: Keys,
): Pick<InventoryStore, 'unreadable' | 'unreadableCount'> {
  return {
    async *unreadable(runId) {
      const run = await keys.run(runId);
      for (let after = 0; ; ) {
        const rows = await db
          .selectFrom('unreadable')
          .selectAll()
          .where('run', '=', run)
          .where('key', '>', after)
          .orderBy('key')
          .limit(pageSize)
          .execute();
        const scopeOf = await keys.scopeReader(rows.map(({ scope }) => scope));
        for (const row of rows) yield toUnreadable(row, scopeOf(row.scope));
        const last = rows.at(-1);
        if (last === undefined) return;
        after = last.key;
      }
    },

    async unreadableCount(runId) {
      const run = await keys.run(runId);
      const row = await db
        .selectFrom('runs')
        .select('unreadable_count')
        .where('key', '=', run)
        .executeTakeFirst();
      return row?.unreadable_count ?? 0;
    },
  };
}

function toUnreadable(row: UnreadableTable, scope: Unreadable['scope']): Unreadable {
  // Whatever was raw: nobody may rely on its shape.
  const raw: unknown = JSON.parse(row.raw);
  const { kind, error } = row;
  return row.record === null ? { kind, scope, error, raw } : { kind, scope, id: row.record, error, raw };
}
