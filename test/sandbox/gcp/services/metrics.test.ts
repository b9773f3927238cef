import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Instance } from '../../../../src/sandbox/gcp/estate/instances.ts';
import type { Sandbox } from '../../../../src/sandbox/sandbox.ts';
import {
  compare,
  cpu,
  filterFor,
  firstWhere,
  hourly,
  type Monitoring,
  monitoringOf,
  valuesOf,
} from './monitoring-support.ts';
import { allIn, allOf, dayMs, gcpSandbox, startedAt } from './support.ts';

const garbage = 4_294_967_295;

let sandbox: Sandbox;
let monitoring: Monitoring;

beforeAll(async () => {
  sandbox = await gcpSandbox(3_000);
  monitoring = monitoringOf(sandbox);
});

afterAll(async () => {
  await monitoring.client.close();
  await sandbox.close();
});

describe('the Ops Agent', () => {
  test('tells the memory by its state, where there is one', async () => {
    const withAgent = firstWhere(
      monitoring.running,
      ({ memoryAgent, usage }) => memoryAgent && usage === 'web',
    );
    const without = firstWhere(monitoring.running, ({ memoryAgent }) => !memoryAgent);
    const type = 'agent.googleapis.com/memory/percent_used';
    const states = await monitoring.seriesOf(
      `metric.type="${type}" AND ${filterFor(withAgent)}`,
      hourly('ALIGN_MEAN'),
    );
    expect(states.map(({ metric }) => metric?.labels?.['state']).toSorted(compare)).toEqual([
      'buffered',
      'cached',
      'free',
      'slab',
      'used',
    ]);
    const total = states.reduce((sum, state) => sum + (valuesOf(state)[0] ?? 0), 0);
    expect(total).toBeGreaterThan(80);
    expect(total).toBeLessThan(120);
    expect(
      await monitoring.seriesOf(`metric.type="${type}" AND ${filterFor(without)}`, hourly('ALIGN_MEAN')),
    ).toEqual([]);
  });

  test('tells of each GPU, and garbage now and then', async () => {
    const type = 'agent.googleapis.com/gpu/utilization';
    const all = await monitoring.seriesOf(`metric.type="${type}"`, {
      ...hourly('ALIGN_MAX'),
      from: startedAt - 14 * dayMs,
    });
    const machines = monitoring.running.filter(({ gpuAgent }) => gpuAgent);
    const parked = machines.find(({ usage }) => usage === 'gpu-parked');
    const busy = machines.find(({ usage }) => usage === 'gpu-busy');
    const ofMachine = (vm: Instance | undefined) =>
      all.filter(({ resource }) => resource?.labels?.['instance_id'] === vm?.number);
    expect(ofMachine(parked).length).toBe(parked?.gpu?.count);
    expect(
      ofMachine(parked)
        .flatMap(valuesOf)
        .every((value) => value === 0 || value === garbage),
    ).toBe(true);
    expect(
      ofMachine(busy)
        .flatMap(valuesOf)
        .every((value) => value > 40),
    ).toBe(true);
    expect(all.flatMap(valuesOf)).toContain(garbage);
    const held = await monitoring.seriesOf(
      `metric.type="agent.googleapis.com/gpu/memory/bytes_used" AND metric.labels.memory_state="used" AND resource.labels.instance_id="${parked?.number}"`,
      hourly('ALIGN_MEAN'),
    );
    expect(held.length).toBe(parked?.gpu?.count);
    expect(Math.min(...held.flatMap(valuesOf))).toBeGreaterThan(1_024 ** 3);
  });
});

