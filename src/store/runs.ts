import type { Plan } from '../core/plan.ts';
import type { Run } from '../core/run.ts';
import type { Keys, TakeKeys } from './keys.ts';
import type { Database, RunsTable } from './schema.ts';
import type { RunOverview, RunRecord, RunStore, RunSummary } from './store.ts';

export function runStore(
  db: Database,
  keys: Keys,
  take: TakeKeys,
  onInterrupted: (runId: string) => void,
): RunStore {
  const record = db.selectFrom('runs').selectAll();
  const overview = db
    .selectFrom('runs')
    .select(['id', 'mode', 'started_at', 'finished_at', 'interrupted', 'summary']);

  return {
    async begin(run) {
      const interrupted = await db.transaction().execute(async (transaction) => {
        const left = await transaction
          .updateTable('runs')
          .set({ interrupted: 1 })
          .where('finished_at', 'is', null)
          .where('interrupted', '=', 0)
          .returning('id')
          .execute();
        await transaction
          .insertInto('runs')
          .values(await newRow(transaction, take, run))
          .execute();
        return left;
      });
      for (const { id } of interrupted) onInterrupted(id);
    },

    async finish(runId, { finishedAt, plan, ...summary }) {
      await db
        .updateTable('runs')
        // Not interrupted after all, when another process took it for dead.
        .set({
          finished_at: finishedAt,
          interrupted: 0,
          summary: JSON.stringify(summary),
          plan: JSON.stringify(plan),
        })
        .where('key', '=', await keys.run(runId))
        .execute();
    },

    async latest() {
      const row = await record
        .where('finished_at', 'is not', null)
        .orderBy('finished_at', 'desc')
        .orderBy('key', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row && toRecord(row);
    },

    async get(runId) {
      const row = await record.where('id', '=', runId).executeTakeFirst();
      return row && toRecord(row);
    },

    async list(limit) {
      const rows = await overview.orderBy('key', 'desc').limit(limit).execute();
      return rows.map(toOverview);
    },
  };
}

async function newRow(transaction: Database, take: TakeKeys, run: Run): Promise<RunsTable> {
  return {
    key: await take(transaction, 'run', 1),
    id: run.id,
    mode: run.mode,
    started_at: run.startedAt,
    finished_at: null,
    interrupted: 0,
    summary: null,
    plan: null,
    unreadable_count: 0,
    unknown_counts: null,
  };
}

function toOverview(
  row: Omit<RunsTable, 'key' | 'plan' | 'unreadable_count' | 'unknown_counts'>,
): RunOverview {
  const run = {
    id: row.id,
    startedAt: row.started_at,
    mode: row.mode,
    ...(row.interrupted === 1 && { interrupted: true as const }),
  };
  if (row.finished_at === null || row.summary === null) return run;
  // Written by `finish` from a summary without its instant and its plan.
  const summary = JSON.parse(row.summary) as Omit<RunSummary, 'finishedAt' | 'plan'>;
  return { ...run, finishedAt: row.finished_at, summary: { ...summary, finishedAt: row.finished_at } };
}

function toRecord(row: RunsTable): RunRecord {
  const { summary, ...run } = toOverview(row);
  if (summary === undefined || row.plan === null) return run;
  // Written by `finish` from a plan.
  return { ...run, summary: { ...summary, plan: JSON.parse(row.plan) as Plan } };
}
