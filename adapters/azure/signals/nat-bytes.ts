import { natBytes, natGateway } from 'bursar/adapter';
import { type AzureSignal, metric, metricSource, platformSource } from '../monitor/metrics.ts';

/** What passes through the gateway, in both directions. */
export const azureNatBytes: AzureSignal = {
  signal: natBytes,
  sources: [
    metricSource({
      kind: natGateway,
      plan: ({ id }) => ({
        expression: metric(id, 'ByteCount', 'count'),
        source: platformSource({ id }, 'ByteCount'),
      }),
    }),
  ],
};
