import { type Curve, constantCurve, curveOf } from '../../estate/usage.ts';
import { mix, mixText } from '../../seeded.ts';
import type { Cell } from '../estate/estate.ts';
import type { MetricDescriptor } from './descriptor.ts';
import { type Machine, machineLabels, machineResource, machines } from './machines.ts';
import { everyMinute, type Labels, type MetricSeries, metricSource } from './source.ts';

const prefix = 'agent.googleapis.com/';
const mebibyte = 1_048_576;

const memory: MetricDescriptor = {
  type: `${prefix}memory/percent_used`,
  kind: 'GAUGE',
  valueType: 'DOUBLE',
  unit: '%',
  displayName: 'Memory utilization',
  description: 'Memory utilization. Percentage of memory used, by memory state.',
  labels: ['state'],
  ...machineResource,
};

const gpuUtilization: MetricDescriptor = {
  ...memory,
  type: `${prefix}gpu/utilization`,
  displayName: 'GPU utilization',
  description: 'GPU utilization rate of the instance.',
  labels: ['gpu_number', 'model', 'uuid'],
};

const gpuMemory: MetricDescriptor = {
  ...gpuUtilization,
  type: `${prefix}gpu/memory/bytes_used`,
  valueType: 'INT64',
  unit: 'By',
  displayName: 'GPU memory usage',
  description: 'GPU memory bytes used, by memory state.',
  labels: ['gpu_number', 'model', 'uuid', 'memory_state'],
};

/** What the Ops Agent tells, on machines that have it; of a project without it not even the types are known. */
export const agentMetrics = [
  metricSource(machines, memory, memorySeries, { reported: true }),
  metricSource(machines, gpuUtilization, gpuSeries, { reported: true }),
  metricSource(machines, gpuMemory, gpuMemorySeries, { reported: true }),
];

/** What of the memory is neither used nor free, in percent. */
const steadyStates = [
  ['buffered', 2],
  ['cached', 9],
  ['slab', 1],
] as const;

function memorySeries(machine: Machine, cell: Cell): readonly MetricSeries[] {
  const { run, memoryAgent, usage, seed } = machine;
  if (run === undefined || !memoryAgent) return [];
  const turning = machine.turnsAt === undefined ? {} : { turnsAt: machine.turnsAt };
  const used = () => curveOf(usage, 'memory', seed, turning);
  const states: readonly (readonly [state: string, curve: () => Curve])[] = [
    ['used', used],
    ['free', () => rest(used(), 88)],
    ...steadyStates.map(([state, percent]) => [state, () => constantCurve(percent)] as const),
  ];
  return states.map(([state, curve]) => ({
    ...run,
    metricLabels: { state },
    resourceLabels: machineLabels(machine, cell),
    sampling: everyMinute,
    curve,
  }));
}

/** What a curve leaves of a whole, as nearly as matters. */
function rest(curve: Curve, whole: number): Curve {
  return { ...curve, floor: whole - curve.floor, peak: -curve.peak, noise: 0 };
}

function gpuSeries(machine: Machine, cell: Cell): readonly MetricSeries[] {
  return eachGpu(machine, cell, (common, seed, number) => [
    {
      ...common,
      curve: () =>
        curveOf(machine.usage, 'gpu', seed, { garbage: machine.gpus?.garbage === true && number === 0 }),
    },
  ]);
}

function gpuMemorySeries(machine: Machine, cell: Cell): readonly MetricSeries[] {
  return eachGpu(machine, cell, (common, seed) => {
    const used = () => curveOf(machine.usage, 'gpu-memory', seed);
    const factor = ((machine.gpus?.memoryMib ?? 0) * mebibyte) / 100;
    return [
      { ...common, factor, metricLabels: { ...common.metricLabels, memory_state: 'used' }, curve: used },
      {
        ...common,
        factor,
        metricLabels: { ...common.metricLabels, memory_state: 'free' },
        curve: () => rest(used(), 100),
      },
    ];
  });
}

function eachGpu(
  machine: Machine,
  cell: Cell,
  of: (common: Omit<MetricSeries, 'curve'>, seed: number, number: number) => readonly MetricSeries[],
): readonly MetricSeries[] {
  const { run, gpus } = machine;
  if (run === undefined || gpus === undefined) return [];
  return Array.from({ length: gpus.count }, (_, number) => {
    const seed = mix(machine.seed, number);
    const metricLabels: Labels = { gpu_number: String(number), model: gpus.model, uuid: uuidOf(seed) };
    return of(
      { ...run, metricLabels, resourceLabels: machineLabels(machine, cell), sampling: everyMinute },
      seed,
      number,
    );
  }).flat();
}

/** `GPU-3f2a91c0-…`: every GPU in the world has one of its own. */
function uuidOf(seed: number): string {
  const digits = [1, 2, 3, 4]
    .map((part) => mixText(mix(seed, part), 'gpu').toString(16).padStart(8, '0'))
    .join('');
  return `GPU-${digits.slice(0, 8)}-${digits.slice(8, 12)}-${digits.slice(12, 16)}-${digits.slice(16, 20)}-${digits.slice(20)}`;
}
