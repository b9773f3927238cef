import { expect, test } from 'vitest';
import { loadBalancerCollector } from '../../../../adapters/aws/collectors/load-balancer.ts';
import { type AwsCall, AwsRefusal, collectAll, queryAnswer, serveAws, testScope } from '../aws-server.ts';

const base = 'arn:aws:elasticloadbalancing:eu-west-1:123456789012';
const arn = (name: string) => `${base}:loadbalancer/app/${name}/50dc6c495c0c9188`;
const groupArn = (name: string) => `${base}:targetgroup/${name}/73e2d6bc24d8a067`;

const balancer = (name: string, more: object = {}) => ({
  LoadBalancerArn: arn(name),
  LoadBalancerName: name,
  DNSName: `${name}.eu-west-1.elb.amazonaws.com`,
  Scheme: 'internet-facing',
  Type: 'application',
  VpcId: 'vpc-1',
  State: { Code: 'active' },
  CreatedTime: '2026-04-05T06:07:08Z',
  ...more,
});

const forward = [{ Type: 'forward', TargetGroupArn: groupArn('web') }];

/** A region with the balancers; what a test does not say of them is empty. */
function region(balancers: readonly object[], more: Parameters<typeof serveAws>[0] = {}) {
  return serveAws({
    DescribeLoadBalancers: () => queryAnswer('DescribeLoadBalancers', { LoadBalancers: balancers }),
    DescribeTargetGroups: () => queryAnswer('DescribeTargetGroups', { TargetGroups: [] }),
    DescribeTags: (call) =>
      queryAnswer('DescribeTags', {
        TagDescriptions: arnsOf(call).map((ResourceArn) => ({ ResourceArn, Tags: [] })),
      }),
    DescribeListeners: () => queryAnswer('DescribeListeners', { Listeners: [] }),
    ...more,
  });
}

const arnsOf = ({ input }: AwsCall) =>
  Object.keys(input)
    .filter((name) => name.startsWith('ResourceArns.'))
    .map((name) => String(input[name]));

test('reads a load balancer with its targets', async () => {
  const aws = await region([balancer('shop')], {
    DescribeTags: () =>
      queryAnswer('DescribeTags', {
        TagDescriptions: [{ ResourceArn: arn('shop'), Tags: [{ Key: 'team', Value: 'shop' }] }],
      }),
    DescribeTargetGroups: () =>
      queryAnswer('DescribeTargetGroups', {
        TargetGroups: [
          { TargetGroupArn: groupArn('web'), TargetType: 'instance', LoadBalancerArns: [arn('shop')] },
          { TargetGroupArn: groupArn('ips'), TargetType: 'ip', LoadBalancerArns: [arn('shop')] },
          { TargetGroupArn: groupArn('gone'), TargetType: 'ip', LoadBalancerArns: [arn('shop')] },
          { TargetGroupArn: groupArn('other'), TargetType: 'ip', LoadBalancerArns: [arn('other')] },
        ],
      }),
    DescribeTargetHealth: ({ input }) => {
      if (input['TargetGroupArn'] === groupArn('gone')) return new AwsRefusal('TargetGroupNotFound');
      const Id = input['TargetGroupArn'] === groupArn('web') ? 'i-0a' : '10.0.0.1';
      return queryAnswer('DescribeTargetHealth', {
        TargetHealthDescriptions: [{ Target: { Id }, TargetHealth: { State: 'unhealthy.draining' } }],
      });
    },
    DescribeListeners: () =>
      queryAnswer('DescribeListeners', { Listeners: [{ ListenerArn: 'l-1', DefaultActions: forward }] }),
    DescribeRules: () => queryAnswer('DescribeRules', { Rules: [{ Actions: forward }] }),
  });
  const { resources, unreadable } = await collectAll(loadBalancerCollector, aws.clients(), testScope());
  expect(unreadable).toEqual([]);
  expect(resources).toEqual([
    {
      kind: 'load-balancer',
      id: arn('shop'),
      name: 'shop',
      scope: testScope(),
      tags: { team: 'shop' },
      createdAt: Date.parse('2026-04-05T06:07:08Z'),
      attributes: {
        type: 'application',
        state: 'active',
        internetFacing: true,
        dnsName: 'shop.eu-west-1.elb.amazonaws.com',
        network: 'vpc-1',
        answersWithoutTargets: false,
        targetGroups: [
          {
            id: groupArn('web'),
            targets: [{ id: 'arn:aws:ec2:eu-west-1:123456789012:instance/i-0a', health: 'draining' }],
          },
          { id: groupArn('ips'), targets: [{ id: '10.0.0.1', health: 'draining' }] },
          { id: groupArn('gone'), targets: [] },
        ],
      },
    },
  ]);
});

