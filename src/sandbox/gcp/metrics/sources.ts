import { agentMetrics } from './agent.ts';
import { databaseMetrics } from './databases.ts';
import { endpointMetrics } from './endpoints.ts';
import { instanceMetrics } from './instances.ts';
import { loadBalancerMetrics } from './load-balancers.ts';
import { routerMetrics } from './routers.ts';
import type { MetricSource } from './source.ts';

/** Every type of metric, and where it comes from. */
export const metricSources: readonly MetricSource[] = [
  ...instanceMetrics,
  ...agentMetrics,
  ...databaseMetrics,
  ...endpointMetrics,
  ...routerMetrics,
  ...loadBalancerMetrics,
];