test('connections are counted by one metric for PostgreSQL and by another for all else', async () => {
  const databases = allIn(monitoring.project, (cell) => cell.databases).filter(
    ({ metricsMissing, state, stopped }) => !metricsMissing && state === 'RUNNABLE' && !stopped,
  );
  const plain = await monitoring.seriesOf(
    'metric.type="cloudsql.googleapis.com/database/network/connections"',
    hourly('ALIGN_MAX'),
  );
  const postgres = await monitoring.seriesOf(
    'metric.type="cloudsql.googleapis.com/database/postgresql/num_backends" AND metric.labels.database != "cloudsqladmin"',
    hourly('ALIGN_MAX'),
  );
  const connections = new Map<string, number>();
  for (const series of [...plain, ...postgres]) {
    const id = series.resource?.labels?.['database_id'] ?? '';
    connections.set(id, (connections.get(id) ?? 0) + Math.max(...valuesOf(series)));
  }
  for (const { id, usage } of databases.filter((database) => ['idle', 'web'].includes(database.usage))) {
    const most = connections.get(`${monitoring.project.id}:${id}`);
    expect(most !== undefined && most > 0).toBe(usage === 'web');
    expect(most).toBeDefined();
  }
});

test('NATs count what passes, zeros included', async () => {
  const routers = allIn(monitoring.project, (cell) => cell.routers);
  const sent = await monitoring.seriesOf(
    'metric.type="router.googleapis.com/nat/sent_bytes_count"',
    hourly('ALIGN_SUM'),
  );
  for (const { number, bytesPerDay, nat } of routers) {
    const own = sent.filter(({ resource }) => resource?.labels?.['router_id'] === number);
    expect(own[0]?.resource?.labels?.['gateway_name']).toBe(nat.name);
    const bytes = own.flatMap(valuesOf).reduce((sum, value) => sum + value, 0);
    expect(bytes > 0).toBe(bytesPerDay > 0);
  }
});

test('application load balancers count requests, and say nothing while none come', async () => {
  const rules = allOf(monitoring.project.globalForwardingRules);
  const counted = await monitoring.seriesOf(
    'metric.type="loadbalancing.googleapis.com/https/request_count"',
    hourly('ALIGN_SUM'),
  );
  const names = new Set(counted.map(({ resource }) => resource?.labels?.['forwarding_rule_name']));
  for (const { id, usage } of rules) expect(names.has(id)).toBe(usage !== 'unused');
});

test('Vertex AI tells of the replicas of its models', async () => {
  const endpoints = allIn(monitoring.project, (cell) => cell.endpoints).filter(({ models }) =>
    models.some(({ machine }) => machine?.gpu),
  );
  expect(endpoints.length).toBeGreaterThan(0);
  for (const { id, models, usage, cell } of endpoints) {
    const series = await monitoring.seriesOf(
      `metric.type="aiplatform.googleapis.com/prediction/online/accelerator/duty_cycle" AND resource.labels.endpoint_id="${id}"`,
      hourly('ALIGN_MEAN'),
    );
    expect(series.length).toBe(models.reduce((sum, { minReplicas }) => sum + minReplicas, 0));
    expect(series[0]?.resource?.labels).toMatchObject({
      resource_container: monitoring.project.number,
      location: cell.region,
    });
    expect(series.flatMap(valuesOf).some((value) => value > 0.4)).toBe(usage === 'gpu-busy');
  }
});

test('the machines of notebooks are found by their names', async () => {
  const notebook = allIn(monitoring.project, (cell) => cell.notebooks).find(
    ({ state }) => state === 'ACTIVE',
  );
  const [series] = await monitoring.seriesOf(
    `metric.type="${cpu}" AND metric.labels.instance_name="${notebook?.id}"`,
    hourly('ALIGN_MEAN'),
  );
  expect(series?.resource?.labels?.['instance_id']).toBe(notebook?.machineId);
});

test('of a machine without metrics nothing is told', async () => {
  const silent = allIn(monitoring.project, (cell) => cell.instances).find(
    ({ metricsMissing }) => metricsMissing,
  );
  if (silent === undefined) throw new Error('every machine of the estate has metrics');
  expect(
    await monitoring.seriesOf(`metric.type="${cpu}" AND ${filterFor(silent)}`, hourly('ALIGN_MEAN')),
  ).toEqual([]);
});
