import { database, databaseConnections } from 'bursar/adapter';
import { type AzureSignal, metric, metricSource, platformSource, typeOf } from '../monitor/metrics.ts';

/** Sessions of SQL databases, connections of flexible servers: how many are open, not how many succeeded. */
export const azureDatabaseConnections: AzureSignal = {
  signal: databaseConnections,
  sources: [
    metricSource({
      kind: database,
      plan({ id }) {
        const name = typeOf(id).startsWith('microsoft.sql/') ? 'sessions_count' : 'active_connections';
        return { expression: metric(id, name, 'level'), source: platformSource({ id }, name) };
      },
    }),
  ],
};
