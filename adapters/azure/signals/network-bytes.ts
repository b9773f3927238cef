import { instance, networkBytes } from 'bursar/adapter';
import { type AzureSignal, metric, metricSource, platformSource, sumOf } from '../monitor/metrics.ts';

const names = ['Network In Total', 'Network Out Total'] as const;

/** What the hypervisor counts in both directions. */
export const azureNetworkBytes: AzureSignal = {
  signal: networkBytes,
  sources: [
    metricSource({
      kind: instance,
      plan: ({ id }) => ({
        expression: sumOf(names.map((name) => metric(id, name, 'count'))),
        source: platformSource({ id }, ...names),
      }),
    }),
  ],
};
