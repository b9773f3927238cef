import { expect, test } from 'vitest';
import { addressCollector } from '../../../../adapters/aws/collectors/address.ts';
import { AwsRefusal, collectAll, serveAws, testScope } from '../aws-server.ts';
import { ec2Answer, items } from '../ec2-answers.ts';

const ec2 = 'arn:aws:ec2:eu-west-1:123456789012';

const free = {
  publicIp: '203.0.113.7',
  allocationId: 'eipalloc-0a',
  domain: 'vpc',
  publicIpv4Pool: 'amazon',
};
const held = {
  ...free,
  associationId: 'eipassoc-0a',
  networkInterfaceId: 'eni-0a',
  networkInterfaceOwnerId: '123456789012',
};

async function collected(...addresses: readonly object[]) {
  const aws = await serveAws({
    DescribeAddresses: () => ec2Answer('DescribeAddresses', { addressesSet: items(addresses) }),
  });
  return collectAll(addressCollector, aws.clients(), testScope());
}

test('reads an address that nothing uses', async () => {
  const { resources, unreadable } = await collected({
    ...free,
    instanceId: '',
    tagSet: items([{ key: 'Name', value: 'spare' }]),
  });
  expect(unreadable).toEqual([]);
  expect(resources).toEqual([
    {
      kind: 'address',
      id: `${ec2}:elastic-ip/eipalloc-0a`,
      name: 'spare',
      scope: testScope(),
      tags: { Name: 'spare' },
      attributes: { ip: '203.0.113.7' },
    },
  ]);
});

test('tells what holds an address, and which service does', async () => {
  const { resources } = await collected(
    { ...held, instanceId: 'i-0a' },
    held,
    { ...held, networkInterfaceOwnerId: 'amazon-elb' },
    { ...free, associationId: 'eipassoc-0b', serviceManaged: 'rnat' },
  );
  expect(resources.map(({ attributes }) => attributes)).toEqual([
    { ip: '203.0.113.7', attachedTo: `${ec2}:instance/i-0a` },
    { ip: '203.0.113.7', attachedTo: `${ec2}:network-interface/eni-0a` },
    { ip: '203.0.113.7', attachedTo: `${ec2}:network-interface/eni-0a`, managedBy: 'amazon-elb' },
    { ip: '203.0.113.7', attachedTo: 'eipassoc-0b', managedBy: 'rnat' },
  ]);
});

test('keeps an odd record apart', async () => {
  const { resources, unreadable } = await collected({ ...free, publicIp: undefined }, free);
  expect(resources).toMatchObject([{ name: 'eipalloc-0a', tags: {} }]);
  expect(unreadable).toEqual(['PublicIp is missing']);
});

test('a region without addresses has none, one that denies them fails', async () => {
  expect((await collected()).resources).toEqual([]);
  const denying = await serveAws({ DescribeAddresses: () => new AwsRefusal('UnauthorizedOperation', 403) });
  await expect(collectAll(addressCollector, denying.clients(), testScope())).rejects.toThrow(
    'UnauthorizedOperation',
  );
});
