import { constantCurve, curveOf, type UsageMetric } from '../../estate/usage.ts';
import type { Database } from '../estate/databases.ts';
import type { Cell } from '../estate/estate.ts';
import type { MetricDescriptor } from './descriptor.ts';
import { everyMinute, type MetricSeries, type MetricSubject, metricSource } from './source.ts';

const resource = {
  resourceType: 'cloudsql_database',
  resourceLabels: ['project_id', 'database_id', 'region'],
} as const;

const subject: MetricSubject<Database> = {
  keys: ['resource.labels.database_id'],
  population: (cell) => cell.databases,
  find(cell, _key, value) {
    // `acme-production-1a2b:checkout-db-us-central1-1`
    const [project, name = ''] = value.split(':');
    return project === cell.project.id ? cell.databases.find(name) : undefined;
  },
};

const dayMs = 86_400_000;
/** How long ago a stopped instance was stopped. */
const stoppedForMs = 12 * dayMs;
/** What the service itself keeps open to each PostgreSQL server. */
const ownBackends = 2;

const cpu: MetricDescriptor = {
  type: 'cloudsql.googleapis.com/database/cpu/utilization',
  kind: 'GAUGE',
  valueType: 'DOUBLE',
  unit: '10^2.%',
  displayName: 'CPU utilization',
  description: 'Current CPU utilization represented as a percentage of the reserved CPU that is in use.',
  labels: [],
  ...resource,
};

const memory: MetricDescriptor = {
  ...cpu,
  type: 'cloudsql.googleapis.com/database/memory/utilization',
  displayName: 'Memory utilization',
  description: 'The fraction of the memory quota that is currently in use.',
};

const connections: MetricDescriptor = {
  type: 'cloudsql.googleapis.com/database/network/connections',
  kind: 'GAUGE',
  valueType: 'INT64',
  unit: '{connection}',
  displayName: 'Cloud SQL Connections',
  description: 'Number of connections to databases on the Cloud SQL instance. For MySQL and SQL Server only.',
  labels: [],
  ...resource,
};

const backends: MetricDescriptor = {
  ...connections,
  type: 'cloudsql.googleapis.com/database/postgresql/num_backends',
  displayName: 'PostgreSQL Connections',
  description: 'Number of connections to the Cloud SQL PostgreSQL instance.',
  labels: ['database'],
};

/**
 * What Cloud SQL tells of its instances. Connections are counted by one metric for PostgreSQL, for each database, that of
 * the service itself among them, and by another for all else.
 */
export const databaseMetrics = [
  metricSource(subject, cpu, (database, cell) => usageSeries(database, cell, 'cpu', 0.01)),
  metricSource(subject, memory, (database, cell) => usageSeries(database, cell, 'memory', 0.01)),
  metricSource(subject, connections, (database, cell) =>
    isPostgres(database) ? [] : usageSeries(database, cell, 'connections'),
  ),
  metricSource(subject, backends, (database, cell) => {
    if (!isPostgres(database)) return [];
    const all = usageSeries(database, cell, 'connections');
    return [
      ...all.map((series) => ({
        ...series,
        metricLabels: { database: 'cloudsqladmin' },
        curve: () => constantCurve(ownBackends),
      })),
      ...all.map((series) => ({ ...series, metricLabels: { database: 'app' } })),
      ...all.map((series) => ({
        ...series,
        metricLabels: { database: 'postgres' },
        curve: () => constantCurve(0),
      })),
    ];
  }),
];

function isPostgres({ version }: Database): boolean {
  return version.startsWith('POSTGRES');
}

function usageSeries(
  database: Database,
  cell: Cell,
  usage: UsageMetric,
  factor = 1,
): readonly MetricSeries[] {
  if (database.metricsMissing || database.state === 'PENDING_CREATE') return [];
  const { id } = cell.project;
  return [
    {
      metricLabels: {},
      resourceLabels: { project_id: id, database_id: `${id}:${database.id}`, region: cell.region },
      sampling: everyMinute,
      from: database.createdAt,
      ...(database.stopped && { until: cell.anchorAt - stoppedForMs }),
      factor,
      curve: () => curveOf(database.usage, usage, database.seed),
    },
  ];
}
