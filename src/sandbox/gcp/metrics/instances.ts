import { curveOf, type UsageMetric } from '../../estate/usage.ts';
import type { Cell } from '../estate/estate.ts';
import type { MetricDescriptor } from './descriptor.ts';
import { type Machine, machineLabels, machineResource, machines } from './machines.ts';
import { everyMinute, type Labels, type MetricSeries, metricSource } from './source.ts';

const prefix = 'compute.googleapis.com/instance/';

const cpu: MetricDescriptor = {
  type: `${prefix}cpu/utilization`,
  kind: 'GAUGE',
  valueType: 'DOUBLE',
  unit: '10^2.%',
  displayName: 'CPU utilization',
  description:
    'Fractional utilization of allocated CPU on this instance. Values are typically numbers between 0.0 and 1.0.',
  labels: ['instance_name'],
  ...machineResource,
};

function delta(name: string, unit: string, labels: readonly string[], displayName: string): MetricDescriptor {
  return {
    type: prefix + name,
    kind: 'DELTA',
    valueType: 'INT64',
    unit,
    displayName,
    description: `${displayName} since the last sample.`,
    labels: ['instance_name', ...labels],
    ...machineResource,
  };
}

const disk = ['device_name', 'storage_type', 'device_type'];

/** What the hypervisor tells of machines. */
export const instanceMetrics = [
  metricSource(machines, cpu, (machine, cell) =>
    seriesOf(machine, cell, 'cpu', [{ share: 0.01, labels: {} }]),
  ),
  ...(
    [
      ['network/received_bytes_count', 'network-in', 'Received bytes'],
      ['network/sent_bytes_count', 'network-out', 'Sent bytes'],
    ] as const
  ).map(([name, usage, title]) =>
    metricSource(machines, delta(name, 'By', ['loadbalanced'], title), (machine, cell) =>
      seriesOf(machine, cell, usage, networkParts(machine)),
    ),
  ),
  ...(
    [
      ['disk/read_ops_count', 'reads', 'Disk read operations'],
      ['disk/write_ops_count', 'writes', 'Disk write operations'],
    ] as const
  ).map(([name, usage, title]) =>
    metricSource(machines, delta(name, '{operation}', disk, title), (machine, cell) =>
      seriesOf(machine, cell, usage, [{ share: 1, labels: bootDisk }]),
    ),
  ),
];

const bootDisk: Labels = {
  device_name: 'persistent-disk-0',
  storage_type: 'pd-balanced',
  device_type: 'permanent',
};

/** Part of what is measured, told by a series of its own. */
interface Part {
  readonly share: number;
  readonly labels: Labels;
}

/** What comes through a load balancer is told apart from the rest. */
function networkParts({ balanced }: Machine): readonly Part[] {
  if (!balanced) return [{ share: 1, labels: { loadbalanced: 'false' } }];
  return [
    { share: 0.3, labels: { loadbalanced: 'false' } },
    { share: 0.7, labels: { loadbalanced: 'true' } },
  ];
}

function seriesOf(
  machine: Machine,
  cell: Cell,
  usage: UsageMetric,
  parts: readonly Part[],
): readonly MetricSeries[] {
  const { run, silent, turnsAt } = machine;
  if (run === undefined || silent) return [];
  return parts.map(({ share, labels }) => ({
    ...run,
    metricLabels: { instance_name: machine.name, ...labels },
    resourceLabels: machineLabels(machine, cell),
    sampling: everyMinute,
    factor: share,
    curve: () => curveOf(machine.usage, usage, machine.seed, turnsAt === undefined ? {} : { turnsAt }),
  }));
}
