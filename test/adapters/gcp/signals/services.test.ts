import { database, endpoint, loadBalancer, natGateway } from 'bursar/adapter';
import { resourceOf } from 'bursar/testing';
import { describe, expect, test } from 'vitest';
import { type Kept, serveMonitoring } from '../monitoring-server.ts';
import {
  hourMs,
  idOf,
  pointsOf,
  project,
  readAll,
  regional,
  request,
  scope,
  startAt,
  telemetryOf,
} from '../reading-telemetry.ts';

const hourOf = (endAt: number): number => (endAt - startAt) / hourMs - 1;
const counter = { kind: 'DELTA' as const, unit: 'By' };

describe('Cloud SQL', () => {
  const prefix = 'cloudsql.googleapis.com/database/';
  const sql = (
    type: string,
    metric: Readonly<Record<string, string>>,
    value: Kept['value'],
    unit = '1',
  ): Kept => ({
    type: prefix + type,
    metric,
    resource: { database_id: `${project}:orders`, region: 'europe-west1' },
    unit,
    value,
  });
  const orders = (engine: string) =>
    resourceOf(database, {
      id: idOf('sqladmin', 'instances/orders'),
      name: 'orders',
      scope: regional,
      attributes: { engine },
    });

  test('tells its processors', async () => {
    const monitoring = await serveMonitoring([sql('cpu/utilization', {}, () => 0.42, '10^2.%')]);
    const points = await pointsOf(monitoring, request(orders('mysql'), 'cpu-utilization'));
    expect(points).toEqual([42, 42, 42, 42]);
    expect(monitoring.calls.map(({ values }) => values)).toEqual([[`${project}:orders`]]);
  });

  test('tells connections of MySQL', async () => {
    const monitoring = await serveMonitoring([sql('network/connections', {}, () => 12)]);
    const asked = request(orders('mysql'), 'database-connections', { points: 'maximum' });
    expect(await pointsOf(monitoring, asked)).toEqual([12, 12, 12, 12]);
  });

  test('tells those of PostgreSQL by database, its own among them', async () => {
    const monitoring = await serveMonitoring([
      sql('postgresql/num_backends', { database: 'cloudsqladmin' }, () => 2),
      sql('postgresql/num_backends', { database: 'app' }, () => 5),
      sql('postgresql/num_backends', { database: 'reports' }, (endAt) => (hourOf(endAt) > 1 ? 4 : undefined)),
    ]);
    const asked = request(orders('postgres'), 'database-connections', { points: 'maximum' });
    expect(await pointsOf(monitoring, asked)).toEqual([5, 5, 9, 9]);
  });
});

describe('Vertex AI', () => {
  const prefix = 'aiplatform.googleapis.com/prediction/online/';
  const replica = (type: string, model: string, value: number, unit = '10^2.%'): Kept => ({
    type: prefix + type,
    metric: { deployed_model_id: model, replica_id: `${model}-${value}` },
    resource: { endpoint_id: '77', location: 'europe-west1' },
    unit,
    value: () => value,
  });
  const t4 = { model: 'NVIDIA L4', count: 1 };
  const served = (...variants: readonly { name: string; type?: string; count?: number; gpu?: typeof t4 }[]) =>
    resourceOf(endpoint, {
      id: idOf('aiplatform', 'locations/europe-west1/endpoints/77'),
      scope: regional,
      attributes: { variants: [...variants] },
    });
  const two = served(
    { name: 'a', type: 'n1-standard-4', count: 2 },
    { name: 'b', type: 'n1-standard-8', count: 1 },
  );

  test('tells processors added up, of each replica', async () => {
    const monitoring = await serveMonitoring([
      replica('cpu/utilization', 'a', 1),
      replica('cpu/utilization', 'a', 2),
      replica('cpu/utilization', 'b', 3.2),
    ]);
    // The busiest uses two of four processors.
    const points = await pointsOf(monitoring, request(two, 'cpu-utilization'));
    expect(points?.map((point) => point && Math.round(point))).toEqual([50, 50, 50, 50]);
  });

  test('tells how long accelerators work, and what they hold', async () => {
    const one = served({ name: 'a', type: 'g2-standard-4', count: 1, gpu: t4 });
    const busy = await serveMonitoring([replica('accelerator/duty_cycle', 'a', 0.3)]);
    expect(await pointsOf(busy, request(one, 'gpu-utilization'))).toEqual([30, 30, 30, 30]);
    const held = await serveMonitoring([replica('accelerator/memory/bytes_used', 'a', 6 * 1_024 ** 3, 'By')]);
    expect(await pointsOf(held, request(one, 'gpu-memory-utilization'))).toEqual([25, 25, 25, 25]);
  });

  test.for([
    ['a machine of an unknown type', served({ name: 'a', type: 'n99-x', count: 1 })],
    ['a model without machines', served({ name: 'a' })],
    ['no model', served()],
  ] as const)('tells nothing of %s', async ([, resource]) => {
    const monitoring = await serveMonitoring([]);
    expect(await pointsOf(monitoring, request(resource, 'cpu-utilization'))).toBeUndefined();
    expect(monitoring.calls).toEqual([]);
  });
});

