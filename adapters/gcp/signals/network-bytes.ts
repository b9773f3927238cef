import { instance, networkBytes } from 'bursar/adapter';
import { sumOfAll } from '../monitoring/combine.ts';
import { type GcpSignal, metricSource } from '../monitoring/source.ts';
import { machineMetric } from './machine-metrics.ts';
import { sumOf } from './sum-of.ts';

/** What the hypervisor counts in both directions. */
export const gcpNetworkBytes: GcpSignal = {
  signal: networkBytes,
  sources: [
    metricSource({
      kind: instance,
      plan: (vm) =>
        sumOf(
          ['received_bytes_count', 'sent_bytes_count'].map((name) =>
            machineMetric(`compute.googleapis.com/instance/network/${name}`, 'delta', vm, { across: 'sum' }),
          ),
          sumOfAll,
        ),
    }),
  ],
};
