import { database, endpoint, loadBalancer, natGateway, volume } from 'bursar/adapter';
import { resourceOf } from 'bursar/testing';
import { expect, test } from 'vitest';
import { type Asked, refusal, serveMonitor } from '../monitor-server.ts';
import {
  hourMs,
  idOf,
  machine,
  pointsOf,
  readAll,
  request,
  scope,
  telemetryOf,
} from '../reading-telemetry.ts';

const oneHour = { endAt: request(machine('x'), '').startAt + hourMs };

/** Figures by the metric's name and what is asked of it; null for any that should not be asked. */
function figures(table: Readonly<Record<string, number>>): (asked: Asked) => number | null {
  return ({ name, aggregation }) => table[`${aggregation} ${name}`] ?? null;
}

test('the memory in use is what is not free, and the most that was used is where the least was free', async () => {
  const server = await serveMonitor(
    figures({ 'average Available Memory Percentage': 70, 'minimum Available Memory Percentage': 12.5 }),
  );
  const of = (points: 'average' | 'maximum') =>
    pointsOf(server, request(machine('web'), 'memory-utilization', { points, ...oneHour }));
  expect(await of('average')).toEqual([30]);
  expect(await of('maximum')).toEqual([87.5]);
});

test('bytes are what came in both directions', async () => {
  const server = await serveMonitor(
    figures({ 'total Network In Total': 1_000, 'total Network Out Total': 24 }),
  );
  const one = request(machine('web'), 'network-bytes', { points: 'sum', ...oneHour });
  expect(await pointsOf(server, one)).toEqual([1_024]);
});

test('operations are made of how many there were in a second', async () => {
  const server = await serveMonitor(
    figures({ 'average Disk Read Operations/Sec': 0.5, 'average Disk Write Operations/Sec': 2 }),
  );
  const one = request(machine('web'), 'disk-operations', { points: 'sum', ...oneHour });
  expect(await pointsOf(server, one)).toEqual([2.5 * 3_600]);
  const fine = request(machine('web'), 'disk-operations', { points: 'sum', ...oneHour, stepMs: 300_000 });
  expect((await pointsOf(server, fine))?.[0]).toBe(2.5 * 300);
});

test('a disk tells of itself, and nothing while it is attached to nothing', async () => {
  const disk = resourceOf(volume, { id: idOf('compute/disks/data-1'), scope });
  const server = await serveMonitor(
    figures({
      'average Composite Disk Read Operations/sec': 1,
      'average Composite Disk Write Operations/sec': 0,
    }),
  );
  const [result] = await readAll(await telemetryOf(server), [
    request(disk, 'disk-operations', { points: 'sum', ...oneHour }),
  ]);
  expect(result).toMatchObject({ series: { points: [3_600], sparse: true } });
  expect(server.calls[0]?.namespace).toBe('microsoft.compute/disks');
});

test.each([
  ['sql/servers/shop/databases/orders', 'sessions_count'],
  ['dbforpostgresql/flexibleservers/orders', 'active_connections'],
  ['dbformysql/flexibleservers/orders', 'active_connections'],
])('%s counts its connections as %s', async (rest, name) => {
  const db = resourceOf(database, { id: idOf(rest), scope });
  const server = await serveMonitor(figures({ [`maximum ${name}`]: 7, 'average cpu_percent': 3 }));
  expect(
    await pointsOf(server, request(db, 'database-connections', { points: 'maximum', ...oneHour })),
  ).toEqual([7]);
  expect(await pointsOf(server, request(db, 'cpu-utilization', oneHour))).toEqual([3]);
});

test.each([
  ['loadbalancers', 'SYNCount'],
  ['applicationgateways', 'TotalRequests'],
])('of %s requests are %s', async (type, name) => {
  const balancer = resourceOf(loadBalancer, { id: idOf(`network/${type}/front`), scope });
  const server = await serveMonitor(figures({ [`total ${name}`]: 12 }));
  const one = request(balancer, 'load-balancer-requests', { points: 'sum', ...oneHour });
  expect(await pointsOf(server, one)).toEqual([12]);
});