describe('networks', () => {
  const requests = (place: string, region: string, value: Kept['value']): Kept => ({
    type: `loadbalancing.googleapis.com/https/${place}request_count`,
    resource: { forwarding_rule_name: 'shop', region },
    value,
    ...counter,
  });
  const balancer = (where: 'global' | 'regions/europe-west1', attributes: object = {}) =>
    resourceOf(loadBalancer, {
      id: idOf('compute', `${where}/forwardingRules/shop`),
      scope: where === 'global' ? scope : regional,
      createdAt: startAt - hourMs,
      attributes: { type: 'application', internetFacing: true, ...attributes },
    });

  test.for([
    ['global', '', 'global', {}],
    ['of a region', 'external/regional/', 'regions/europe-west1', {}],
    ['internal', 'internal/', 'regions/europe-west1', { internetFacing: false }],
  ] as const)('requests of a load balancer that is %s', async ([, place, where, attributes]) => {
    const region = where === 'global' ? 'global' : 'europe-west1';
    const monitoring = await serveMonitoring([
      requests(place, region, (endAt) => (hourOf(endAt) === 1 ? 9 : undefined)),
    ]);
    const asked = request(balancer(where, attributes), 'load-balancer-requests', { points: 'sum' });
    const [result] = await readAll(telemetryOf(monitoring), [asked]);
    expect(result).toMatchObject({ series: { points: [undefined, 9, undefined, undefined], sparse: true } });
  });

  test('of a load balancer that balances packets nobody counts requests', async () => {
    const monitoring = await serveMonitoring([]);
    const asked = request(balancer('global', { type: 'network' }), 'load-balancer-requests');
    expect(await pointsOf(monitoring, asked)).toBeUndefined();
  });

  const nat = resourceOf(natGateway, {
    id: idOf('compute', 'regions/europe-west1/routers/edge/nats/out'),
    name: 'out',
    scope: regional,
  });
  const bytes = (name: string, router: string, value: number): Kept => ({
    type: `router.googleapis.com/nat/${name}_bytes_count`,
    resource: { gateway_name: 'out', region: 'europe-west1', router_id: router },
    value: () => value,
    ...counter,
  });

  test('bytes of Cloud NAT are added up', async () => {
    const monitoring = await serveMonitoring([bytes('received', '1', 1_000), bytes('sent', '1', 24)]);
    const asked = request(nat, 'nat-bytes', { points: 'sum' });
    expect(await pointsOf(monitoring, asked)).toEqual([1_024, 1_024, 1_024, 1_024]);
  });

  test('of two gateways of one name in a region nobody knows whose the bytes are', async () => {
    const monitoring = await serveMonitoring([bytes('received', '1', 1_000), bytes('received', '2', 24)]);
    expect(await pointsOf(monitoring, request(nat, 'nat-bytes', { points: 'sum' }))).toBeUndefined();
  });
});
