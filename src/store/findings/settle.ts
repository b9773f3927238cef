import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import type { Keys } from '../keys.ts';
import type { Database, Schema } from '../schema.ts';
import type { FindingStore } from '../store.ts';
import { countUnknown } from './unknown.ts';

type OnFindings = ExpressionBuilder<Schema, 'findings'>;
type Condition = (eb: OnFindings) => Expression<SqlBool>;

/** What becomes, after a run, of the findings that it did not see again: three statements, however many they are. */
export function findingSettler(db: Database, keys: Keys): FindingStore['settle'] {
  return async (runId, at, { judged, failed }) => {
    const run = await keys.run(runId);
    const judgedWell = judged.filter((rule) => !failed.includes(rule));
    const unseen: Condition = (eb) => eb.and([eb('state', '!=', 'resolved'), eb('run', '<', run)]);
    const obsolete: Condition = (eb) =>
      eb.or([
        eb.not(isOneOf(eb, [...judgedWell, ...failed])),
        eb.not(isPresent(eb)),
        eb.and([isOneOf(eb, judgedWell), isFresh(eb, run), eb.not(isUnknown(eb, run))]),
      ]);
    await db.transaction().execute(async (transaction) => {
      const findings = transaction.updateTable('findings').where(unseen);
      await findings.set({ state: 'resolved', resolved_at: at, stale: 0 }).where(obsolete).execute();
      await findings
        .set({ stale: 1 })
        .where('stale', '=', 0)
        .where((eb) => eb.not(isFresh(eb, run)))
        .execute();
      await findings
        .set({ stale: 0 })
        .where('stale', '=', 1)
        .where((eb) => isFresh(eb, run))
        .execute();
      await transaction
        .updateTable('runs')
        .set({ unknown_counts: JSON.stringify(await countUnknown(transaction, run)) })
        .where('key', '=', run)
        .execute();
    });
  };
}

function isOneOf(eb: OnFindings, rules: readonly string[]): Expression<SqlBool> {
  return rules.length === 0 ? eb.lit(false) : eb('findings.rule', 'in', rules);
}

function presence(eb: OnFindings) {
  return eb
    .selectFrom('resources')
    .innerJoin('presence', 'presence.resource', 'resources.key')
    .select('resources.key')
    .whereRef('resources.id', '=', 'findings.resource')
    .where('presence.gone_at', 'is', null);
}

function isPresent(eb: OnFindings): Expression<SqlBool> {
  return eb.exists(presence(eb));
}

/** Whether the resource was read in the run, and its collection whole; what a later run has read is that one's to judge. */
function isFresh(eb: OnFindings, run: number): Expression<SqlBool> {
  return eb.exists(
    presence(eb)
      .innerJoin('collections', 'collections.key', 'presence.collection')
      .where('collections.whole_run', '=', run)
      .where('presence.seen_run', '>=', run),
  );
}

function isUnknown(eb: OnFindings, run: number): Expression<SqlBool> {
  return eb.exists(
    eb
      .selectFrom('unknown_verdicts')
      .select('unknown_verdicts.rule')
      .where('unknown_verdicts.run', '=', run)
      .whereRef('unknown_verdicts.rule', '=', 'findings.rule')
      .whereRef('unknown_verdicts.resource', '=', 'findings.resource'),
  );
}
