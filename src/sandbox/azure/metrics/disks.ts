import { type Curve, curveOf } from '../../estate/usage.ts';
import type { Disk } from '../estate/disks.ts';
import type { Cell } from '../estate/estate.ts';
import { everyMinute, type MetricSeries, metricSource, perSecond } from './source.ts';
import { turning } from './virtual-machines.ts';

const reads = 'Composite Disk Read Operations/sec';
const writes = 'Composite Disk Write Operations/sec';

/** What is told of managed disks, while they are attached to a machine that runs. */
export const diskMetrics = metricSource({
  type: 'Microsoft.Compute/disks',
  definitions: [
    { name: reads, title: 'Disk Read Operations/sec(Preview)', unit: 'CountPerSecond' },
    { name: writes, title: 'Disk Write Operations/sec(Preview)', unit: 'CountPerSecond' },
  ],
  population: (cell) => cell.disks,
  series(disk, cell): readonly MetricSeries[] {
    const { lastOperationAt } = disk;
    if (lastOperationAt === undefined) return [];
    const common = {
      sampling: everyMinute,
      factor: perSecond,
      from: disk.createdAt,
      ...(lastOperationAt !== 'ongoing' && { until: lastOperationAt }),
    };
    return [
      { ...common, metric: reads, curve: () => curveOfDisk(disk, 'reads', cell) },
      { ...common, metric: writes, curve: () => curveOfDisk(disk, 'writes', cell) },
    ];
  },
});

function curveOfDisk({ seed, managedBy }: Disk, usage: 'reads' | 'writes', cell: Cell): Curve {
  const vm = managedBy && cell.virtualMachines.find(managedBy.slice(managedBy.lastIndexOf('/') + 1));
  return vm ? curveOf(vm.usage, usage, seed, turning(vm)) : curveOf('web', usage, seed);
}
