import type { RecordedRecord } from 'bursar/testing';

const scope = { provider: 'aws', account: '644160558196', region: 'us-west-2' };

/** Records of the shape in which AWS gives them, through its SDK. */
export const recordedRecords: readonly RecordedRecord[] = [
  {
    kind: 'instance',
    scope,
    record: {
      AmiLaunchIndex: 0,
      Architecture: 'x86_64',
      BlockDeviceMappings: [
        {
          DeviceName: '/dev/xvda',
          Ebs: {
            AttachTime: new Date('2020-02-11T16:55:31Z'),
            DeleteOnTermination: true,
            Status: 'attached',
            VolumeId: 'vol-0a1b2c3d4e5f60718',
          },
        },
      ],
      EbsOptimized: false,
      EnaSupport: true,
      Hypervisor: 'xen',
      ImageId: 'ami-04590e7389a6e577c',
      InstanceId: 'i-07c27e1f49b65196b',
      InstanceType: 't2.micro',
      LaunchTime: new Date('2020-02-11T16:55:30Z'),
      Monitoring: { State: 'disabled' },
      Placement: { AvailabilityZone: 'us-west-2b', GroupName: '', Tenancy: 'default' },
      PlatformDetails: 'Linux/UNIX',
      PrivateIpAddress: '10.92.38.136',
      ProductCodes: [],
      PublicDnsName: '',
      RootDeviceName: '/dev/xvda',
      RootDeviceType: 'ebs',
      State: { Code: 16, Name: 'running' },
      StateTransitionReason: '',
      SubnetId: 'subnet-058eb3a06002cfe49',
      Tags: [{ Key: 'schedule', Value: 'off=(m-f,9);on=(m-f,8);tz=pt' }],
      VpcId: 'vpc-04445e6bd4e9255b4',
    },
    resource: {
      id: 'arn:aws:ec2:us-west-2:644160558196:instance/i-07c27e1f49b65196b',
      name: 'i-07c27e1f49b65196b',
      region: 'us-west-2',
      tags: { schedule: 'off=(m-f,9);on=(m-f,8);tz=pt' },
      attributes: {
        type: 't2.micro',
        state: 'running',
        market: 'on-demand',
        rootVolume: 'arn:aws:ec2:us-west-2:644160558196:volume/vol-0a1b2c3d4e5f60718',
        zone: 'us-west-2b',
        monitoring: 'basic',
      },
    },
  },
  {
    kind: 'volume',
    scope,
    record: {
      Attachments: [],
      AvailabilityZone: 'us-west-2a',
      CreateTime: new Date('2017-03-28T23:51:13Z'),
      Encrypted: false,
      Iops: 100,
      Size: 8,
      SnapshotId: 'snap-0f5ec8a4f9b5b5b5b',
      State: 'available',
      VolumeId: 'vol-0252f61378ede9d01',
      VolumeType: 'gp2',
    },
    resource: {
      id: 'arn:aws:ec2:us-west-2:644160558196:volume/vol-0252f61378ede9d01',
      name: 'vol-0252f61378ede9d01',
      // A volume without tags has no list of them at all.
      tags: {},
      attributes: { type: 'gp2', state: 'available', sizeGib: 8, attachedTo: [], encrypted: false },
    },
  },
  {
    kind: 'address',
    scope,
    record: {
      AllocationId: 'eipalloc-03c6b0a4d9f0d1a2b',
      Domain: 'vpc',
      NetworkBorderGroup: 'us-west-2',
      PublicIp: '203.0.113.25',
      PublicIpv4Pool: 'amazon',
    },
    resource: {
      id: 'arn:aws:ec2:us-west-2:644160558196:elastic-ip/eipalloc-03c6b0a4d9f0d1a2b',
      tags: {},
      attributes: { ip: '203.0.113.25', attachedTo: undefined },
    },
  },
];
