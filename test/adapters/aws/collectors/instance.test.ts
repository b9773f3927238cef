import { expect, test } from 'vitest';
import { instanceCollector } from '../../../../adapters/aws/collectors/instance.ts';
import { createMachineTypeOf } from '../../../../adapters/aws/machine-type-of.ts';
import { AwsRefusal, collectAll, serveAws, testScope } from '../aws-server.ts';
import { ec2Answer, items } from '../ec2-answers.ts';

const collector = instanceCollector(createMachineTypeOf());
const ec2 = 'arn:aws:ec2:eu-west-1:123456789012';

const device = (deviceName: string, volumeId: string) => ({
  deviceName,
  ebs: { volumeId, status: 'attached', attachTime: '2026-01-02T03:04:06.000Z', deleteOnTermination: true },
});

const attachment = (deviceIndex: number, attachTime: string) => ({
  networkInterfaceId: `eni-0${deviceIndex}`,
  groupSet: items([{ groupId: 'sg-0a', groupName: 'default' }]),
  attachment: { attachmentId: 'eni-attach-0a', deviceIndex, status: 'attached', attachTime },
  privateIpAddressesSet: items([{ privateIpAddress: '10.0.0.7', primary: true }]),
});

const ordinary = {
  instanceId: 'i-0a',
  imageId: 'ami-0a',
  instanceState: { code: 16, name: 'running' },
  privateDnsName: 'ip-10-0-0-7.eu-west-1.compute.internal',
  reason: '',
  instanceType: 'g5.12xlarge',
  launchTime: '2026-03-04T05:06:07.000Z',
  placement: { availabilityZone: 'eu-west-1a', groupName: '', tenancy: 'default' },
  monitoring: { state: 'enabled' },
  subnetId: 'subnet-0a',
  vpcId: 'vpc-0a',
  privateIpAddress: '10.0.0.7',
  ipAddress: '203.0.113.7',
  groupSet: items([{ groupId: 'sg-0a', groupName: 'default' }]),
  architecture: 'x86_64',
  rootDeviceName: '/dev/xvda',
  blockDeviceMapping: items([device('/dev/sdb', 'vol-0data'), device('/dev/xvda', 'vol-0root')]),
  tagSet: items([
    { key: 'Name', value: 'web & <api>' },
    { key: '__proto__', value: 'odd' },
    { key: 'aws:autoscaling:groupName', value: 'web' },
  ]),
  networkInterfaceSet: items([
    attachment(1, '2026-02-02T00:00:00.000Z'),
    attachment(0, '2026-01-02T03:04:05.000Z'),
  ]),
  iamInstanceProfile: { arn: 'arn:aws:iam::123456789012:instance-profile/web', id: 'AIPA' },
  instanceLifecycle: 'spot',
  metadataOptions: { state: 'applied', httpTokens: 'required', httpEndpoint: 'enabled' },
  platformDetails: 'Linux/UNIX',
};

const page = (instances: readonly object[], nextToken?: string) =>
  ec2Answer('DescribeInstances', {
    reservationSet: items(
      instances.map((instance) => ({
        reservationId: 'r-0a',
        ownerId: '123456789012',
        groupSet: '',
        instancesSet: items([instance]),
      })),
    ),
    nextToken,
  });

async function collected(...instances: readonly object[]) {
  const aws = await serveAws({ DescribeInstances: () => page(instances) });
  return collectAll(collector, aws.clients(), testScope());
}

async function attributesOf(...instances: readonly object[]) {
  const { resources, unreadable } = await collected(...instances);
  expect(unreadable).toEqual([]);
  return resources.map(({ attributes }) => attributes);
}

test('reads an instance with all that it refers to', async () => {
  const { resources, unreadable } = await collected(ordinary);
  expect(unreadable).toEqual([]);
  expect(resources).toEqual([
    {
      kind: 'instance',
      id: `${ec2}:instance/i-0a`,
      name: 'web & <api>',
      scope: testScope(),
      tags: Object.fromEntries([
        ['Name', 'web & <api>'],
        ['__proto__', 'odd'],
        ['aws:autoscaling:groupName', 'web'],
      ]),
      createdAt: Date.UTC(2026, 0, 2, 3, 4, 5),
      attributes: {
        type: 'g5.12xlarge',
        state: 'running',
        stateSince: Date.UTC(2026, 2, 4, 5, 6, 7),
        launchedAt: Date.UTC(2026, 2, 4, 5, 6, 7),
        market: 'spot',
        platform: 'linux',
        architecture: 'x86_64',
        tenancy: 'shared',
        gpu: { model: expect.stringContaining('A10G'), count: 4 },
        zone: 'eu-west-1a',
        image: 'arn:aws:ec2:eu-west-1::image/ami-0a',
        group: 'arn:aws:autoscaling:eu-west-1:123456789012:autoScalingGroupName/web',
        rootVolume: `${ec2}:volume/vol-0root`,
        dataVolumes: [`${ec2}:volume/vol-0data`],
        identity: 'arn:aws:iam::123456789012:instance-profile/web',
        metadataTokenRequired: true,
        publicIp: '203.0.113.7',
        privateIp: '10.0.0.7',
        network: 'vpc-0a',
        subnet: 'subnet-0a',
        monitoring: 'detailed',
      },
    },
  ]);
});

