import { type Curve, curveOf } from '../../estate/usage.ts';
import type { Cell } from '../estate/estate.ts';
import type { Volume } from '../estate/volumes.ts';
import { turning } from './instances.ts';
import { everyMinute, type MetricSeries, metricSource } from './source.ts';

/** What EBS tells of volumes, while they are attached to a machine that runs. */
export const volumeMetrics = metricSource({
  namespace: 'AWS/EBS',
  key: 'VolumeId',
  population: (cell) => cell.volumes,
  series(volume, cell): readonly MetricSeries[] {
    const { lastOperationAt } = volume;
    if (lastOperationAt === undefined) return [];
    const common = {
      dimensions: [['VolumeId', volume.id]] as const,
      unit: 'Count',
      sampling: everyMinute,
      from: volume.createdAt,
      ...(lastOperationAt !== 'ongoing' && { until: lastOperationAt }),
    };
    return [
      { ...common, metric: 'VolumeReadOps', curve: () => volumeCurve(volume, 'reads', cell) },
      { ...common, metric: 'VolumeWriteOps', curve: () => volumeCurve(volume, 'writes', cell) },
    ];
  },
});

function volumeCurve(volume: Volume, usage: 'reads' | 'writes', cell: Cell): Curve {
  const [attachment] = volume.attachments;
  const instance = attachment && cell.instances.find(attachment.instanceId);
  return instance === undefined
    ? curveOf('web', usage, volume.seed)
    : curveOf(instance.usage, usage, volume.seed, turning(instance));
}
