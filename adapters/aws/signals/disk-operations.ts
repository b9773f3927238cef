import { diskOperations, instance, volume } from 'bursar/adapter';
import { type AwsSignal, metric, metricSource, shortId, sumOf } from '../cloudwatch/metrics.ts';

/**
 * Of a machine its volumes' operations, which only Nitro tells, with those of its local disks where it may have some:
 * local disks alone say nothing of a machine that works on its volumes.
 */
export const awsDiskOperations: AwsSignal = {
  signal: diskOperations,
  sources: [
    metricSource({
      kind: instance,
      plan(vm, { machineTypeOf }) {
        const dimensions = { InstanceId: shortId(vm) };
        const facts = machineTypeOf(vm.attributes.type);
        const local =
          facts !== undefined && facts.localDisk === undefined ? [] : ['DiskReadOps', 'DiskWriteOps'];
        return {
          expression: sumOf(
            ['EBSReadOps', 'EBSWriteOps'].map((name) => metric('AWS/EC2', name, dimensions)),
            local.map((name) => metric('AWS/EC2', name, dimensions)),
          ),
          source: ['CloudWatch AWS/EC2 EBSReadOps', 'EBSWriteOps', ...local].join(' + '),
        };
      },
    }),
    metricSource({
      kind: volume,
      plan(disk) {
        const dimensions = { VolumeId: shortId(disk) };
        return {
          expression: sumOf(
            [],
            ['VolumeReadOps', 'VolumeWriteOps'].map((name) => metric('AWS/EBS', name, dimensions)),
          ),
          source: 'CloudWatch AWS/EBS VolumeReadOps + VolumeWriteOps',
          // Nothing is reported of a volume while it is attached to nothing.
          sparse: true,
        };
      },
    }),
  ],
};
