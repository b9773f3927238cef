import { expect, test } from 'vitest';
import { scalingGroupCollector } from '../../../../adapters/aws/collectors/scaling-group.ts';
import { AwsRefusal, collectAll, queryAnswer, serveAws, testScope } from '../aws-server.ts';

const ordinary = {
  AutoScalingGroupName: 'web',
  AutoScalingGroupARN:
    'arn:aws:autoscaling:eu-west-1:123456789012:autoScalingGroup:0a1b:autoScalingGroupName/web',
  LaunchTemplate: { LaunchTemplateId: 'lt-0f4a', LaunchTemplateName: 'web', Version: '$Default' },
  MinSize: 1,
  MaxSize: 9,
  DesiredCapacity: 4,
  AvailabilityZones: ['eu-west-1a', 'eu-west-1b'],
  Instances: [
    { InstanceId: 'i-0a', InstanceType: 'm5.large' },
    { InstanceId: 'i-0b', InstanceType: 'm5.large' },
  ],
  CreatedTime: '2026-03-08T17:18:26.771Z',
  SuspendedProcesses: [{ ProcessName: 'Terminate', SuspensionReason: 'by hand' }],
  Tags: [{ Key: 'team', Value: 'web', ResourceId: 'web', PropagateAtLaunch: true }],
};

const mixed = (distribution: object) => ({
  ...ordinary,
  LaunchTemplate: undefined,
  MixedInstancesPolicy: {
    LaunchTemplate: {
      LaunchTemplateSpecification: { LaunchTemplateId: 'lt-0mix' },
      Overrides: [{ InstanceType: 'm6i.large' }, { InstanceType: 'm5.large' }],
    },
    InstancesDistribution: distribution,
  },
});

const page = (groups: readonly object[], NextToken?: string) =>
  queryAnswer('DescribeAutoScalingGroups', { AutoScalingGroups: groups, NextToken });

async function collected(groups: readonly object[]) {
  const aws = await serveAws({ DescribeAutoScalingGroups: () => page(groups) });
  return collectAll(scalingGroupCollector, aws.clients(), testScope());
}

test('reads a group with its members', async () => {
  const { resources } = await collected([ordinary]);
  expect(resources).toEqual([
    {
      kind: 'scaling-group',
      id: 'arn:aws:autoscaling:eu-west-1:123456789012:autoScalingGroupName/web',
      name: 'web',
      scope: testScope(),
      tags: { team: 'web' },
      createdAt: Date.parse('2026-03-08T17:18:26.771Z'),
      attributes: {
        minimum: 1,
        desired: 4,
        maximum: 9,
        members: [
          'arn:aws:ec2:eu-west-1:123456789012:instance/i-0a',
          'arn:aws:ec2:eu-west-1:123456789012:instance/i-0b',
        ],
        zones: ['eu-west-1a', 'eu-west-1b'],
        types: ['m5.large'],
        template: 'arn:aws:ec2:eu-west-1:123456789012:launch-template/lt-0f4a',
        suspended: ['Terminate'],
      },
    },
  ]);
});

test('tells what share of a mixed group is spot', async () => {
  const { resources } = await collected([
    mixed({ OnDemandBaseCapacity: 1, OnDemandPercentageAboveBaseCapacity: 20 }),
    mixed({ OnDemandPercentageAboveBaseCapacity: 0 }),
    mixed({}),
    { ...mixed({ OnDemandPercentageAboveBaseCapacity: 0 }), DesiredCapacity: 0 },
  ]);
  expect(resources.map(({ attributes }) => attributes)).toMatchObject([
    {
      spotPercentage: 60,
      types: ['m6i.large', 'm5.large'],
      template: 'arn:aws:ec2:eu-west-1:123456789012:launch-template/lt-0mix',
    },
    { spotPercentage: 100 },
    { spotPercentage: 0 },
    expect.not.objectContaining({ spotPercentage: expect.anything() }),
  ]);
});

test('follows the pages and keeps an odd record apart', async () => {
  const aws = await serveAws({
    DescribeAutoScalingGroups: ({ input }) =>
      input['NextToken'] === 'more' ? page([ordinary]) : page([{ ...ordinary, MinSize: undefined }], 'more'),
  });
  const { resources, unreadable } = await collectAll(scalingGroupCollector, aws.clients(), testScope());
  expect(resources).toHaveLength(1);
  expect(unreadable).toEqual(['MinSize is missing']);
});

test('a region without groups has none, one that denies them fails', async () => {
  expect((await collected([])).resources).toEqual([]);
  const denying = await serveAws({ DescribeAutoScalingGroups: () => new AwsRefusal('AccessDenied', 403) });
  await expect(collectAll(scalingGroupCollector, denying.clients(), testScope())).rejects.toThrow(
    'AccessDenied',
  );
});
