import { constantCurve, curveOf } from '../../estate/usage.ts';
import { mix } from '../../seeded.ts';
import type { GpuFacts } from '../estate/instance-types.ts';
import type { Instance } from '../estate/instances.ts';
import { timeRun, turning } from './instances.ts';
import { type Dimension, everyMinute, type MetricSeries, metricSource } from './source.ts';

/** What the CloudWatch agent tells, on machines that have it. */
export const agentMetrics = metricSource({
  namespace: 'CWAgent',
  key: 'InstanceId',
  population: (cell) => cell.instances,
  series(instance): readonly MetricSeries[] {
    const run = timeRun(instance);
    const { gpu } = instance.type;
    if (run === undefined) return [];
    return [
      ...(instance.memoryAgent ? [memorySeries(instance, run)] : []),
      ...(instance.gpuAgent && gpu !== undefined ? gpusSeries(instance, gpu, run) : []),
    ];
  },
});

type Run = Pick<MetricSeries, 'from' | 'until'>;

function memorySeries(instance: Instance, run: Run): MetricSeries {
  // Some agents were told to say no more than who they are.
  const brief = mix(instance.seed, 0xa6e27) % 4 === 0;
  return {
    ...run,
    metric: 'mem_used_percent',
    dimensions: brief ? [['InstanceId', instance.id]] : machineDimensions(instance),
    unit: 'Percent',
    sampling: everyMinute,
    curve: () => curveOf(instance.usage, 'memory', instance.seed, turning(instance)),
  };
}

function machineDimensions(instance: Instance): readonly Dimension[] {
  return [
    ...(instance.group === undefined ? [] : [['AutoScalingGroupName', instance.group] as const]),
    ['ImageId', instance.imageId],
    ['InstanceId', instance.id],
    ['InstanceType', instance.type.name],
  ];
}

const architectures: Readonly<Record<string, string>> = {
  A100: 'Ampere',
  A10G: 'Ampere',
  H100: 'Hopper',
  T4: 'Turing',
  V100: 'Volta',
};

/** What each model may draw, in watts. */
const powerLimits: Readonly<Record<string, number>> = { A100: 400, A10G: 300, H100: 700, T4: 70, V100: 300 };

function gpusSeries(instance: Instance, gpu: GpuFacts, run: Run): readonly MetricSeries[] {
  return Array.from({ length: gpu.count }, (_, index) =>
    gpuSeries(gpu, {
      ...run,
      dimensions: [
        ...machineDimensions(instance),
        ['arch', architectures[gpu.model] ?? 'Unknown'],
        ['host', `ip-${instance.privateIp.replaceAll('.', '-')}`],
        ['index', String(index)],
        ['name', `${gpu.manufacturer} ${gpu.model}`],
      ],
      usage: instance.usage,
      seed: mix(instance.seed, index),
      // Some drivers are broken.
      garbage: index === 0 && mix(instance.seed, 0x6a4b) % 5 === 0,
    }),
  ).flat();
}

/** What is told of one GPU. */
export function gpuSeries(
  gpu: GpuFacts,
  one: Run & {
    readonly dimensions: readonly Dimension[];
    readonly usage: Instance['usage'];
    readonly seed: number;
    readonly garbage: boolean;
  },
): readonly MetricSeries[] {
  const { usage, seed, garbage, ...series } = one;
  const common = { ...series, sampling: everyMinute };
  return [
    {
      ...common,
      metric: 'nvidia_smi_utilization_gpu',
      unit: 'Percent',
      curve: () => curveOf(usage, 'gpu', seed, { garbage }),
    },
    {
      ...common,
      metric: 'nvidia_smi_memory_used',
      unit: 'Megabytes',
      factor: gpu.memoryMib / 100,
      curve: () => curveOf(usage, 'gpu-memory', seed),
    },
    {
      ...common,
      metric: 'nvidia_smi_memory_total',
      unit: 'Megabytes',
      curve: () => constantCurve(gpu.memoryMib),
    },
    {
      ...common,
      metric: 'nvidia_smi_power_draw',
      unit: 'None',
      factor: (powerLimits[gpu.model] ?? 250) / 100,
      curve: () => curveOf(usage, 'gpu-power', seed),
    },
  ];
}
