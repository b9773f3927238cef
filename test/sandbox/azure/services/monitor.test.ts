import { Agent } from 'node:https';
import { ClientSecretCredential } from '@azure/identity';
import { MetricsClient, type MetricsQueryResourcesOptions } from '@azure/monitor-query-metrics';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Cell } from '../../../../src/sandbox/azure/estate/estate.ts';
import type { VirtualMachine } from '../../../../src/sandbox/azure/estate/virtual-machines.ts';
import type { Population } from '../../../../src/sandbox/population.ts';
import { type Sandbox, startSandbox } from '../../../../src/sandbox/sandbox.ts';

const startedAt = Date.UTC(2026, 10, 23, 10, 7, 30);
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const vmType = 'Microsoft.Compute/virtualMachines';

let sandbox: Sandbox;
let cell: Cell;
let vms: readonly VirtualMachine[];
let running: readonly VirtualMachine[];
let credential: ClientSecretCredential;
const agents: Agent[] = [];

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 11, size: 6_000, clouds: ['azure'], clock: { now: () => startedAt } });
  const { tenantId, clientId, clientSecret, url, certificate: ca } = sandbox.azure;
  credential = new ClientSecretCredential(tenantId, clientId, clientSecret, {
    authorityHost: url,
    disableInstanceDiscovery: true,
    tlsOptions: { ca },
  });
  const [largest] = sandbox.azure.estate.cells.toSorted(
    (a, b) => b.virtualMachines.size - a.virtualMachines.size,
  );
  if (largest === undefined) throw new Error('an estate has at least one cell');
  cell = largest;
  vms = allOf(cell.virtualMachines);
  running = vms.filter(
    ({ power, metricsMissing, createdAt }) =>
      power === 'running' && !metricsMissing && createdAt < startedAt - 20 * dayMs,
  );
});

afterAll(async () => {
  for (const agent of agents) agent.destroy();
  await sandbox.close();
});

function allOf<Model>(population: Population<Model>): readonly Model[] {
  return Array.from({ length: population.size }, (_, index) => population.at(index));
}

function firstWhere<Model>(models: readonly Model[], accepts: (model: Model) => boolean): Model {
  const found = models.find(accepts);
  if (found === undefined) throw new Error('nothing in the estate is as this test needs it');
  return found;
}

/** The SDK's client of a location. */
function clientOf(region: string): MetricsClient {
  const { url, certificate: ca } = sandbox.azure;
  const agent = new Agent({ keepAlive: true, ca });
  agents.push(agent);
  return new MetricsClient(`${url}/metrics/${region}`, credential, {
    agent,
    retryOptions: { maxRetries: 0 },
    credentials: { scopes: ['https://metrics.monitor.azure.com/.default'] },
  });
}

const fortnight: MetricsQueryResourcesOptions = {
  startTime: new Date(startedAt - 14 * dayMs),
  endTime: new Date(startedAt),
  interval: 'PT1H',
  aggregation: 'average',
};

function query(
  ids: readonly string[],
  names: readonly string[],
  {
    namespace = vmType,
    region = cell.location,
    ...more
  }: { namespace?: string; region?: string } & MetricsQueryResourcesOptions = {},
) {
  return clientOf(region).queryResources([...ids], [...names], namespace, { ...fortnight, ...more });
}

test('tells of each resource in the order asked, of each metric in the order asked, of each hour', async () => {
  const some = running.slice(0, 50);
  const names = ['Percentage CPU', 'Network In Total'];
  const results = await query(
    some.map(({ arn }) => arn),
    names,
  );
  expect(results.map(({ resourceId }) => resourceId)).toEqual(some.map(({ armId }) => armId));
  const start = Math.floor((startedAt - 14 * dayMs) / hourMs) * hourMs;
  for (const { metrics, resourceRegion, namespace, granularity } of results) {
    expect({ resourceRegion, namespace, granularity }).toEqual({
      resourceRegion: cell.location,
      namespace: vmType,
      granularity: 'PT1H',
    });
    expect(metrics.map(({ name }) => name)).toEqual(names);
    const data = metrics[0]?.timeseries[0]?.data ?? [];
    expect(data.map(({ timeStamp }) => timeStamp.getTime())).toEqual(
      Array.from({ length: 337 }, (_, hour) => start + hour * hourMs),
    );
    expect(data.every(({ average = Number.NaN }) => average >= 0 && average <= 100)).toBe(true);
  }
});

