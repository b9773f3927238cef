import { database, endpoint, loadBalancer, natGateway, volume } from 'bursar/adapter';
import { resourceOf } from 'bursar/testing';
import { expect, test } from 'vitest';
import { askedBy, serveCloudWatch } from '../cloudwatch-server.ts';
import {
  arn,
  machine,
  pointsOf,
  readAll,
  request,
  scope,
  startAt,
  telemetryOf,
} from '../reading-telemetry.ts';

test('makes one figure of what SageMaker adds up over processors and GPUs', async () => {
  const sums: Readonly<Record<string, number>> = {
    CPUUtilization: 240,
    GPUUtilization: 60,
    GPUMemoryUtilization: 350,
  };
  const aws = await serveCloudWatch(({ name, dimensions }) =>
    dimensions['VariantName'] === 'main' ? sums[name] : 1,
  );
  const gpus = { gpu: { model: 'NVIDIA A10G', count: 4 } };
  const variants = [
    { name: 'main', type: 'ml.g5.12xlarge', count: 1, ...gpus },
    { name: 'asleep', type: 'ml.g5.12xlarge', count: 0, ...gpus },
    { name: 'serverless' },
  ];
  const chat = resourceOf(endpoint, { name: 'chat', scope, attributes: { variants } });
  expect((await pointsOf(aws, request(chat, 'cpu-utilization')))?.[0]).toBe(5);
  expect((await pointsOf(aws, request(chat, 'gpu-utilization')))?.[0]).toBe(60);
  // Whichever GPU it is held on, no more than all of one can be.
  expect((await pointsOf(aws, request(chat, 'gpu-memory-utilization')))?.[0]).toBe(100);
  expect(aws.calls.flatMap(askedBy).every(({ namespace }) => namespace === '/aws/sagemaker/Endpoints')).toBe(
    true,
  );
  const untyped = resourceOf(endpoint, {
    name: 'x',
    scope,
    attributes: { variants: [{ name: 'main', count: 1 }] },
  });
  expect(await pointsOf(aws, request(untyped, 'cpu-utilization'))).toBeUndefined();
});

test('adds up what goes in and out, and needs both', async () => {
  const aws = await serveCloudWatch(({ name }, at) => {
    if (name === 'NetworkIn') return 100;
    return at === startAt ? undefined : 11;
  });
  const one = request(machine('i-0a'), 'network-bytes', { points: 'sum' });
  expect(await pointsOf(aws, one)).toEqual([undefined, 111, 111, 111]);
});

test('adds a machine’s local disks to its volumes, and does not take them for all', async () => {
  const values: Readonly<Record<string, number>> = {
    EBSReadOps: 1,
    EBSWriteOps: 10,
    DiskReadOps: 100,
    DiskWriteOps: 1_000,
  };
  const nitro = await serveCloudWatch(({ name }) => values[name]);
  const sums = { points: 'sum' } as const;
  const withDisk = request(machine('i-0a', { type: 'm5d.large' }), 'disk-operations', sums);
  expect((await pointsOf(nitro, withDisk))?.[0]).toBe(1_111);
  const without = request(machine('i-0a', { type: 'm5.large' }), 'disk-operations', sums);
  expect((await pointsOf(nitro, without))?.[0]).toBe(11);
  const xen = await serveCloudWatch(({ name }) => (name.startsWith('EBS') ? undefined : 0));
  expect(
    await pointsOf(xen, request(machine('i-0a', { type: 'm3.large' }), 'disk-operations', sums)),
  ).toBeUndefined();
});

function balancer(path: string, type: 'application' | 'network' | 'gateway') {
  return resourceOf(loadBalancer, {
    id: arn('elasticloadbalancing', `loadbalancer/${path}`),
    scope,
    attributes: { type },
  });
}

test('reads the metrics of databases, volumes, load balancers and NAT gateways by their names', async () => {
  const aws = await serveCloudWatch(() => 2);
  const sums = { points: 'sum' } as const;
  await readAll(telemetryOf(aws), [
    request(resourceOf(database, { id: arn('rds', 'db:shop'), scope }), 'cpu-utilization'),
    request(resourceOf(database, { id: arn('rds', 'db:shop'), scope }), 'database-connections'),
    request(resourceOf(volume, { id: arn('ec2', 'volume/vol-1'), scope }), 'disk-operations', sums),
    request(resourceOf(natGateway, { id: arn('ec2', 'natgateway/nat-1'), scope }), 'nat-bytes', sums),
    request(balancer('app/shop/50dc', 'application'), 'load-balancer-requests', sums),
    request(balancer('net/flow/60dc', 'network'), 'load-balancer-requests', sums),
    request(balancer('gwy/wall/70dc', 'gateway'), 'load-balancer-requests', sums),
  ]);
  const asked = aws.calls
    .flatMap(askedBy)
    .map(({ namespace, name, dimensions }) => ({ namespace, name, dimensions }));
  const ofDatabase = { namespace: 'AWS/RDS', dimensions: { DBInstanceIdentifier: 'shop' } };
  const ofNat = { namespace: 'AWS/NATGateway', dimensions: { NatGatewayId: 'nat-1' } };
  const ofVolume = { namespace: 'AWS/EBS', dimensions: { VolumeId: 'vol-1' } };
  expect(asked).toEqual([
    { ...ofDatabase, name: 'CPUUtilization' },
    { ...ofDatabase, name: 'DatabaseConnections' },
    { ...ofVolume, name: 'VolumeReadOps' },
    { ...ofVolume, name: 'VolumeWriteOps' },
    { ...ofNat, name: 'BytesOutToDestination' },
    { ...ofNat, name: 'BytesOutToSource' },
    { namespace: 'AWS/ApplicationELB', name: 'RequestCount', dimensions: { LoadBalancer: 'app/shop/50dc' } },
    { namespace: 'AWS/NetworkELB', name: 'NewFlowCount', dimensions: { LoadBalancer: 'net/flow/60dc' } },
    { namespace: 'AWS/GatewayELB', name: 'NewFlowCount', dimensions: { LoadBalancer: 'gwy/wall/70dc' } },
  ]);
});
