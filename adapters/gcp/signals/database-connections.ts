import { database, databaseConnections } from 'bursar/adapter';
import { sumOfAny } from '../monitoring/combine.ts';
import { type GcpSignal, metricSource, sourceOf, whole } from '../monitoring/source.ts';
import { databaseMetric } from './database-metrics.ts';

const postgres = 'cloudsql.googleapis.com/database/postgresql/num_backends';
/** Where the service itself keeps connections open. */
const ownDatabase = 'cloudsqladmin';

/** Client connections as Cloud SQL counts them: PostgreSQL's by database, those of the service itself left out. */
export const gcpDatabaseConnections: GcpSignal = {
  signal: databaseConnections,
  sources: [
    metricSource({
      kind: database,
      plan(db) {
        if (!db.attributes.engine.toLowerCase().startsWith('postgres')) {
          const type = 'cloudsql.googleapis.com/database/network/connections';
          return whole(databaseMetric(type, db, { across: 'max' }), sumOfAny);
        }
        return {
          metrics: [databaseMetric(postgres, db, { across: 'max', apart: 'metric.labels.database' })],
          points([parts], length) {
            const clients = [...(parts ?? [])].filter(([name]) => name !== ownDatabase);
            return sumOfAny(
              clients.map(([, points]) => points),
              length,
            );
          },
          source: sourceOf(postgres),
        };
      },
    }),
  ],
};
