import { curveOf, type UsageMetric } from '../../estate/usage.ts';
import { mixText } from '../../seeded.ts';
import type { Database } from '../estate/databases.ts';
import type { Cell } from '../estate/estate.ts';
import { everyMinute, type MetricSeries, metricSource } from './source.ts';

const rows: readonly (readonly [metric: string, unit: string, usage: UsageMetric])[] = [
  ['CPUUtilization', 'Percent', 'cpu'],
  ['DatabaseConnections', 'Count', 'connections'],
];

const stoppedForMs = 3 * 86_400_000;

/** What RDS tells of database instances. */
export const databaseMetrics = metricSource({
  namespace: 'AWS/RDS',
  key: 'DBInstanceIdentifier',
  population: (cell) => cell.databases,
  series(database, cell): readonly MetricSeries[] {
    if (database.metricsMissing || database.status === 'creating') return [];
    return rows.map(([metric, unit, usage]) => seriesOf(database, cell, { metric, unit, usage }));
  },
});

function seriesOf(
  database: Database,
  cell: Cell,
  { usage, ...row }: { readonly metric: string; readonly unit: string; readonly usage: UsageMetric },
): MetricSeries {
  return {
    ...row,
    dimensions: [['DBInstanceIdentifier', database.id]],
    sampling: everyMinute,
    from: database.createdAt,
    // RDS starts a stopped one again after a week, so that it cannot have been long.
    ...(database.status === 'stopped' && { until: cell.anchorAt - stoppedForMs }),
    curve: () => curveOf(database.usage, usage, mixText(cell.seed, database.id)),
  };
}
