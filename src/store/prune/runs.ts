import type { EpochMs } from '../../core/time.ts';
import type { Database } from '../schema.ts';
import { inPieces, pieceSize } from './pieces.ts';

/** The last run that finished; key 0 before the first. */
export interface LastRun {
  readonly key: number;
  readonly startedAt: EpochMs;
}

export async function lastFinished(db: Database): Promise<LastRun> {
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

/** Deletes runs that began and ended before an instant, but for the last that finished. */
export async function pruneRuns(db: Database, before: EpochMs, last: LastRun): Promise<number> {
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
export async function dropDetails(db: Database, last: LastRun): Promise<void> {
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
