import { expect, test } from 'vitest';
import { natGatewayCollector } from '../../../../adapters/aws/collectors/nat-gateway.ts';
import { AwsRefusal, collectAll, serveAws, testScope } from '../aws-server.ts';
import { ec2Answer, items } from '../ec2-answers.ts';

const ec2 = 'arn:aws-cn:ec2:cn-north-1:123456789012';

const ordinary = {
  natGatewayId: 'nat-0a',
  subnetId: 'subnet-0a',
  vpcId: 'vpc-0a',
  state: 'available',
  createTime: '2026-01-02T03:04:05.000Z',
  connectivityType: 'public',
  natGatewayAddressSet: items([
    { allocationId: 'eipalloc-0a', networkInterfaceId: 'eni-0a', publicIp: '203.0.113.7', isPrimary: true },
    { allocationId: 'eipalloc-0b', networkInterfaceId: 'eni-0a', publicIp: '203.0.113.8', isPrimary: false },
  ]),
};

const page = (gateways: readonly object[], nextToken?: string) =>
  ec2Answer('DescribeNatGateways', { natGatewaySet: items(gateways), nextToken });

async function collected(...gateways: readonly object[]) {
  const aws = await serveAws({ DescribeNatGateways: () => page(gateways) });
  return collectAll(natGatewayCollector, aws.clients('cn-north-1'), testScope('cn-north-1'));
}

test('reads a gateway with its addresses, named as in its partition', async () => {
  const { resources, unreadable } = await collected(ordinary);
  expect(unreadable).toEqual([]);
  expect(resources).toEqual([
    {
      kind: 'nat-gateway',
      id: `${ec2}:natgateway/nat-0a`,
      name: 'nat-0a',
      scope: testScope('cn-north-1'),
      tags: {},
      createdAt: Date.UTC(2026, 0, 2, 3, 4, 5),
      attributes: {
        state: 'available',
        public: true,
        network: 'vpc-0a',
        subnet: 'subnet-0a',
        addresses: [`${ec2}:elastic-ip/eipalloc-0a`, `${ec2}:elastic-ip/eipalloc-0b`],
      },
    },
  ]);
});

test('a private one holds no addresses', async () => {
  const { resources } = await collected({
    ...ordinary,
    connectivityType: 'private',
    natGatewayAddressSet: items([{ networkInterfaceId: 'eni-0a', privateIp: '10.0.0.7' }]),
  });
  expect(resources).toMatchObject([{ attributes: { public: false, addresses: [] } }]);
});

test('follows the pages, keeps an odd record apart, and takes a repeated token for an error', async () => {
  const aws = await serveAws({
    DescribeNatGateways: ({ input }) =>
      input['NextToken'] === 'more' ? page([ordinary]) : page([{ ...ordinary, state: 'adrift' }], 'more'),
  });
  const scope = testScope('cn-north-1');
  const { resources, unreadable } = await collectAll(natGatewayCollector, aws.clients('cn-north-1'), scope);
  expect(resources).toHaveLength(1);
  expect(unreadable).toEqual(['the state "adrift" is not known']);
  expect(aws.calls[0]?.input['MaxResults']).toBe('1000');

  const circle = await serveAws({ DescribeNatGateways: () => page([], 'more') });
  await expect(collectAll(natGatewayCollector, circle.clients(), scope)).rejects.toThrow('a second time');
});

test('a region that denies its gateways fails', async () => {
  const denying = await serveAws({ DescribeNatGateways: () => new AwsRefusal('UnauthorizedOperation', 403) });
  await expect(collectAll(natGatewayCollector, denying.clients(), testScope())).rejects.toThrow(
    'UnauthorizedOperation',
  );
});