test('averages lie between minima and maxima, totals are averages times counts', async () => {
  const vm = firstWhere(running, ({ usage }) => usage === 'web');
  const [result] = await query([vm.arn], ['Network In Total'], {
    aggregation: 'average,minimum,maximum,total,count',
  });
  for (const { average = 0, minimum = 0, maximum = 0, total = 0, count = 0 } of (
    result?.metrics[0]?.timeseries[0]?.data ?? []
  ).slice(0, 336)) {
    expect(average).toBeGreaterThanOrEqual(minimum);
    expect(average).toBeLessThanOrEqual(maximum);
    expect(total / (average * count)).toBeCloseTo(1, 6);
    expect(count).toBe(60);
  }
});

test('there are no figures before a creation, after a stop, and none at all of lost metrics', async () => {
  const cpuOf = async ({ arn }: VirtualMachine) =>
    (await query([arn], ['Percentage CPU']))[0]?.metrics[0]?.timeseries;
  const young = firstWhere(
    vms,
    ({ power, createdAt }) =>
      power === 'running' && createdAt > startedAt - 9 * dayMs && createdAt < startedAt - dayMs,
  );
  const told = (await cpuOf(young))?.[0]?.data?.filter(({ average }) => average !== undefined) ?? [];
  expect(told[0]?.timeStamp.getTime()).toBeGreaterThan(young.createdAt - hourMs);
  expect(told.length).toBeGreaterThan(20);
  const off = firstWhere(
    vms,
    ({ power, provisionedAt }) => power === 'deallocated' && provisionedAt < startedAt - 20 * dayMs,
  );
  const data = (await cpuOf(off))?.[0]?.data ?? [];
  expect(data).toHaveLength(337);
  expect(data.every(({ average }) => average === undefined)).toBe(true);
  expect(await cpuOf(firstWhere(vms, ({ metricsMissing }) => metricsMissing))).toEqual([]);
});

test('free memory is told where a driver tells it, and what is used and free are the whole', async () => {
  const vm = firstWhere(running, ({ memoryAgent, usage }) => memoryAgent && usage === 'steady');
  const [result] = await query([vm.arn], ['Available Memory Percentage']);
  const data = result?.metrics[0]?.timeseries[0]?.data ?? [];
  expect(data.slice(0, 336).every(({ average = -1 }) => average > 0 && average < 90)).toBe(true);
  const without = firstWhere(running, ({ memoryAgent }) => !memoryAgent);
  const [none] = await query([without.arn], ['Available Memory Percentage']);
  expect(none?.metrics[0]?.timeseries).toEqual([]);
});

const refusals: readonly (readonly [string, () => Promise<unknown>, RegExp])[] = [
  [
    'more than 50 resources',
    () =>
      query(
        running.slice(0, 51).map(({ arn }) => arn),
        ['Percentage CPU'],
      ),
    /At most 50/,
  ],
  ['a resource twice', () => query(twice(running), ['Percentage CPU']), /different/],
  ['an unknown metric', () => query([first()], ['Percentage of CPU']), /Failed to find metric configuration/],
  [
    'more than 20 metrics',
    () =>
      query(
        [first()],
        Array.from({ length: 21 }, () => 'Percentage CPU'),
      ),
    /at most 20/,
  ],
  [
    'an interval of three minutes',
    () => query([first()], ['Percentage CPU'], { interval: 'PT3M' }),
    /Invalid time grain/,
  ],
  ['a median', () => query([first()], ['Percentage CPU'], { aggregation: 'median' }), /Invalid aggregation/],
  [
    'a namespace of another type',
    () => query([first()], ['ByteCount'], { namespace: 'Microsoft.Network/natGateways' }),
    /not valid/,
  ],
  [
    'another location’s host',
    () => query([first()], ['Percentage CPU'], { region: 'japaneast' }),
    /not in japaneast/,
  ],
  ['resources of two types', () => query([first(), cell.disks.at(0).arn], ['Percentage CPU']), /same type/],
  [
    'resources of two subscriptions',
    () => query([first(), elsewhere()], ['Percentage CPU']),
    /not in the subscription/,
  ],
  ['a resource that is not there', () => query([`${first()}0`], ['Percentage CPU']), /was not found/],
  [
    'what is older than is kept',
    () => query([first()], ['Percentage CPU'], { startTime: new Date(startedAt - 94 * dayMs) }),
    /retention period: 93/,
  ],
  [
    'an end before the start',
    () => query([first()], ['Percentage CPU'], { endTime: new Date(startedAt - 15 * dayMs) }),
    /greater than or equal/,
  ],
  [
    'a dimension that there is none',
    () => query([first()], ['Percentage CPU'], { filter: "index eq '*'" }),
    /dimension combination/,
  ],
  [
    'a number of parts without a filter',
    () => query([first()], ['Percentage CPU'], { top: 5 }),
    /only if a filter/,
  ],
];

