import type {
  EbsInstanceBlockDevice,
  IamInstanceProfile,
  Instance,
  InstanceBlockDeviceMapping,
  InstanceMetadataOptionsResponse,
  InstanceNetworkInterface,
  InstanceNetworkInterfaceAttachment,
  InstanceState,
  Monitoring,
  Placement,
  Reservation,
  Snapshot,
  Tag,
  Volume,
  VolumeAttachment,
} from '@aws-sdk/client-ec2';
import { boolean, instant, list, nested, number, structure, type TakenOf, text } from '../xml-structure.ts';

/*
 * What is read of EC2's long lists, by the names of the XML elements. A collector sees no other member of these, so
 * each that a collector reads is named here.
 */

const tag = structure<Tag>()({ key: text('Key'), value: text('Value') });

const networkInterface = structure<InstanceNetworkInterface>()({
  attachment: nested(
    'Attachment',
    structure<InstanceNetworkInterfaceAttachment>()({
      attachTime: instant('AttachTime'),
      deviceIndex: number('DeviceIndex'),
    }),
  ),
});

const blockDevice = structure<InstanceBlockDeviceMapping>()({
  deviceName: text('DeviceName'),
  ebs: nested('Ebs', structure<EbsInstanceBlockDevice>()({ volumeId: text('VolumeId') })),
});

const instance = structure<Instance>()({
  instanceId: text('InstanceId'),
  imageId: text('ImageId'),
  instanceState: nested('State', structure<InstanceState>()({ name: text('Name') })),
  reason: text('StateTransitionReason'),
  instanceType: text('InstanceType'),
  launchTime: instant('LaunchTime'),
  placement: nested(
    'Placement',
    structure<Placement>()({ availabilityZone: text('AvailabilityZone'), tenancy: text('Tenancy') }),
  ),
  platform: text('Platform'),
  monitoring: nested('Monitoring', structure<Monitoring>()({ state: text('State') })),
  subnetId: text('SubnetId'),
  vpcId: text('VpcId'),
  privateIpAddress: text('PrivateIpAddress'),
  ipAddress: text('PublicIpAddress'),
  architecture: text('Architecture'),
  rootDeviceName: text('RootDeviceName'),
  blockDeviceMapping: list('BlockDeviceMappings', blockDevice),
  tagSet: list('Tags', tag),
  networkInterfaceSet: list('NetworkInterfaces', networkInterface),
  iamInstanceProfile: nested('IamInstanceProfile', structure<IamInstanceProfile>()({ arn: text('Arn') })),
  instanceLifecycle: text('InstanceLifecycle'),
  metadataOptions: nested(
    'MetadataOptions',
    structure<InstanceMetadataOptionsResponse>()({
      httpTokens: text('HttpTokens'),
      httpEndpoint: text('HttpEndpoint'),
    }),
  ),
  platformDetails: text('PlatformDetails'),
});

/** Of DescribeInstances, `reservationSet`: the instances that were launched together. */
export const reservation = structure<Reservation>()({ instancesSet: list('Instances', instance) });

/** Of DescribeVolumes, `volumeSet`. */
export const volume = structure<Volume>()({
  volumeId: text('VolumeId'),
  size: number('Size'),
  snapshotId: text('SnapshotId'),
  availabilityZone: text('AvailabilityZone'),
  status: text('State'),
  createTime: instant('CreateTime'),
  attachmentSet: list(
    'Attachments',
    structure<VolumeAttachment>()({
      instanceId: text('InstanceId'),
      associatedResource: text('AssociatedResource'),
      status: text('State'),
    }),
  ),
  tagSet: list('Tags', tag),
  volumeType: text('VolumeType'),
  iops: number('Iops'),
  throughput: number('Throughput'),
  encrypted: boolean('Encrypted'),
  multiAttachEnabled: boolean('MultiAttachEnabled'),
});

/** Of DescribeSnapshots, `snapshotSet`. */
export const snapshot = structure<Snapshot>()({
  snapshotId: text('SnapshotId'),
  volumeId: text('VolumeId'),
  status: text('State'),
  startTime: instant('StartTime'),
  volumeSize: number('VolumeSize'),
  description: text('Description'),
  tagSet: list('Tags', tag),
  encrypted: boolean('Encrypted'),
  storageTier: text('StorageTier'),
});

/** What collectors may use of an instance; the SDK gives more only where it had to parse the answer itself. */
export type InstanceRecord = TakenOf<typeof instance>;
export type VolumeRecord = TakenOf<typeof volume>;
export type SnapshotRecord = TakenOf<typeof snapshot>;
