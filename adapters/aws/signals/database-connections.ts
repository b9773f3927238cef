import { database, databaseConnections } from 'bursar/adapter';
import { type AwsSignal, metric, metricSource, shortId } from '../cloudwatch/metrics.ts';

/** Client connections as RDS counts them. */
export const awsDatabaseConnections: AwsSignal = {
  signal: databaseConnections,
  sources: [
    metricSource({
      kind: database,
      plan: (db) => ({
        expression: metric('AWS/RDS', 'DatabaseConnections', { DBInstanceIdentifier: shortId(db) }),
        source: 'CloudWatch AWS/RDS DatabaseConnections',
      }),
    }),
  ],
};
