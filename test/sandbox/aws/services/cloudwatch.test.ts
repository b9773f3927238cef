import {
  CloudWatchClient,
  GetMetricDataCommand,
  type GetMetricDataCommandInput,
  GetMetricStatisticsCommand,
  type ListMetricsCommandInput,
  type MetricDataQuery,
  paginateGetMetricData,
  paginateListMetrics,
} from '@aws-sdk/client-cloudwatch';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Cell } from '../../../../src/sandbox/aws/estate/estate.ts';
import type { Instance } from '../../../../src/sandbox/aws/estate/instances.ts';
import type { Sandbox } from '../../../../src/sandbox/sandbox.ts';
import {
  allOf,
  configOf,
  dayMs,
  firstWhere,
  hasRecorded,
  hourMs,
  largestCell,
  recordedAnswer,
  sandboxOf,
  shapeOf,
  startedAt,
} from './support.ts';

let sandbox: Sandbox;
let cell: Cell;
let client: CloudWatchClient;
let instances: readonly Instance[];
let running: readonly Instance[];

beforeAll(async () => {
  sandbox = await sandboxOf(4_000);
  cell = largestCell(sandbox, ({ instances: all }) => all);
  client = new CloudWatchClient(configOf(sandbox, cell));
  instances = allOf(cell.instances);
  running = instances.filter(
    ({ state, metricsMissing, launchedAt }) =>
      state === 'running' && !metricsMissing && launchedAt < startedAt - 20 * dayMs,
  );
});

afterAll(() => sandbox.close());

const window = { StartTime: new Date(startedAt - 14 * dayMs), EndTime: new Date(startedAt) };

function query(
  id: string,
  namespace: string,
  metric: string,
  dimensions: Readonly<Record<string, string>>,
  more: { readonly stat?: string; readonly period?: number } = {},
): MetricDataQuery {
  return {
    Id: id,
    MetricStat: {
      Metric: {
        Namespace: namespace,
        MetricName: metric,
        Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
      },
      Period: more.period ?? 3_600,
      Stat: more.stat ?? 'Average',
    },
  };
}

interface Points {
  readonly times: number[];
  readonly values: number[];
  readonly statuses: string[];
}

/** Everything that is told of some queries, over all pages. */
async function pointsOf(
  queries: readonly MetricDataQuery[],
  more: Partial<GetMetricDataCommandInput> = {},
): Promise<ReadonlyMap<string, Points>> {
  const points = new Map<string, Points>();
  const input = { MetricDataQueries: [...queries], ...window, ...more };
  for await (const page of paginateGetMetricData({ client }, input)) {
    for (const { Id = '', Timestamps = [], Values = [], StatusCode = '' } of page.MetricDataResults ?? []) {
      const known = points.get(Id) ?? { times: [], values: [], statuses: [] };
      known.times.push(...Timestamps.map((time) => time.getTime()));
      known.values.push(...Values);
      known.statuses.push(StatusCode);
      points.set(Id, known);
    }
  }
  return points;
}

async function valuesOf(one: MetricDataQuery, more = {}): Promise<readonly number[]> {
  return (await pointsOf([one], more)).get(one.Id ?? '')?.values ?? [];
}

const cpuOf = ({ id }: Instance, more = {}) =>
  query('cpu', 'AWS/EC2', 'CPUUtilization', { InstanceId: id }, more);

test('hours are told newest first, counted from the start that was asked for', async () => {
  const machine = firstWhere(running, () => true);
  const points = (await pointsOf([cpuOf(machine)])).get('cpu');
  const start = Math.floor((startedAt - 14 * dayMs) / 60_000) * 60_000;
  expect(points?.times).toEqual(Array.from({ length: 336 }, (_, hour) => start + (335 - hour) * hourMs));
  expect(points?.statuses).toEqual(['Complete']);
  const ascending = (await pointsOf([cpuOf(machine)], { ScanBy: 'TimestampAscending' })).get('cpu');
  expect(ascending?.times).toEqual(points?.times.toReversed());
  expect(ascending?.values).toEqual(points?.values.toReversed());
});