test.each(refusals)('refuses %s', async (_, call, message) => {
  await expect(call()).rejects.toThrow(message);
});

function first(): string {
  return running[0]?.arn ?? '';
}

function twice([one]: readonly VirtualMachine[]): readonly string[] {
  return [one?.arn ?? '', one?.armId ?? ''];
}

function elsewhere(): string {
  const { cells } = sandbox.azure.estate;
  return firstWhere(cells, ({ subscription }) => subscription.id !== cell.subscription.id).virtualMachines.at(
    0,
  ).arn;
}

test('GPUs are told apart, and a driver’s garbage comes through', async () => {
  const all = sandbox.azure.estate.cells.flatMap((one) =>
    allOf(one.virtualMachines).map((vm) => ({ vm, one })),
  );
  const withMany = firstWhere(
    all,
    ({ vm }) => vm.gpuAgent && (vm.size.gpu?.count ?? 0) > 1 && vm.power === 'running',
  );
  const [result] = await query([withMany.vm.arn], ['utilization_gpu'], {
    namespace: 'Telegraf/nvidia_smi',
    region: withMany.one.location,
    filter: "index eq '*'",
    top: 32,
  });
  const series = result?.metrics[0]?.timeseries ?? [];
  expect(series.map(({ metadatavalues }) => metadatavalues?.[0]?.value)).toEqual(
    Array.from({ length: withMany.vm.size.gpu?.count ?? 0 }, (_, index) => String(index)),
  );
  const reporting = all.filter(
    ({ vm }) => vm.gpuAgent && vm.power === 'running' && vm.createdAt < startedAt - 20 * dayMs,
  );
  const highest = await Promise.all(
    reporting.slice(0, 12).map(async ({ vm, one }) => {
      const [told] = await query([vm.arn], ['utilization_gpu'], {
        namespace: 'Telegraf/nvidia_smi',
        region: one.location,
        aggregation: 'maximum',
      });
      return Math.max(...(told?.metrics[0]?.timeseries[0]?.data ?? []).map(({ maximum = 0 }) => maximum));
    }),
  );
  expect(highest.some((value) => value > 1e9)).toBe(true);
  expect(highest.some((value) => value <= 100)).toBe(true);
});

test('the members of uniform scale sets have metrics of their own', async () => {
  const { cells } = sandbox.azure.estate;
  const sets = cells.flatMap((one) => allOf(one.scaleSets).map((set) => ({ set, one })));
  const { set, one } = firstWhere(sets, ({ set: { mode, capacity } }) => mode === 'Uniform' && capacity > 1);
  const ids = [0, 1].map((number) => `${set.arn}/virtualmachines/${number}`);
  const results = await query(ids, ['Percentage CPU'], {
    namespace: 'microsoft.compute/virtualmachinescalesets/virtualmachines',
    region: one.location,
  });
  expect(results.map(({ metrics }) => metrics[0]?.timeseries[0]?.data?.[9]?.average)).toEqual([
    expect.any(Number),
    expect.any(Number),
  ]);
  const many = `${set.arn}/virtualmachines/${set.capacity}`;
  await expect(query([many], ['Percentage CPU'], { region: one.location })).rejects.toThrow();
});

test('whoever may not read metrics is denied', async () => {
  sandbox.faults.set([{ type: 'deny', service: 'Microsoft.Insights', operation: 'metrics/read' }]);
  await expect(query([first()], ['Percentage CPU'])).rejects.toThrow(
    /perform action 'Microsoft.Insights\/metrics\/read'/,
  );
  sandbox.faults.set([]);
});
