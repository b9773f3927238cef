import { diskOperations, instance, type Resource, volume } from 'bursar/adapter';
import { sumOfAny } from '../monitoring/combine.ts';
import type { Metric } from '../monitoring/metric.ts';
import { type GcpSignal, metricSource } from '../monitoring/source.ts';
import { machineMetric } from './machine-metrics.ts';
import { sumOf } from './sum-of.ts';

/**
 * What the machines tell of their disks: of a disk by itself under the name that it has as a device, which is its own
 * unless it was attached under another one. Of a disk that is attached to nothing nobody tells anything.
 */
export const gcpDiskOperations: GcpSignal = {
  signal: diskOperations,
  sources: [
    metricSource({ kind: instance, plan: (vm) => sumOf(operationsOf(vm), sumOfAny) }),
    metricSource({
      kind: volume,
      plan(disk) {
        const within = { 'metric.labels.device_name': disk.name };
        const machines = disk.attributes.attachedTo;
        const plan = sumOf(
          machines.flatMap((id) => operationsOf({ id }, within)),
          sumOfAny,
        );
        return plan && { ...plan, sparse: true };
      },
    }),
  ],
};

function operationsOf(
  machine: Pick<Resource, 'id'>,
  within: Metric['within'] = {},
): readonly (Metric | undefined)[] {
  return ['read_ops_count', 'write_ops_count'].map((name) =>
    machineMetric(`compute.googleapis.com/instance/disk/${name}`, 'delta', machine, {
      across: 'sum',
      within,
    }),
  );
}
