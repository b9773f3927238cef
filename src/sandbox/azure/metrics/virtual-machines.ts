import type { EpochMs } from '../../../core/time.ts';
import { constantCurve, curveOf, type UsageMetric } from '../../estate/usage.ts';
import { mix } from '../../seeded.ts';
import { uniformInstances } from '../estate/scale-sets.ts';
import type { VirtualMachine } from '../estate/virtual-machines.ts';
import {
  everyMinute,
  type MetricDefinition,
  type MetricSeries,
  type MetricSource,
  metricSource,
  perSecond,
} from './source.ts';

type Row = MetricDefinition & { readonly usage: UsageMetric; readonly factor?: number };

const rows: readonly Row[] = [
  row('Percentage CPU', 'Percent', 'cpu'),
  row('Network In Total', 'Bytes', 'network-in'),
  row('Network Out Total', 'Bytes', 'network-out'),
  row('Disk Read Operations/Sec', 'CountPerSecond', 'reads', perSecond),
  row('Disk Write Operations/Sec', 'CountPerSecond', 'writes', perSecond),
];

const freeMemory = {
  name: 'Available Memory Percentage',
  title: 'Available Memory Percentage',
  unit: 'Percent',
} as const;

/** What the hosts tell of virtual machines. */
export const virtualMachineMetrics = metricSource({
  type: 'Microsoft.Compute/virtualMachines',
  definitions: [...rows, freeMemory],
  population: (cell) => cell.virtualMachines,
  series(vm): readonly MetricSeries[] {
    const run = timeRun(vm);
    if (run === undefined || vm.metricsMissing) return [];
    const host = hostSeries(run, vm);
    // Only systems with the host's drivers tell how much of their memory is free.
    return vm.memoryAgent ? [...host, freeMemorySeries(vm, run)] : host;
  },
});

/** What the hosts tell of the machines that uniform scale sets keep. */
export const scaleSetMemberMetrics: MetricSource = {
  type: 'Microsoft.Compute/virtualMachineScaleSets/virtualMachines',
  namespace: 'Microsoft.Compute/virtualMachineScaleSets/virtualMachines',
  definitions: rows,
  find(cell, id) {
    const [, parent = '', number = ''] = /^(.+)\/virtualmachines\/(\d+)$/.exec(id) ?? [];
    const set = cell.scaleSets.find(parent.slice(parent.lastIndexOf('/') + 1));
    if (set?.arn !== parent || set.gone === true) return undefined;
    const member = uniformInstances(set).find((one) => one.number === number);
    if (member === undefined) return undefined;
    const seed = mix(set.seed, Number(number));
    return {
      armId: `${set.armId}/virtualMachines/${number}`,
      location: cell.location,
      series: () => hostSeries({ from: set.createdAt }, { usage: 'web', seed }),
    };
  },
};

function hostSeries(
  run: Run,
  vm: Pick<VirtualMachine, 'usage' | 'seed' | 'busySince'>,
): readonly MetricSeries[] {
  return rows.map(({ name, usage, factor = 1 }) => ({
    ...run,
    metric: name,
    sampling: everyMinute,
    factor,
    curve: () => curveOf(vm.usage, usage, vm.seed, turning(vm)),
  }));
}

function freeMemorySeries(vm: VirtualMachine, run: Run): MetricSeries {
  return {
    ...run,
    metric: freeMemory.name,
    sampling: everyMinute,
    curve() {
      const used = curveOf(vm.usage, 'memory', vm.seed, turning(vm));
      // What is used ripples around a level, and so does what is free, around the rest.
      const { activity, floor, peak } = used;
      return {
        ...used,
        floor: 0,
        peak: 1,
        noise: 0.01,
        activity: (hour) => 100 - floor - peak * activity(hour),
      };
    },
  };
}

/** What Telegraf tells of GPUs, on machines that have it. */
export const guestGpuMetrics = metricSource({
  type: 'Microsoft.Compute/virtualMachines',
  namespace: 'Telegraf/nvidia_smi',
  dimension: 'index',
  definitions: [
    { name: 'utilization_gpu', title: 'utilization_gpu', unit: 'Count' },
    { name: 'memory_used', title: 'memory_used', unit: 'Count' },
    { name: 'memory_total', title: 'memory_total', unit: 'Count' },
  ],
  population: (cell) => cell.virtualMachines,
  series(vm): readonly MetricSeries[] {
    const run = timeRun(vm);
    const { gpu } = vm.size;
    if (run === undefined || gpu === undefined || !vm.gpuAgent) return [];
    return Array.from({ length: Math.ceil(gpu.count) }, (_, index) => {
      const seed = mix(vm.seed, index);
      // Some drivers are broken.
      const garbage = index === 0 && mix(vm.seed, 0x6a4b) % 5 === 0;
      const common = { ...run, part: String(index), sampling: everyMinute };
      return [
        { ...common, metric: 'utilization_gpu', curve: () => curveOf(vm.usage, 'gpu', seed, { garbage }) },
        {
          ...common,
          metric: 'memory_used',
          factor: gpu.memoryMib / 100,
          curve: () => curveOf(vm.usage, 'gpu-memory', seed),
        },
        { ...common, metric: 'memory_total', curve: () => constantCurve(gpu.memoryMib) },
      ];
    }).flat();
  },
});

type Run = Pick<MetricSeries, 'from' | 'until'>;

/** The time in which a machine ran, as far as it is known; undefined where that is nothing. */
function timeRun({ power, createdAt, provisionedAt }: VirtualMachine): Run | undefined {
  if (power === 'starting') return undefined;
  const on = power === 'running' || power === 'stopping' || power === 'deallocating';
  return { from: createdAt, ...(!on && { until: provisionedAt }) };
}

/** When a machine began to work, if it did not from the start. */
export function turning({ busySince }: Pick<VirtualMachine, 'busySince'>): { readonly turnsAt?: EpochMs } {
  return busySince === undefined ? {} : { turnsAt: busySince };
}

function row(name: string, unit: MetricDefinition['unit'], usage: UsageMetric, factor?: number): Row {
  return { name, title: name, unit, usage, ...(factor !== undefined && { factor }) };
}
