import { pagesOf, volume } from 'bursar/adapter';
import { awsCollector } from '../collector.ts';
import { ec2Arn, ec2Tags, nameOf, sharedArn, told } from '../reading/ec2.ts';
import type { VolumeRecord } from '../reading/ec2-lists.ts';
import { defined, fold, instantOf, required } from '../record.ts';

const states = {
  creating: 'creating',
  available: 'available',
  'in-use': 'in-use',
  deleting: 'deleting',
  deleted: 'deleting',
  error: 'failed',
} as const;

/** Of the other types EC2 tells what their size gives them. */
const provisioned: ReadonlySet<string> = new Set(['gp3', 'io1', 'io2']);

/** EBS volumes. */
export const volumeCollector = awsCollector({
  kind: volume,
  reach: 'region',
  permissions: ['ec2:DescribeVolumes'],

  async *pages(clients, _scope, abortSignal) {
    const { DescribeVolumesCommand } = await import('@aws-sdk/client-ec2');
    const ec2 = await clients.ec2();
    yield* pagesOf('ec2 DescribeVolumes', async (NextToken) => {
      const command = new DescribeVolumesCommand({ MaxResults: 1_000, NextToken });
      const answer = await ec2.send(command, { abortSignal });
      return { items: answer.Volumes ?? [], next: answer.NextToken };
    });
  },

  read(raw: VolumeRecord, scope) {
    const id = required(raw.VolumeId, 'VolumeId');
    const type = required(raw.VolumeType, 'VolumeType');
    const tags = ec2Tags(raw.Tags);
    const snapshot = told(raw.SnapshotId);
    // What a service of AWS mounts, a task of ECS, has no instance.
    const attachedTo = (raw.Attachments ?? [])
      .filter(({ State }) => State !== 'detached')
      .map(({ InstanceId, AssociatedResource }) =>
        told(InstanceId) === undefined
          ? told(AssociatedResource)
          : ec2Arn(scope, 'instance', InstanceId ?? ''),
      );
    return {
      kind: 'volume',
      id: ec2Arn(scope, 'volume', id),
      name: nameOf(tags, id),
      scope,
      tags,
      ...defined({ createdAt: instantOf(raw.CreateTime) }),
      attributes: {
        type,
        state: fold(states, raw.State, 'the state'),
        sizeGib: required(raw.Size, 'Size'),
        encrypted: required(raw.Encrypted, 'Encrypted'),
        multiAttach: raw.MultiAttachEnabled ?? false,
        attachedTo: attachedTo.filter((holder) => holder !== undefined),
        ...defined({
          iops: provisioned.has(type) ? raw.Iops : undefined,
          throughputMibps: raw.Throughput,
          zone: told(raw.AvailabilityZone),
          snapshot: snapshot && sharedArn(scope, 'snapshot', snapshot),
        }),
      },
    };
  },
});