test('NAT gateways count what passes through them', async () => {
  const gateway = resourceOf(natGateway, { id: idOf('network/natgateways/out'), scope });
  const server = await serveMonitor(figures({ 'total ByteCount': 4_096 }));
  expect(await pointsOf(server, request(gateway, 'nat-bytes', { points: 'sum', ...oneHour }))).toEqual([
    4_096,
  ]);
});

test('of an endpoint the busiest deployment counts', async () => {
  const id = idOf('machinelearningservices/workspaces/ml/onlineendpoints/rank');
  const variant = { type: 'Standard_NC4as_T4_v3', count: 1 };
  const deployed = resourceOf(endpoint, {
    id,
    scope,
    attributes: {
      state: 'in-service',
      variants: [
        { name: 'Blue', ...variant },
        { name: 'green', ...variant },
        { name: 'off', type: 'Standard_NC4as_T4_v3', count: 0 },
      ],
    },
  });
  const server = await serveMonitor(({ name, resource }) =>
    name === 'GpuUtilizationPercentage' ? (resource.endsWith('/deployments/blue') ? 20 : 60) : null,
  );
  expect(await pointsOf(server, request(deployed, 'gpu-utilization', oneHour))).toEqual([60]);
  expect(server.calls[0]?.resources).toEqual([`${id}/deployments/blue`, `${id}/deployments/green`]);
});

const gpus = (count: number) => ({ gpu: { model: 'NVIDIA T4', count } });

test('a GPU machine tells of its busiest GPU by an agent, asked for by itself', async () => {
  const busy: Readonly<Record<string, number>> = { '0': 3, '1': 55, '2': 4_294_967_295, '3': 7 };
  const server = await serveMonitor(({ part }) => busy[part ?? ''], { parts: ['0', '1', '3'] });
  const one = request(machine('gpu', gpus(3)), 'gpu-utilization', oneHour);
  const [result] = await readAll(await telemetryOf(server), [one]);
  expect(result).toMatchObject({
    series: { points: [55], source: 'Azure Monitor Telegraf/nvidia_smi utilization_gpu' },
  });
  expect(server.calls).toMatchObject([{ way: 'single', namespace: 'Telegraf/nvidia_smi' }]);
});

test('nothing is said of a machine whose GPUs are known in part', async () => {
  const server = await serveMonitor(() => 0, { parts: ['0', '1', '3'] });
  expect(
    await pointsOf(server, request(machine('gpu', gpus(4)), 'gpu-utilization', oneHour)),
  ).toBeUndefined();
  const broken = await serveMonitor(({ part }) => (part === '1' ? 4_294_967_295 : 0), { parts: ['0', '1'] });
  expect(
    await pointsOf(broken, request(machine('gpu', gpus(2)), 'gpu-utilization', oneHour)),
  ).toBeUndefined();
});

test('a part of a GPU is told of as one', async () => {
  const server = await serveMonitor(() => 9, { parts: ['0'] });
  expect(await pointsOf(server, request(machine('gpu', gpus(1 / 6)), 'gpu-utilization', oneHour))).toEqual([
    9,
  ]);
});

test('the memory that is held is a share of the memory there is', async () => {
  const server = await serveMonitor(({ name }) => (name === 'memory_used' ? 4_096 : 16_384), {
    parts: ['0'],
  });
  const one = request(machine('gpu', gpus(1)), 'gpu-memory-utilization', oneHour);
  expect(await pointsOf(server, one)).toEqual([25]);
});

test('a machine without an agent has no figures of GPUs, which is no error', async () => {
  const server = await serveMonitor(() => 1, {
    refuse: () => refusal(400, 'BadRequest', 'namespace not found'),
  });
  expect(
    await pointsOf(server, request(machine('gpu', gpus(1)), 'gpu-utilization', oneHour)),
  ).toBeUndefined();
  const denied = await serveMonitor(() => 1, { refuse: () => refusal(403, 'AuthorizationFailed') });
  await expect(
    pointsOf(denied, request(machine('gpu', gpus(1)), 'gpu-utilization', oneHour)),
  ).rejects.toThrow('AuthorizationFailed');
});

test('a machine without a GPU is not asked about one', async () => {
  const server = await serveMonitor(() => 1);
  expect(await pointsOf(server, request(machine('web'), 'gpu-utilization', oneHour))).toBeUndefined();
  expect(server.calls).toEqual([]);
});
