import { instance, memoryUtilization } from 'bursar/adapter';
import { type AzureSignal, metric, metricSource, platformSource } from '../monitor/metrics.ts';

/** From the host, to which Azure's machines tell how much of their memory is free. */
export const azureMemoryUtilization: AzureSignal = {
  signal: memoryUtilization,
  sources: [
    metricSource({
      kind: instance,
      plan: ({ id }) => ({
        expression: metric(id, 'Available Memory Percentage', 'free'),
        source: platformSource({ id }, 'Available Memory Percentage'),
      }),
    }),
  ],
};
