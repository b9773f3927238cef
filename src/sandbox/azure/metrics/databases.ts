import type { EpochMs } from '../../../core/time.ts';
import { curveOf, type UsageMetric } from '../../estate/usage.ts';
import type { UsageShape } from '../../estate/usage-shape.ts';
import type { Cell } from '../estate/estate.ts';
import type { FlexibleServer } from '../estate/flexible-servers.ts';
import { everyMinute, type MetricDefinition, type MetricSeries, metricSource } from './source.ts';

const stoppedForMs = 3 * 86_400_000;
const cpu: MetricDefinition = { name: 'cpu_percent', title: 'CPU percentage', unit: 'Percent' };
const sessions: MetricDefinition = { name: 'sessions_count', title: 'Sessions Count', unit: 'Count' };
const connections: MetricDefinition = {
  name: 'active_connections',
  title: 'Active Connections',
  unit: 'Count',
};

/** What Azure SQL tells of databases. */
export const sqlDatabaseMetrics = metricSource({
  type: 'Microsoft.Sql/servers/databases',
  definitions: [cpu, sessions],
  population: (cell) => cell.sqlDatabases,
  series: (database, cell): readonly MetricSeries[] =>
    database.metricsMissing || database.status === 'Creating'
      ? []
      : seriesOf(database, sessions, database.status === 'Paused', cell),
});

/** What the flexible servers tell. */
export const postgreSqlMetrics = metricSource({
  type: 'Microsoft.DBforPostgreSQL/flexibleServers',
  definitions: [cpu, connections],
  population: (cell) => cell.postgreSqlServers,
  series: seriesOfServer,
});

export const mySqlMetrics = metricSource({
  type: 'Microsoft.DBforMySQL/flexibleServers',
  definitions: [cpu, connections],
  population: (cell) => cell.mySqlServers,
  series: seriesOfServer,
});

function seriesOfServer(server: FlexibleServer, cell: Cell): readonly MetricSeries[] {
  return server.metricsMissing ? [] : seriesOf(server, connections, server.state === 'Stopped', cell);
}

function seriesOf(
  database: { readonly createdAt: EpochMs; readonly usage: UsageShape; readonly seed: number },
  open: MetricDefinition,
  stopped: boolean,
  { anchorAt }: Cell,
): readonly MetricSeries[] {
  const rows: readonly (readonly [MetricDefinition, UsageMetric])[] = [
    [cpu, 'cpu'],
    [open, 'connections'],
  ];
  return rows.map(([{ name }, usage]) => ({
    metric: name,
    sampling: everyMinute,
    from: database.createdAt,
    // A stopped one is started again after a while, so that it cannot have been long.
    ...(stopped && { until: anchorAt - stoppedForMs }),
    curve: () => curveOf(database.usage, usage, database.seed),
  }));
}
