import { type EpochMs, instance, pagesOf } from 'bursar/adapter';
import { type AwsCollector, awsCollector } from '../collector.ts';
import { gpuOf, type MachineTypeOf } from '../machine-type-of.ts';
import { architectureOf, ec2Arn, ec2Tags, nameOf, platformOf, sharedArn, told } from '../reading/ec2.ts';
import type { InstanceRecord } from '../reading/ec2-lists.ts';
import { defined, fold, instantOf, required } from '../record.ts';
import { scalingGroupId } from './scaling-group.ts';

const states = {
  pending: 'starting',
  running: 'running',
  stopping: 'stopping',
  stopped: 'stopped',
  'shutting-down': 'terminated',
  terminated: 'terminated',
} as const;

const markets = {
  'on-demand': 'on-demand',
  spot: 'spot',
  scheduled: 'reserved-capacity',
  'capacity-block': 'reserved-capacity',
  'interruptible-capacity-reservation': 'reserved-capacity',
} as const;

const tenancies = { default: 'shared', dedicated: 'dedicated', host: 'host' } as const;

/** EC2 instances, those that were terminated within the last hour included. */
export function instanceCollector(
  machineTypeOf: MachineTypeOf,
): AwsCollector<typeof instance, InstanceRecord> {
  return awsCollector({
    kind: instance,
    reach: 'region',
    permissions: ['ec2:DescribeInstances'],

    async *pages(clients, _scope, abortSignal) {
      const { DescribeInstancesCommand } = await import('@aws-sdk/client-ec2');
      const ec2 = await clients.ec2();
      yield* pagesOf('ec2 DescribeInstances', async (NextToken) => {
        const command = new DescribeInstancesCommand({ MaxResults: 1_000, NextToken });
        const answer = await ec2.send(command, { abortSignal });
        const items = (answer.Reservations ?? []).flatMap(({ Instances = [] }) => Instances);
        return { items, next: answer.NextToken };
      });
    },

    read(raw, scope) {
      const id = required(raw.InstanceId, 'InstanceId');
      const type = required(raw.InstanceType, 'InstanceType');
      const tags = ec2Tags(raw.Tags);
      const state = fold(states, raw.State?.Name, 'the state');
      const image = told(raw.ImageId);
      const group = tags['aws:autoscaling:groupName'];
      const launchedAt = instantOf(raw.LaunchTime);
      const { root, data } = volumesOf(raw);
      return {
        kind: 'instance',
        id: ec2Arn(scope, 'instance', id),
        name: nameOf(tags, id),
        scope,
        tags,
        ...defined({ createdAt: createdAtOf(raw) }),
        attributes: {
          type,
          state,
          market: fold(markets, raw.InstanceLifecycle ?? 'on-demand', 'the lifecycle'),
          platform: platformOf(raw),
          architecture: architectureOf(raw.Architecture),
          tenancy: fold(tenancies, raw.Placement?.Tenancy, 'the tenancy'),
          dataVolumes: data.map((volume) => ec2Arn(scope, 'volume', volume)),
          ...defined({
            stateSince: state === 'running' ? launchedAt : instantIn(raw.StateTransitionReason),
            launchedAt,
            gpu: gpuOf(type, machineTypeOf),
            zone: told(raw.Placement?.AvailabilityZone),
            image: image && sharedArn(scope, 'image', image),
            group: group && scalingGroupId(scope, group),
            rootVolume: root && ec2Arn(scope, 'volume', root),
            identity: raw.IamInstanceProfile?.Arn,
            metadataTokenRequired: tokenRequired(raw.MetadataOptions),
            publicIp: told(raw.PublicIpAddress),
            privateIp: told(raw.PrivateIpAddress),
            network: told(raw.VpcId),
            subnet: told(raw.SubnetId),
            monitoring: monitoringOf(raw.Monitoring?.State),
          }),
        },
      };
    },
  });
}

/** EC2 tells when an instance was launched last, not when it was made: its first network interface came with it. */
function createdAtOf({ NetworkInterfaces = [] }: InstanceRecord): EpochMs | undefined {
  const first = NetworkInterfaces.find(({ Attachment }) => Attachment?.DeviceIndex === 0);
  return instantOf(first?.Attachment?.AttachTime);
}

/** `User initiated (2026-01-02 03:04:05 GMT)`; what AWS stopped by itself has no time in it. */
function instantIn(reason: string | undefined): EpochMs | undefined {
  const [, date, time] = /\((\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) GMT\)/.exec(reason ?? '') ?? [];
  return date === undefined ? undefined : Date.parse(`${date}T${time}Z`);
}

/** Its volumes: the one that is its root device, and the others. */
function volumesOf({ BlockDeviceMappings = [], RootDeviceName }: InstanceRecord) {
  const data: string[] = [];
  let root: string | undefined;
  for (const { DeviceName, Ebs } of BlockDeviceMappings) {
    const volume = told(Ebs?.VolumeId);
    if (volume === undefined) continue;
    if (DeviceName === RootDeviceName) root = volume;
    else data.push(volume);
  }
  return { root, data };
}

/** Undefined too where the metadata service is switched off: nothing is open then. */
function tokenRequired(options: InstanceRecord['MetadataOptions']): boolean | undefined {
  if (options?.HttpTokens === undefined || options.HttpEndpoint === 'disabled') return undefined;
  return options.HttpTokens === 'required';
}

function monitoringOf(state: string | undefined): 'basic' | 'detailed' | undefined {
  if (state === undefined) return undefined;
  return state === 'enabled' || state === 'pending' ? 'detailed' : 'basic';
}
