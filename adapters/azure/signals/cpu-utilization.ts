import { cpuUtilization, database, endpoint, instance } from 'bursar/adapter';
import { deploymentUtilization } from '../monitor/deployments.ts';
import { type AzureSignal, metric, metricSource, platformSource } from '../monitor/metrics.ts';

/** From the hypervisors of machines, from the databases themselves, and of what an endpoint's deployments run on. */
export const azureCpuUtilization: AzureSignal = {
  signal: cpuUtilization,
  sources: [
    metricSource({
      kind: instance,
      plan: ({ id }) => ({
        expression: metric(id, 'Percentage CPU', 'level', { most: 100 }),
        source: platformSource({ id }, 'Percentage CPU'),
      }),
    }),
    metricSource({
      kind: database,
      plan: ({ id }) => ({
        expression: metric(id, 'cpu_percent', 'level', { most: 100 }),
        source: platformSource({ id }, 'cpu_percent'),
      }),
    }),
    metricSource({
      kind: endpoint,
      plan: (resource) => deploymentUtilization(resource, 'CpuUtilizationPercentage'),
    }),
  ],
};
