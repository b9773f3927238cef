import { type Expression, type ExpressionBuilder, sql } from 'kysely';
import type { RuleTotal } from '../../core/report.ts';
import type { SavingsTotal } from '../../core/run.ts';
import type { Keys } from '../keys.ts';
import type { Database, Schema } from '../schema.ts';
import type { FindingStore } from '../store.ts';
import { noSaving, severityAt } from './document.ts';
import { readUnknownCounts } from './unknown.ts';

/** Sums of whole units and of the nanos beside them: a sum of nanos alone might not fit the column. */
interface Sums {
  readonly units: string | null;
  readonly nanos: string | null;
  readonly unpriced: number | string | null;
}

const nanosPerUnit = 1_000_000_000n;

export function findingTotals(
  db: Database,
  keys: Keys,
  currency: string,
): Pick<FindingStore, 'totals' | 'savings'> {
  return {
    async totals(runId) {
      const byMissing = await readUnknownCounts(db, await keys.run(runId));
      const byRule = await totalsByRule(db, currency);
      return {
        findings: byRule.reduce((sum, { findings }) => sum + findings, 0),
        unknown: byMissing.reduce((sum, { count }) => sum + count, 0),
        byRule,
        byMissing,
      };
    },

    async savings() {
      const priced = await db
        .selectFrom((eb) =>
          eb
            .selectFrom('findings')
            // The order counts down from nothing, so the least is the largest saving.
            .select((row) => row.fn.min('saving_order').as('saving_order'))
            .where('state', '=', 'open')
            .where('saving_order', '!=', noSaving)
            .groupBy('resource')
            .as('largest'),
        )
        .select((eb) => [
          wholeUnits(eb.ref('largest.saving_order')).as('units'),
          nanosBeside(eb.ref('largest.saving_order')).as('nanos'),
        ])
        .executeTakeFirstOrThrow();
      const { unpriced } = await db
        .selectFrom('findings')
        .select((eb) => eb.fn.sum<number>('unpriced').as('unpriced'))
        .where('state', '=', 'open')
        .executeTakeFirstOrThrow();
      return toTotal({ ...priced, unpriced }, currency);
    },
  };
}

async function totalsByRule(db: Database, currency: string): Promise<readonly RuleTotal[]> {
  const rows = await db
    .selectFrom('findings')
    .select((eb) => [
      'rule',
      eb.fn.countAll<number | string>().as('findings'),
      eb.fn.min('severity_order').as('severity_order'),
      wholeUnits(pricedOrder(eb)).as('units'),
      nanosBeside(pricedOrder(eb)).as('nanos'),
      eb.fn.sum<number>('unpriced').as('unpriced'),
    ])
    .where('state', '=', 'open')
    .groupBy('rule')
    .execute();
  return rows
    .map((row) => ({
      rule: row.rule,
      severity: severityAt(row.severity_order),
      findings: Number(row.findings),
      savings: toTotal(row, currency),
    }))
    .toSorted(bySavings);
}

/** The saving's order where there is a saving, else null, which no sum counts. */
function pricedOrder(eb: ExpressionBuilder<Schema, 'findings'>): Expression<bigint | null> {
  return eb.fn<bigint | null>('nullif', ['saving_order', eb.cast<bigint>(eb.val(noSaving), 'bigint')]);
}

function wholeUnits(order: Expression<bigint | null>) {
  return sql<string | null>`cast(sum(-${order} / ${sql.lit(Number(nanosPerUnit))}) as text)`;
}

function nanosBeside(order: Expression<bigint | null>) {
  return sql<string | null>`cast(sum(-${order} % ${sql.lit(Number(nanosPerUnit))}) as text)`;
}

function toTotal({ units, nanos, unpriced }: Sums, currency: string): SavingsTotal {
  return {
    monthly: { nanos: BigInt(units ?? 0) * nanosPerUnit + BigInt(nanos ?? 0), currency },
    unpriced: Number(unpriced ?? 0),
  };
}

/** The largest savings first, then the gravest, then the most, then by name. */
function bySavings(a: RuleTotal, b: RuleTotal): number {
  const { nanos: more } = b.savings.monthly;
  const { nanos: less } = a.savings.monthly;
  if (more !== less) return more > less ? 1 : -1;
  return b.findings - a.findings || (a.rule < b.rule ? -1 : 1);
}
