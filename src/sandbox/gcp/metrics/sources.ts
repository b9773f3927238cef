import { databaseMetrics } from './databases.ts';
import type { MetricSource } from './source.ts';

/** Every type of metric, and where it comes from. */
export const metricSources: readonly MetricSource[] = [...databaseMetrics];