test('tells since when it is stopped, where EC2 does', async () => {
  const stopped = { ...ordinary, instanceState: { code: 80, name: 'stopped' } };
  const [told, untold] = await attributesOf(
    { ...stopped, reason: 'User initiated (2026-01-02 03:04:05 GMT)' },
    { ...stopped, reason: 'Server.InternalError' },
  );
  expect(told).toMatchObject({ state: 'stopped', stateSince: Date.UTC(2026, 0, 2, 3, 4, 5) });
  expect(untold).not.toHaveProperty('stateSince');
});

test('reads what is left of a terminated instance', async () => {
  const { resources } = await collected({
    instanceId: 'i-0gone',
    imageId: 'ami-0a',
    instanceState: { code: 48, name: 'terminated' },
    reason: 'User initiated (2026-01-02 03:04:05 GMT)',
    instanceType: 'm5.large',
    launchTime: '2026-01-01T00:00:00.000Z',
    placement: { availabilityZone: 'eu-west-1a', groupName: '', tenancy: 'default' },
    monitoring: { state: 'disabled' },
    groupSet: '',
    architecture: 'arm64',
    rootDeviceName: '/dev/xvda',
    blockDeviceMapping: '',
    networkInterfaceSet: '',
    platformDetails: 'Windows',
  });
  expect(resources).toEqual([
    {
      kind: 'instance',
      id: `${ec2}:instance/i-0gone`,
      name: 'i-0gone',
      scope: testScope(),
      tags: {},
      attributes: {
        type: 'm5.large',
        state: 'terminated',
        stateSince: Date.UTC(2026, 0, 2, 3, 4, 5),
        launchedAt: Date.UTC(2026, 0, 1),
        market: 'on-demand',
        platform: 'windows',
        architecture: 'arm64',
        tenancy: 'shared',
        zone: 'eu-west-1a',
        image: 'arn:aws:ec2:eu-west-1::image/ami-0a',
        dataVolumes: [],
        monitoring: 'basic',
      },
    },
  ]);
});

const billedAs = (platformDetails: string) => ({ ...ordinary, platformDetails });

test('tells apart what is billed apart', async () => {
  const platforms = await attributesOf(
    billedAs('Red Hat Enterprise Linux'),
    billedAs('SUSE Linux'),
    billedAs('Windows with SQL Server Web'),
    billedAs('Ubuntu Pro Linux'),
    billedAs(''),
    { ...ordinary, architecture: 'arm64_mac' },
  );
  expect(platforms).toMatchObject([
    { platform: 'rhel' },
    { platform: 'suse' },
    { platform: 'windows' },
    { platform: 'linux' },
    { platform: 'other' },
    { platform: 'other', architecture: 'other' },
  ]);
});

test('does not take an unknown choice of metadata tokens for an open one', async () => {
  const [optional, off, untold] = await attributesOf(
    { ...ordinary, metadataOptions: { httpTokens: 'optional', httpEndpoint: 'enabled' } },
    { ...ordinary, metadataOptions: { httpTokens: 'optional', httpEndpoint: 'disabled' } },
    { ...ordinary, metadataOptions: undefined },
  );
  expect(optional).toMatchObject({ metadataTokenRequired: false });
  expect(off).not.toHaveProperty('metadataTokenRequired');
  expect(untold).not.toHaveProperty('metadataTokenRequired');
});

test('asks for pages of a thousand, follows them, and takes a repeated token for an error', async () => {
  const other = { ...ordinary, instanceId: 'i-0b' };
  const aws = await serveAws({
    DescribeInstances: ({ input }) =>
      input['NextToken'] === 'a&b' ? page([other]) : page([ordinary], 'a&b'),
  });
  const { resources } = await collectAll(collector, aws.clients(), testScope());
  expect(resources.map(({ id }) => id)).toEqual([`${ec2}:instance/i-0a`, `${ec2}:instance/i-0b`]);
  expect(aws.calls.map(({ input }) => input['MaxResults'])).toEqual(['1000', '1000']);

  const circle = await serveAws({ DescribeInstances: () => page([ordinary], 'more') });
  await expect(collectAll(collector, circle.clients(), testScope())).rejects.toThrow('a second time');
});

test('keeps an odd record apart and reads the rest of its page', async () => {
  const { resources, unreadable } = await collected(
    { ...ordinary, instanceState: { name: 'levitating' } },
    { ...ordinary, instanceType: undefined },
    ordinary,
  );
  expect(resources).toHaveLength(1);
  expect(unreadable).toEqual(['the state "levitating" is not known', 'InstanceType is missing']);
});

test('a region without instances has none, one that denies them fails', async () => {
  expect((await collected()).resources).toEqual([]);
  const denying = await serveAws({ DescribeInstances: () => new AwsRefusal('UnauthorizedOperation', 403) });
  await expect(collectAll(collector, denying.clients(), testScope())).rejects.toThrow(
    'UnauthorizedOperation',
  );
});
