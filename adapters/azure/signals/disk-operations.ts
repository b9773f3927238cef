import { diskOperations, instance, volume } from 'bursar/adapter';
import { type AzureSignal, metric, metricSource, platformSource, sumOf } from '../monitor/metrics.ts';

const ofMachines = ['Disk Read Operations/Sec', 'Disk Write Operations/Sec'] as const;
const ofDisks = ['Composite Disk Read Operations/sec', 'Composite Disk Write Operations/sec'] as const;

/** Of a machine those of all its disks, of a disk its own: Azure tells how many there were in a second. */
export const azureDiskOperations: AzureSignal = {
  signal: diskOperations,
  sources: [
    metricSource({
      kind: instance,
      plan: ({ id }) => ({
        expression: sumOf(ofMachines.map((name) => metric(id, name, 'rate'))),
        source: platformSource({ id }, ...ofMachines),
      }),
    }),
    metricSource({
      kind: volume,
      plan: ({ id }) => ({
        expression: sumOf(ofDisks.map((name) => metric(id, name, 'rate'))),
        source: platformSource({ id }, ...ofDisks),
        // Nothing is reported of a disk while it is attached to nothing.
        sparse: true,
      }),
    }),
  ],
};