test('averages lie between minima and maxima, sums are averages times counts', async () => {
  const machine = firstWhere(running, ({ detailedMonitoring }) => detailedMonitoring);
  const stats = ['Minimum', 'Average', 'p95', 'Maximum', 'Sum', 'SampleCount'];
  const points = await pointsOf(
    stats.map((stat) =>
      query(stat.toLowerCase(), 'AWS/EC2', 'NetworkIn', { InstanceId: machine.id }, { stat }),
    ),
  );
  const [minima, averages, percentiles, maxima, sums, counts] = stats.map(
    (stat) => points.get(stat.toLowerCase())?.values ?? [],
  );
  for (const [hour, average] of (averages ?? []).entries()) {
    expect(average).toBeGreaterThanOrEqual(minima?.[hour] ?? Number.NaN);
    expect(average).toBeLessThanOrEqual(maxima?.[hour] ?? Number.NaN);
    expect(percentiles?.[hour]).toBeLessThanOrEqual(maxima?.[hour] ?? Number.NaN);
    expect(sums?.[hour]).toBeCloseTo(average * (counts?.[hour] ?? Number.NaN), -1);
  }
  expect(counts?.[5]).toBe(60);
});

test('more than 100,800 points come in pages, complete and without repeats', async () => {
  const queries = Array.from({ length: 310 }, (_, index) => {
    const machine = running[index % running.length];
    return query(`q${index}`, 'AWS/EC2', 'CPUUtilization', { InstanceId: machine?.id ?? '' });
  });
  const first = await client.send(new GetMetricDataCommand({ MetricDataQueries: queries, ...window }));
  const told = (first.MetricDataResults ?? []).reduce((sum, { Values = [] }) => sum + Values.length, 0);
  expect(told).toBe(100_800);
  expect(first.MetricDataResults?.at(-1)?.StatusCode).toBe('Complete');
  expect(first.NextToken).toBeDefined();
  const points = await pointsOf(queries);
  expect(points.size).toBe(310);
  for (const { times } of points.values()) expect(new Set(times).size).toBe(336);
  expect(points.get('q305')?.values).toEqual(await valuesOf(firstWhere(queries, ({ Id }) => Id === 'q305')));
});

test('a page that ends within a query says so, and the next goes on there', async () => {
  const queries = running
    .slice(0, 3)
    .map(({ id }, index) => query(`q${index}`, 'AWS/EC2', 'CPUUtilization', { InstanceId: id }));
  const whole = await pointsOf(queries);
  const paged = await pointsOf(queries, { MaxDatapoints: 100 });
  for (const [id, { times, values, statuses }] of paged) {
    expect(times).toEqual(whole.get(id)?.times);
    expect(values).toEqual(whole.get(id)?.values);
    expect(statuses.at(-1)).toBe('Complete');
    expect(statuses.slice(0, -1).every((status) => status === 'PartialData')).toBe(true);
  }
});

test('there is no data before a launch, after a stop, of lost metrics and of what does not exist', async () => {
  const young = firstWhere(
    instances,
    ({ state, launchedAt }) =>
      state === 'running' && launchedAt > startedAt - 9 * dayMs && launchedAt < startedAt - dayMs,
  );
  const points = (await pointsOf([cpuOf(young)])).get('cpu');
  expect(Math.min(...(points?.times ?? []))).toBeGreaterThan(young.launchedAt - hourMs);
  expect(points?.values.length).toBeGreaterThan(20);
  const stopped = firstWhere(
    instances,
    ({ state, stateSince }) => state === 'stopped' && (stateSince ?? 0) < startedAt - 20 * dayMs,
  );
  const lost = firstWhere(instances, ({ metricsMissing }) => metricsMissing);
  for (const machine of [stopped, lost, { ...lost, id: 'i-00000000000000000' }])
    expect(await valuesOf(cpuOf(machine))).toEqual([]);
});

test('a metric with a dimension more or less is another one', async () => {
  const machine = firstWhere(running, () => true);
  const more = query('cpu', 'AWS/EC2', 'CPUUtilization', {
    InstanceId: machine.id,
    ImageId: machine.imageId,
  });
  expect(await valuesOf(more)).toEqual([]);
  expect(await valuesOf(query('cpu', 'AWS/EC2', 'CPUUtilization', {}))).toEqual([]);
});

async function listed(input: ListMetricsCommandInput) {
  const pages = [];
  for await (const { Metrics = [] } of paginateListMetrics({ client }, input)) pages.push(Metrics);
  return pages;
}

