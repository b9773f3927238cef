import {
  AutoScalingClient,
  DescribeAutoScalingGroupsCommand,
  DescribeLaunchConfigurationsCommand,
  paginateDescribeAutoScalingGroups,
} from '@aws-sdk/client-auto-scaling';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Cell } from '../../../../src/sandbox/aws/estate/estate.ts';
import type { Sandbox } from '../../../../src/sandbox/sandbox.ts';
import {
  allOf,
  configOf,
  firstWhere,
  hasRecorded,
  largestCell,
  recordedAnswer,
  sandboxOf,
  shapeOf,
} from './support.ts';

let sandbox: Sandbox;
let cell: Cell;
let client: AutoScalingClient;

beforeAll(async () => {
  sandbox = await sandboxOf(8_000);
  cell = largestCell(sandbox, (place) => place.scalingGroups);
  client = new AutoScalingClient(configOf(sandbox, cell));
});

afterAll(() => sandbox.close());

test('the members of a group are the instances that carry its tag', async () => {
  const groups = [];
  for await (const page of paginateDescribeAutoScalingGroups({ client, pageSize: 5 }, {}))
    groups.push(...(page.AutoScalingGroups ?? []));
  expect(groups.map(({ AutoScalingGroupName }) => AutoScalingGroupName)).toEqual(
    allOf(cell.scalingGroups).map(({ id }) => id),
  );
  const carrying = Map.groupBy(
    allOf(cell.instances).filter(({ state }) => state !== 'terminated' && state !== 'shutting-down'),
    ({ tags }) => tags.find(([key]) => key === 'aws:autoscaling:groupName')?.[1],
  );
  for (const { AutoScalingGroupName, Instances = [], DesiredCapacity, MinSize, MaxSize } of groups) {
    const members = carrying.get(AutoScalingGroupName) ?? [];
    expect(Instances.map(({ InstanceId }) => InstanceId)).toEqual(members.map(({ id }) => id));
    expect(DesiredCapacity).toBe(members.length);
    expect(MinSize).toBeLessThanOrEqual(DesiredCapacity ?? 0);
    expect(MaxSize).toBeGreaterThanOrEqual(DesiredCapacity ?? 0);
  }
  expect([...carrying.keys()].filter((name) => name !== undefined)).toHaveLength(groups.length);
});

test('some groups mix types and markets', async () => {
  const mixed = firstWhere(allOf(cell.scalingGroups), (group) => group.mixed !== undefined);
  const command = new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [mixed.id, 'nobody'] });
  const { AutoScalingGroups = [] } = await client.send(command);
  expect(AutoScalingGroups).toHaveLength(1);
  const policy = AutoScalingGroups[0]?.MixedInstancesPolicy;
  expect(policy?.LaunchTemplate?.Overrides?.map(({ InstanceType }) => InstanceType)).toEqual(
    mixed.mixed?.types,
  );
  expect(policy?.InstancesDistribution?.OnDemandBaseCapacity).toBe(mixed.mixed?.onDemandBase);
  const { LaunchConfigurations } = await client.send(new DescribeLaunchConfigurationsCommand({}));
  expect(LaunchConfigurations).toEqual([]);
});

test('groups are found by their tags', async () => {
  const tagged = firstWhere(allOf(cell.scalingGroups), ({ tags }) => tags.length > 0);
  const [key = '', value = ''] = tagged.tags[0] ?? [];
  const Filters = [{ Name: `tag:${key}`, Values: [value] }];
  const { AutoScalingGroups = [] } = await client.send(new DescribeAutoScalingGroupsCommand({ Filters }));
  expect(AutoScalingGroups.map(({ AutoScalingGroupName }) => AutoScalingGroupName)).toContain(tagged.id);
  for (const { Tags = [] } of AutoScalingGroups)
    expect(Tags.find(({ Key }) => Key === key)?.Value).toBe(value);
});

function describeBy(input: object) {
  return client.send(new DescribeAutoScalingGroupsCommand(input));
}

test('what Auto Scaling refuses is refused', async () => {
  await expect(describeBy({ MaxRecords: 101 })).rejects.toMatchObject({ name: 'ValidationError' });
  await expect(describeBy({ NextToken: 'abc' })).rejects.toMatchObject({ name: 'InvalidNextToken' });
});

test.skipIf(!hasRecorded)('the recorded answer to DescribeAutoScalingGroups has the same shape', async () => {
  const plain = firstWhere(allOf(cell.scalingGroups), ({ mixed }) => mixed === undefined);
  const command = new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [plain.id] });
  const ours = shapeOf(await client.send(command));
  const real = shapeOf(
    recordedAnswer('test_ebs_snapshot_unused/autoscaling.DescribeAutoScalingGroups_1.json'),
  );
  expect(ours).toEqual(expect.arrayContaining([...real]));
});