test('asks for tags of twenty at a time, and does not take refused ones for none', async () => {
  const many = Array.from({ length: 45 }, (_, index) => balancer(`b${index}`));
  const sizes: number[] = [];
  const aws = await region(many, {
    DescribeTags: (call) => {
      const arns = arnsOf(call);
      sizes.push(arns.length);
      return arns.includes(arn('b0'))
        ? new AwsRefusal('LoadBalancerNotFound')
        : queryAnswer('DescribeTags', {
            TagDescriptions: arns.map((ResourceArn) => ({ ResourceArn, Tags: [] })),
          });
    },
  });
  const { resources } = await collectAll(loadBalancerCollector, aws.clients(), testScope());
  expect(sizes.toSorted((a, b) => a - b)).toEqual([5, 20, 20]);
  expect(resources.map(({ tags }) => tags === undefined)).toEqual(many.map((_, index) => index < 20));
});

test.each([
  ['a listener that redirects', [{ Type: 'redirect' }], forward, true],
  ['a listener that answers itself', [{ Type: 'fixed-response' }], forward, true],
  ['a rule that answers itself', forward, [{ Type: 'fixed-response' }], true],
  ['nothing but forwarding', forward, forward, false],
  ['a sign-in before forwarding', [{ Type: 'authenticate-oidc' }, ...forward], forward, false],
])('%s: answers without targets or not', async (_title, DefaultActions, Actions, expected) => {
  const aws = await region([balancer('shop')], {
    DescribeListeners: () =>
      queryAnswer('DescribeListeners', { Listeners: [{ ListenerArn: 'l-1', DefaultActions }] }),
    DescribeRules: () => queryAnswer('DescribeRules', { Rules: [{ Actions }] }),
  });
  const { resources } = await collectAll(loadBalancerCollector, aws.clients(), testScope());
  expect(resources[0]?.attributes).toMatchObject({ answersWithoutTargets: expected });
});

test('does not ask network load balancers for rules', async () => {
  const aws = await region([balancer('flow', { Type: 'network', Scheme: 'internal' })]);
  const { resources } = await collectAll(loadBalancerCollector, aws.clients(), testScope());
  expect(resources[0]?.attributes).toMatchObject({ type: 'network', internetFacing: false });
  expect(aws.calls.map(({ operation }) => operation)).not.toContain('DescribeListeners');
});

test('keeps an odd record apart', async () => {
  const aws = await region([balancer('odd', { State: { Code: 'melting' } }), balancer('shop')]);
  const { resources, unreadable } = await collectAll(loadBalancerCollector, aws.clients(), testScope());
  expect(resources.map(({ name }) => name)).toEqual(['shop']);
  expect(unreadable).toEqual(['the state "melting" is not known']);
});

test('a region without load balancers costs one call; targets that are denied fail it', async () => {
  const empty = await region([]);
  expect((await collectAll(loadBalancerCollector, empty.clients(), testScope())).resources).toEqual([]);
  expect(empty.calls).toHaveLength(1);

  const denying = await region([balancer('shop')], {
    DescribeTargetGroups: () => new AwsRefusal('AccessDenied', 403),
  });
  await expect(collectAll(loadBalancerCollector, denying.clients(), testScope())).rejects.toThrow(
    'AccessDenied',
  );
});