test('a machine reports its memory and its GPUs where an agent runs, one series for each GPU', async () => {
  const machine = firstWhere(running, ({ type, gpuAgent }) => gpuAgent && (type.gpu?.count ?? 0) > 1);
  const ofMachine = { Namespace: 'CWAgent', Dimensions: [{ Name: 'InstanceId', Value: machine.id }] };
  const [metrics = []] = await listed({ ...ofMachine, MetricName: 'nvidia_smi_utilization_gpu' });
  const indexes = metrics.map(
    ({ Dimensions = [] }) => Dimensions.find(({ Name }) => Name === 'index')?.Value,
  );
  expect(indexes).toEqual(Array.from({ length: machine.type.gpu?.count ?? 0 }, (_, index) => String(index)));
  const [gpu] = metrics;
  const answer = await pointsOf([{ Id: 'gpu', MetricStat: { Metric: gpu, Period: 3_600, Stat: 'Maximum' } }]);
  expect(answer.get('gpu')?.values).toHaveLength(336);
  const without = firstWhere(running, ({ gpuAgent, memoryAgent }) => !gpuAgent && !memoryAgent);
  expect(
    await listed({ Namespace: 'CWAgent', Dimensions: [{ Name: 'InstanceId', Value: without.id }] }),
  ).toEqual([[]]);
});

test('some GPUs report garbage now and then', async () => {
  const metrics = (await listed({ Namespace: 'CWAgent', MetricName: 'nvidia_smi_utilization_gpu' })).flat();
  const queries = metrics.slice(0, 300).map(
    (Metric, index): MetricDataQuery => ({
      Id: `g${index}`,
      MetricStat: { Metric, Period: 86_400, Stat: 'Maximum' },
    }),
  );
  const maxima = [...(await pointsOf(queries)).values()].flatMap(({ values }) => values);
  expect(maxima.filter((value) => value === 4_294_967_295).length).toBeGreaterThan(0);
  expect(maxima.filter((value) => value > 100).length).toBeLessThan(maxima.length / 10);
});

test('metrics are listed in pages of 500, all of them and each once', async () => {
  const pages = await listed({ Namespace: 'AWS/EC2' });
  expect(pages.slice(0, -1).every(({ length }) => length === 500)).toBe(true);
  expect(pages.length).toBeGreaterThan(3);
  const keys = pages.flat().map((metric) => JSON.stringify(metric));
  expect(new Set(keys).size).toBe(keys.length);
  const byMachine = Map.groupBy(pages.flat(), ({ Dimensions }) => Dimensions?.[0]?.Value);
  for (const { id, type } of running)
    expect(byMachine.get(id)).toHaveLength(type.hypervisor === 'nitro' ? 7 : 5);
  const recently = (
    await listed({ Namespace: 'AWS/EC2', MetricName: 'CPUUtilization', RecentlyActive: 'PT3H' })
  ).flat();
  const expected = instances.filter(
    ({ state, metricsMissing }) => ['running', 'stopping'].includes(state) && !metricsMissing,
  );
  expect(recently.length).toBeGreaterThanOrEqual(expected.length);
  expect(recently.length).toBeLessThan(instances.length);
});

/** Half a day, that long ago. */
function span(daysAgo: number) {
  const start = startedAt - daysAgo * dayMs;
  return { StartTime: new Date(start), EndTime: new Date(start + dayMs / 2) };
}

test('figures by the minute are kept for 15 days, by five for 63, by the hour for 455', async () => {
  const machine = firstWhere(
    running,
    ({ launchedAt, detailedMonitoring }) => detailedMonitoring && launchedAt < startedAt - 90 * dayMs,
  );
  expect(await valuesOf(cpuOf(machine, { period: 60 }), span(14))).toHaveLength(720);
  expect(await valuesOf(cpuOf(machine, { period: 60 }), span(16))).toEqual([]);
  expect(await valuesOf(cpuOf(machine, { period: 300 }), span(16))).toHaveLength(145);
  expect(await valuesOf(cpuOf(machine, { period: 300 }), span(70))).toEqual([]);
  expect(await valuesOf(cpuOf(machine, { period: 3_600 }), span(70))).toHaveLength(13);
});

