import type { UnknownVerdict } from '../../core/finding.ts';
import type { FindingTotals } from '../../core/report.ts';
import type { Keys } from '../keys.ts';
import type { Database, UnknownVerdictsTable } from '../schema.ts';
import { type Statement, statement } from '../sql/statement.ts';
import type { FindingStore } from '../store.ts';

const pageSize = 1_000;

type ByMissing = FindingTotals['byMissing'];

/** Streams a run's unknown verdicts by rule and resource, each page a query of its own. */
export function unknownReader(db: Database, keys: Keys): FindingStore['unknown'] {
  const page: Statement<{ run: number; rule: string; resource: string }, UnknownVerdictsTable> = statement(
    (after) =>
      db
        .selectFrom('unknown_verdicts')
        .selectAll()
        .where('run', '=', after.run)
        .where((eb) => eb(eb.refTuple('rule', 'resource'), '>', eb.tuple(after.rule, after.resource)))
        .orderBy('rule')
        .orderBy('resource')
        .limit(pageSize),
  );

  return async function* unknown(runId) {
    const run = await keys.run(runId);
    let after = { run, rule: '', resource: '' };
    for (;;) {
      const { rows } = await page(db, after);
      const scopeOf = await keys.scopeReader(rows.map(({ scope }) => scope));
      for (const row of rows) yield toVerdict(row, scopeOf(row.scope));
      const last = rows.at(-1);
      if (last === undefined) return;
      after = last;
    }
  };
}

function toVerdict(row: UnknownVerdictsTable, scope: UnknownVerdict['scope']): UnknownVerdict {
  const { rule, kind, resource, name, missing } = row;
  return { rule, kind, resource, name, scope, missing };
}

/** A run's unknown verdicts by what was missing, the most frequent first. */
export async function countUnknown(db: Database, run: number): Promise<ByMissing> {
  const rows = await db
    .selectFrom('unknown_verdicts')
    .select((eb) => ['rule', 'missing', eb.fn.countAll<number | string>().as('count')])
    .where('run', '=', run)
    .groupBy(['rule', 'missing'])
    .orderBy('count', 'desc')
    .orderBy('rule')
    .orderBy('missing')
    .execute();
  return rows.map(({ rule, missing, count }) => ({ rule, missing, count: Number(count) }));
}

/** As counted when the run was settled, since the verdicts themselves are not kept as long; counted now before that. */
export async function readUnknownCounts(db: Database, run: number): Promise<ByMissing> {
  const row = await db.selectFrom('runs').select('unknown_counts').where('key', '=', run).executeTakeFirst();
  const counted = row?.unknown_counts ?? null;
  // Written by `settle` from what `countUnknown` gave.
  return counted === null ? countUnknown(db, run) : (JSON.parse(counted) as ByMissing);
}
