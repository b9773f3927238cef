import type { EpochMs } from '../../core/time.ts';
import type { Database } from '../schema.ts';
import { listStatement } from '../sql/statement.ts';
import { pieceSize } from './pieces.ts';

/** Resources looked through for those that are gone, in one piece. */
const windowSize = 50_000;

/**
 * What is not asked for any more (an account that left the configuration) would stay as it was for ever. Measured by
 * the last finished run and not by the clock, so that a long standstill makes nothing look abandoned.
 */
export async function abandonCollections(db: Database, now: EpochMs, before: EpochMs): Promise<void> {
  const abandoned = await db
    .selectFrom('collections')
    .select('key')
    .where('ended_run', '>', 0)
    .where('ended_at', '<', before)
    .execute();
  for (const { key } of abandoned) {
    let piece: bigint;
    do {
      const { numUpdatedRows } = await db
        .updateTable('presence')
        .set({ gone_at: now })
        .where('resource', 'in', (eb) =>
          eb
            .selectFrom('presence as piece')
            .select('piece.resource')
            .where('piece.collection', '=', key)
            .where('piece.gone_at', 'is', null)
            .limit(pieceSize),
        )
        .executeTakeFirst();
      piece = numUpdatedRows;
    } while (piece === BigInt(pieceSize));
  }
}

/** Deletes resources that have been gone since before an instant, with their references. */
export async function pruneResources(
  db: Database,
  before: EpochMs,
  deleteResources: (window: Window) => Promise<number>,
): Promise<number> {
  const { next } = await db
    .selectFrom('counters')
    .select('next')
    .where('name', '=', 'resource')
    .executeTakeFirstOrThrow();
  let deleted = 0;
  for (let from = 0; from < next; from += windowSize) {
    let piece: number;
    do {
      piece = await deleteResources({ from, to: from + windowSize, before });
      deleted += piece;
    } while (piece === pieceSize);
  }
  return deleted;
}

interface Window {
  readonly from: number;
  readonly to: number;
  readonly before: EpochMs;
}

/** Deletes a piece of the resources in a window of keys that have been gone since before. */
export function resourceDeleter(db: Database): (window: Window) => Promise<number> {
  const statements = [
    listStatement<number, object, unknown>((keys) => db.deleteFrom('links').where('source', 'in', keys)),
    listStatement<number, object, unknown>((keys) => db.deleteFrom('staged').where('resource', 'in', keys)),
    listStatement<number, object, unknown>((keys) => db.deleteFrom('presence').where('resource', 'in', keys)),
    listStatement<number, object, unknown>((keys) => db.deleteFrom('resources').where('key', 'in', keys)),
  ];
  return ({ from, to, before }) =>
    db.transaction().execute(async (transaction) => {
      const gone = await transaction
        .selectFrom('presence')
        .select('resource')
        .where('resource', '>=', from)
        .where('resource', '<', to)
        .where('gone_at', '<', before)
        // A run that is under way may have seen it again, in a collection that has not ended yet.
        .where('seen_run', '<', (eb) =>
          eb.selectFrom('runs').select((row) => row.fn.max('runs.key').as('newest')),
        )
        .orderBy('resource')
        .limit(pieceSize)
        .execute();
      const keys = gone.map(({ resource }) => resource);
      for (const statement of statements) await statement(transaction, keys, {});
      return keys.length;
    });
}