test('requests that CloudWatch refuses are refused', async () => {
  const good = cpuOf(firstWhere(running, () => true));
  const send = (input: object) =>
    client.send(new GetMetricDataCommand({ MetricDataQueries: [good], ...window, ...input }));
  const refused = { Code: 'ValidationError', $metadata: { httpStatusCode: 400 } };
  await expect(send({ MetricDataQueries: [{ ...good, Id: 'Upper' }] })).rejects.toMatchObject(refused);
  await expect(send({ MetricDataQueries: [good, good] })).rejects.toMatchObject(refused);
  await expect(
    send({
      MetricDataQueries: [
        cpuOf(
          firstWhere(running, () => true),
          { period: 7 },
        ),
      ],
    }),
  ).rejects.toMatchObject(refused);
  await expect(
    send({ MetricDataQueries: [{ Id: 'e', Expression: 'SUM(METRICS())' }] }),
  ).rejects.toMatchObject(refused);
  await expect(send({ StartTime: window.EndTime, EndTime: window.StartTime })).rejects.toMatchObject(refused);
  await expect(send({ MaxDatapoints: 100_801 })).rejects.toMatchObject(refused);
  const many = Array.from({ length: 501 }, (_, index) => ({ ...good, Id: `q${index}` }));
  await expect(send({ MetricDataQueries: many })).rejects.toThrow(/must not have a size greater than 500/);
  const { NextToken } = await send({ MaxDatapoints: 10 });
  const invalid = { name: 'InvalidNextToken' };
  await expect(send({ NextToken })).rejects.toMatchObject(invalid);
  await expect(send({ MaxDatapoints: 10, NextToken: 'abc' })).rejects.toMatchObject(invalid);
  await expect(send({ MaxDatapoints: 10, NextToken })).resolves.toBeDefined();
});

test('what the estate calls unused has no connections and passes no bytes, and nothing else is so', async () => {
  const databases = allOf(cell.databases).filter(
    ({ status, replicaOf, createdAt }) =>
      status === 'available' && replicaOf === undefined && createdAt < startedAt - 14 * dayMs,
  );
  const connections = await pointsOf(
    databases.map(({ id }, index) =>
      query(`d${index}`, 'AWS/RDS', 'DatabaseConnections', { DBInstanceIdentifier: id }, { stat: 'Maximum' }),
    ),
  );
  for (const [index, { truths, undecidable }] of databases.entries()) {
    const values = connections.get(`d${index}`)?.values ?? [];
    expect(values.length === 0).toBe(undecidable.includes('database-without-connections'));
    const never = values.length > 0 && Math.max(...values) === 0;
    expect(never).toBe(truths.includes('database-without-connections'));
  }
  const gateways = allOf(cell.natGateways).filter(({ createdAt }) => createdAt < startedAt - 14 * dayMs);
  const bytes = await pointsOf(
    gateways.map(({ id }, index) =>
      query(`n${index}`, 'AWS/NATGateway', 'BytesOutToSource', { NatGatewayId: id }, { stat: 'Sum' }),
    ),
  );
  for (const [index, { truths }] of gateways.entries()) {
    const values = bytes.get(`n${index}`)?.values ?? [];
    expect(values).toHaveLength(336);
    expect(values.every((value) => value === 0)).toBe(truths.includes('nat-gateway-without-traffic'));
  }
});

test('every namespace reports of its resources', async () => {
  const spaces = new Set<string | undefined>();
  for (const place of sandbox.aws.estate.cells) {
    const there = new CloudWatchClient(configOf(sandbox, place));
    for await (const { Metrics = [] } of paginateListMetrics({ client: there }, {}))
      for (const { Namespace } of Metrics) spaces.add(Namespace);
  }
  expect([...spaces]).toEqual(
    expect.arrayContaining([
      '/aws/sagemaker/Endpoints',
      'AWS/ApplicationELB',
      'AWS/EBS',
      'AWS/EC2',
      'AWS/NATGateway',
      'AWS/NetworkELB',
      'AWS/RDS',
      'CWAgent',
      'SageMakerNotebookInstances',
    ]),
  );
});

test('an application load balancer is silent while no request comes', async () => {
  const quiet = firstWhere(
    allOf(cell.loadBalancers),
    ({ type, usage, state }) => type === 'application' && usage === 'weekly' && state === 'active',
  );
  const requests = query(
    'r',
    'AWS/ApplicationELB',
    'RequestCount',
    { LoadBalancer: quiet.path },
    { stat: 'Sum' },
  );
  const values = await valuesOf(requests);
  expect(values.length).toBeGreaterThan(0);
  expect(values.length).toBeLessThan(6);
  expect(Math.min(...values)).toBeGreaterThan(0);
});

test.skipIf(!hasRecorded)('the recorded answer to GetMetricStatistics has the same shape', async () => {
  const machine = firstWhere(running, () => true);
  const command = new GetMetricStatisticsCommand({
    Namespace: 'AWS/EC2',
    MetricName: 'CPUUtilization',
    Dimensions: [{ Name: 'InstanceId', Value: machine.id }],
    Period: 86_400,
    Statistics: ['Average'],
    ...window,
  });
  const real = recordedAnswer('test_ec2_metric/monitoring.GetMetricStatistics_1.json');
  expect(shapeOf(await client.send(command)).toSorted()).toEqual(shapeOf(real).toSorted());
});
