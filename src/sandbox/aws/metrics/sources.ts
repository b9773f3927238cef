import { agentMetrics } from './agent.ts';
import { databaseMetrics } from './databases.ts';
import { instanceMetrics } from './instances.ts';
import { loadBalancerMetrics } from './load-balancers.ts';
import { endpointMetrics, notebookMetrics } from './machine-learning.ts';
import { natGatewayMetrics } from './nat-gateways.ts';
import type { MetricSource } from './source.ts';
import { volumeMetrics } from './volumes.ts';

/** Every namespace of metrics. The order is part of the tokens of a list: append. */
export const metricSources: readonly MetricSource[] = [
  instanceMetrics,
  volumeMetrics,
  agentMetrics,
  databaseMetrics,
  ...loadBalancerMetrics,
  natGatewayMetrics,
  endpointMetrics,
  notebookMetrics,
];
