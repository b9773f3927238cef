import type { database, ResourceOf } from 'bursar/adapter';
import type { Metric } from '../monitoring/metric.ts';

/** A metric of a Cloud SQL instance. */
export function databaseMetric(
  type: string,
  { id, scope: { account } }: ResourceOf<typeof database>,
  particular: Pick<Metric, 'across'> & Partial<Pick<Metric, 'apart' | 'share' | 'most' | 'garbageAbove'>>,
): Metric {
  return {
    type,
    measure: 'gauge',
    by: 'resource.labels.database_id',
    values: [`${account}:${id.slice(id.lastIndexOf('/') + 1)}`],
    ...particular,
  };
}
