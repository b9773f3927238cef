import type { EpochMs } from '../../../core/time.ts';
import { constantCurve, curveOf, type UsageMetric } from '../../estate/usage.ts';
import type { Instance } from '../estate/instances.ts';
import { everyFiveMinutes, everyMinute, type MetricSeries, metricSource } from './source.ts';

const working: ReadonlySet<Instance['state']> = new Set(['running', 'stopping', 'shutting-down']);

/** The time in which an instance ran, as far as it is known; undefined where that is nothing. */
export function timeRun(
  instance: Instance,
): { readonly from: EpochMs; readonly until?: EpochMs } | undefined {
  const { launchedAt: from, stateSince: until } = instance;
  if (working.has(instance.state)) return { from };
  return instance.state === 'pending' || until === undefined ? undefined : { from, until };
}

type Row = readonly [metric: string, unit: string, usage: UsageMetric];

const always: readonly Row[] = [
  ['CPUUtilization', 'Percent', 'cpu'],
  ['NetworkIn', 'Bytes', 'network-in'],
  ['NetworkOut', 'Bytes', 'network-out'],
];
const ofLocalDisks: readonly Row[] = [
  ['DiskReadOps', 'Count', 'reads'],
  ['DiskWriteOps', 'Count', 'writes'],
];
const ofVolumes: readonly Row[] = [
  ['EBSReadOps', 'Count', 'reads'],
  ['EBSWriteOps', 'Count', 'writes'],
];

/** What the hypervisor tells of EC2 instances. */
export const instanceMetrics = metricSource({
  namespace: 'AWS/EC2',
  key: 'InstanceId',
  population: (cell) => cell.instances,
  series(instance): readonly MetricSeries[] {
    const run = timeRun(instance);
    if (run === undefined || instance.metricsMissing) return [];
    const common = {
      ...run,
      dimensions: [['InstanceId', instance.id]] as const,
      sampling: instance.detailedMonitoring ? everyMinute : everyFiveMinutes,
    };
    const hasDisk = instance.type.storageGb !== undefined;
    const measured = [
      ...always,
      ...(hasDisk ? ofLocalDisks : []),
      ...(instance.type.hypervisor === 'nitro' ? ofVolumes : []),
    ].map(([metric, unit, usage]): MetricSeries => {
      const curve = () => curveOf(instance.usage, usage, instance.seed, turning(instance));
      return Object.assign({ metric, unit, curve }, common);
    });
    // Without local disks there are none of their operations, which is told all the same.
    const zeros = (hasDisk ? [] : ofLocalDisks).map(
      ([metric, unit]): MetricSeries =>
        Object.assign({ metric, unit, curve: () => constantCurve(0) }, common),
    );
    return [...measured, ...zeros];
  },
});

/** When an instance began to work, if it did not from the start. */
export function turning({ busySince }: Instance): { readonly turnsAt?: EpochMs } {
  return busySince === undefined ? {} : { turnsAt: busySince };
}
