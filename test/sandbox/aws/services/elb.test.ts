import {
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTagsCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
  type Listener,
  paginateDescribeLoadBalancers,
  paginateDescribeTargetGroups,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Cell } from '../../../../src/sandbox/aws/estate/estate.ts';
import type { LoadBalancer } from '../../../../src/sandbox/aws/estate/load-balancers.ts';
import type { Sandbox } from '../../../../src/sandbox/sandbox.ts';
import { allOf, configOf, dayMs, firstWhere, largestCell, sandboxOf, startedAt } from './support.ts';

let sandbox: Sandbox;
let cell: Cell;
let client: ElasticLoadBalancingV2Client;
let balancers: readonly LoadBalancer[];

beforeAll(async () => {
  sandbox = await sandboxOf(20_000);
  cell = largestCell(sandbox, (place) => place.loadBalancers);
  client = new ElasticLoadBalancingV2Client(configOf(sandbox, cell));
  balancers = allOf(cell.loadBalancers);
});

afterAll(() => sandbox.close());

test('load balancers and target groups are listed in pages, each once', async () => {
  const arns: (string | undefined)[] = [];
  for await (const { LoadBalancers = [] } of paginateDescribeLoadBalancers({ client }, { PageSize: 7 })) {
    expect(LoadBalancers.length).toBeLessThanOrEqual(7);
    arns.push(...LoadBalancers.map(({ LoadBalancerArn }) => LoadBalancerArn));
  }
  expect(arns).toEqual(balancers.map(({ arn }) => arn));
  const groups: (string | undefined)[] = [];
  for await (const { TargetGroups = [] } of paginateDescribeTargetGroups({ client }, { PageSize: 7 })) {
    expect(TargetGroups.length).toBeLessThanOrEqual(7);
    groups.push(...TargetGroups.map(({ TargetGroupArn }) => TargetGroupArn));
  }
  expect(groups).toEqual(balancers.flatMap(({ targetGroups }) => targetGroups.map(({ arn }) => arn)));
  expect(new Set(groups).size).toBe(groups.length);
});

test('tags come for up to twenty at a time', async () => {
  const ResourceArns = balancers.slice(0, 20).map(({ arn }) => arn);
  const { TagDescriptions } = await client.send(new DescribeTagsCommand({ ResourceArns }));
  expect(TagDescriptions).toEqual(
    balancers
      .slice(0, 20)
      .map(({ arn, tags }) => ({ ResourceArn: arn, Tags: tags.map(([Key, Value]) => ({ Key, Value })) })),
  );
  const tooMany = new DescribeTagsCommand({ ResourceArns: balancers.slice(0, 21).map(({ arn }) => arn) });
  await expect(client.send(tooMany)).rejects.toMatchObject({ name: 'ValidationError' });
});

async function targetsOf(balancer: LoadBalancer) {
  const { TargetGroups = [] } = await client.send(
    new DescribeTargetGroupsCommand({ LoadBalancerArn: balancer.arn }),
  );
  const answers = TargetGroups.map(({ TargetGroupArn }) =>
    client.send(new DescribeTargetHealthCommand({ TargetGroupArn })),
  );
  return (await Promise.all(answers)).flatMap(
    ({ TargetHealthDescriptions = [] }) => TargetHealthDescriptions,
  );
}

test('targets are instances that exist, addresses or functions, healthy or not', async () => {
  const serving = firstWhere(
    balancers,
    ({ targetGroups }) => targetGroups[0]?.targetType === 'instance' && targetGroups[0].targets.length > 2,
  );
  for (const { Target, TargetHealth } of await targetsOf(serving)) {
    const state = cell.instances.find(Target?.Id ?? '')?.state;
    expect(state).toBeDefined();
    expect(TargetHealth?.State).toBe(state === 'running' ? 'healthy' : 'unused');
  }
  const lambda = firstWhere(balancers, ({ targetGroups }) => targetGroups[0]?.targetType === 'lambda');
  const [target] = await targetsOf(lambda);
  expect(target?.TargetHealth?.State).toBe('unavailable');
  expect(cell.functions.find(target?.Target?.Id?.split(':').at(-1) ?? '')?.arn).toBe(target?.Target?.Id);
  const states = new Set(
    (await Promise.all(balancers.slice(0, 60).map(targetsOf)))
      .flat()
      .map(({ TargetHealth }) => TargetHealth?.State),
  );
  expect([...states]).toEqual(expect.arrayContaining(['healthy', 'unhealthy', 'unused']));
});

function answersItself({ DefaultActions = [] }: Listener): boolean {
  return DefaultActions.some(({ Type }) => Type === 'redirect' || Type === 'fixed-response');
}

test('those that ought to be found are old, have no target, and answer nothing by themselves', async () => {
  const flagged = await Promise.all(
    balancers.map(async (balancer) => {
      const targets = await targetsOf(balancer);
      const { Listeners = [] } = await client.send(
        new DescribeListenersCommand({ LoadBalancerArn: balancer.arn }),
      );
      const old = balancer.createdAt < startedAt - 7 * dayMs;
      return old && balancer.state === 'active' && targets.length === 0 && !Listeners.some(answersItself);
    }),
  );
  expect(flagged).toEqual(balancers.map(({ truths }) => truths.includes('load-balancer-without-targets')));
  expect(flagged.filter(Boolean).length).toBeGreaterThan(5);
});

test('a listener tells its rules, the default one last', async () => {
  const answering = firstWhere(
    balancers,
    ({ listeners }) => listeners[0]?.answer === 'fixed-response' && listeners[0].forwardsTo.length > 0,
  );
  const ListenerArn = answering.listeners[0]?.arn;
  const { Rules = [] } = await client.send(new DescribeRulesCommand({ ListenerArn }));
  expect(Rules.map(({ IsDefault, Actions }) => [IsDefault, Actions?.[0]?.Type])).toEqual([
    [false, 'forward'],
    [true, 'fixed-response'],
  ]);
  const { Listeners } = await client.send(
    new DescribeListenersCommand({ ListenerArns: [ListenerArn ?? ''] }),
  );
  expect(Listeners?.[0]?.DefaultActions?.[0]?.FixedResponseConfig?.StatusCode).toBe('404');
});

test('what Elastic Load Balancing refuses is refused', async () => {
  const missing =
    'arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/none-alb-1/0123456789abcdef';
  const send = (input: object) => client.send(new DescribeLoadBalancersCommand(input));
  await expect(send({ LoadBalancerArns: [missing] })).rejects.toMatchObject({
    name: 'LoadBalancerNotFoundException',
  });
  await expect(send({ PageSize: 401 })).rejects.toMatchObject({ name: 'ValidationError' });
  await expect(send({ Marker: 'abc' })).rejects.toMatchObject({ name: 'ValidationError' });
  await expect(
    client.send(
      new DescribeTargetHealthCommand({ TargetGroupArn: missing.replace('loadbalancer/app', 'targetgroup') }),
    ),
  ).rejects.toMatchObject({ name: 'TargetGroupNotFoundException' });
});
