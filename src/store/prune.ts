import { durationMs, type EpochMs } from '../core/time.ts';
import type { Database } from './schema.ts';
import { listStatement } from './sql/statement.ts';
import type { PruneResult, Store } from './store.ts';

/** Rows of one piece, each a transaction of its own, so that nobody waits for long. */
const pieceSize = 2_000;

/** Resources looked through for those that are gone, in one piece. */
const windowSize = 50_000;

/** Deletes what nobody will ask for, from the details of past runs to resources gone long ago. */
export function pruner(db: Database, reclaim: () => Promise<void>): Store['prune'] {
  const deleteResources = resourceDeleter(db);

  return async (now, retention) => {
    const last = await lastFinished(db);
    const runs = await pruneRuns(db, now - durationMs(retention.runs), last);
    await dropDetails(db, last);
    await abandonCollections(db, now, last.startedAt - durationMs(retention.resources));
    const resources = await pruneResources(db, now - durationMs(retention.resources), deleteResources);
    const findings = await pruneFindings(db, now - durationMs(retention.findings));
    await reclaim();
    return { runs, resources, findings } satisfies PruneResult;
  };
}

/** Repeats a deletion of at most {@link pieceSize} rows until there is nothing left to delete. */
async function inPieces(deletePiece: () => Promise<{ readonly numDeletedRows: bigint }>): Promise<number> {
  let deleted = 0;
  for (;;) {
    const piece = Number((await deletePiece()).numDeletedRows);
    deleted += piece;
    if (piece < pieceSize) return deleted;
  }
}

/** The last run that finished; key 0 before the first. */
interface LastRun {
  readonly key: number;
  readonly startedAt: EpochMs;
}

async function lastFinished(db: Database): Promise<LastRun> {
  const row = await db
    .selectFrom('runs')
    .select(['key', 'started_at'])
    .where('finished_at', 'is not', null)
    .orderBy('finished_at', 'desc')
    .orderBy('key', 'desc')
    .limit(1)
    .executeTakeFirst();
  return { key: row?.key ?? 0, startedAt: row?.started_at ?? 0 };
}

async function pruneRuns(db: Database, before: EpochMs, last: LastRun): Promise<number> {
  const old = await db
    .selectFrom('runs')
    .select('key')
    .where('started_at', '<', before)
    .where('key', '<', last.key)
    .where((eb) => eb.or([eb('finished_at', 'is', null), eb('finished_at', '<', before)]))
    .execute();
  for (const { key } of old) {
    await dropChanges(db, key);
    await dropRunDetails(db, key);
    await db.deleteFrom('runs').where('key', '=', key).execute();
  }
  return old.length;
}

async function dropChanges(db: Database, run: number): Promise<void> {
  await inPieces(() =>
    db
      .deleteFrom('changes')
      .where('run', '=', run)
      .where('resource', 'in', (eb) =>
        eb
          .selectFrom('changes as piece')
          .select('piece.resource')
          .where('piece.run', '=', run)
          .orderBy('piece.resource')
          .limit(pieceSize),
      )
      .executeTakeFirst(),
  );
}

/** What only the last run is asked for, and what runs that were killed have left behind. */
async function dropDetails(db: Database, last: LastRun): Promise<void> {
  const runs = await db
    .selectFrom('runs')
    .select('key')
    .where('key', '<', last.key)
    .where((eb) =>
      eb.or([
        eb.exists(
          eb.selectFrom('unknown_verdicts').select('rule').whereRef('unknown_verdicts.run', '=', 'runs.key'),
        ),
        eb.exists(
          eb.selectFrom('unreadable').select('unreadable.key').whereRef('unreadable.run', '=', 'runs.key'),
        ),
      ]),
    )
    .execute();
  for (const { key } of runs) await dropRunDetails(db, key);
  await inPieces(() =>
    db
      .deleteFrom('staged')
      .where('resource', 'in', (eb) =>
        eb
          .selectFrom('staged as piece')
          .select('piece.resource')
          .where('piece.run', '<', last.key)
          .limit(pieceSize),
      )
      .executeTakeFirst(),
  );
}

async function dropRunDetails(db: Database, run: number): Promise<void> {
  await inPieces(() =>
    db
      .deleteFrom('unknown_verdicts')
      .where('run', '=', run)
      .where((eb) =>
        eb(
          eb.refTuple('rule', 'resource'),
          'in',
          eb
            .selectFrom('unknown_verdicts as piece')
            .select(['piece.rule', 'piece.resource'])
            .where('piece.run', '=', run)
            .limit(pieceSize)
            .$asTuple('rule', 'resource'),
        ),
      )
      .executeTakeFirst(),
  );
  await db.deleteFrom('unreadable').where('run', '=', run).execute();
}

/**
 * What is not asked for any more (an account that left the configuration) would stay as it was for ever. Measured by
 * the last finished run and not by the clock, so that a long standstill makes nothing look abandoned.
 */
async function abandonCollections(db: Database, now: EpochMs, before: EpochMs): Promise<void> {
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

async function pruneResources(
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
function resourceDeleter(db: Database): (window: Window) => Promise<number> {
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

async function pruneFindings(db: Database, before: EpochMs): Promise<number> {
  return inPieces(() =>
    db
      .deleteFrom('findings')
      .where('fingerprint', 'in', (eb) =>
        eb
          .selectFrom('findings as piece')
          .select('piece.fingerprint')
          .where('piece.state', '=', 'resolved')
          .where('piece.resolved_at', '<', before)
          .orderBy('piece.resolved_at')
          .limit(pieceSize),
      )
      .executeTakeFirst(),
  );
}
