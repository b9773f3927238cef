import { durationMs, type EpochMs } from '../../core/time.ts';
import type { Database } from '../schema.ts';
import type { PruneResult, Store } from '../store.ts';
import { inPieces, pieceSize } from './pieces.ts';
import { abandonCollections, pruneResources, resourceDeleter } from './resources.ts';
import { dropDetails, lastFinished, pruneRuns } from './runs.ts';

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
