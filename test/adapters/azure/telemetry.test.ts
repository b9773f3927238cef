import { DeniedError, loadBalancer, ThrottledError } from 'bursar/adapter';
import { resourceOf } from 'bursar/testing';
import { array, assert, asyncProperty, constantFrom, nat, record } from 'fast-check';
import { expect, test } from 'vitest';
import { refusal, serveMonitor } from './monitor-server.ts';
import {
  hourMs,
  idOf,
  machine,
  pointsOf,
  readAll,
  request,
  scope,
  startAt,
  telemetryOf,
} from './reading-telemetry.ts';

test('lays points on the grid of the request, with gaps where there are none', async () => {
  const server = await serveMonitor((_asked, at) => [0, null, undefined, 3][(at - startAt) / hourMs]);
  const [result] = await readAll(await telemetryOf(server), [request(machine('web'), 'cpu-utilization')]);
  expect(result).toMatchObject({
    series: {
      startAt,
      stepMs: hourMs,
      points: [0, undefined, undefined, 3],
      source: 'Azure Monitor microsoft.compute/virtualmachines Percentage CPU',
    },
  });
  expect(server.calls).toEqual([
    {
      way: 'batch',
      region: 'westeurope',
      resources: [machine('web').id],
      namespace: 'microsoft.compute/virtualmachines',
      names: ['Percentage CPU'],
      aggregations: ['average'],
      interval: 'PT1H',
      startAt,
      endAt: startAt + 4 * hourMs,
    },
  ]);
});

test('has no series where Monitor has no figures', async () => {
  const server = await serveMonitor(() => undefined);
  const one = request(machine('web'), 'cpu-utilization');
  expect(await readAll(await telemetryOf(server), [one])).toEqual([{ request: one, series: undefined }]);
});

test('drops what cannot have been measured', async () => {
  const garbage = [4_294_967_295, -1, 100.000_001, 100.5];
  const server = await serveMonitor((_asked, at) => garbage[(at - startAt) / hourMs]);
  expect(await pointsOf(server, request(machine('web'), 'cpu-utilization'))).toEqual([
    undefined,
    undefined,
    100,
    undefined,
  ]);
});

/** A value that tells machines, metrics, aggregations and instants apart. */
function valueAt(name: string, aggregation: string, machineName: string, at: number): number {
  return (name.length + aggregation.length + Number(machineName.split('-')[1]) + at / 300_000) % 50;
}

test('answers every request once, whatever is asked', async () => {
  const server = await serveMonitor(({ name, aggregation, resource }, at) =>
    valueAt(name, aggregation, resource.slice(resource.lastIndexOf('/') + 1), at),
  );
  const telemetry = await telemetryOf(server);
  const asked = array(
    record({
      signal: constantFrom('cpu-utilization', 'network-bytes', 'disk-operations', 'nonsense'),
      points: constantFrom('average', 'maximum'),
      index: nat(70),
      hours: constantFrom(1, 3, 24),
      stepMs: constantFrom(hourMs, 300_000, 1_000),
    }),
    { maxLength: 150 },
  );
  const answered = asyncProperty(asked, async (all) => {
    const requests = all.map(({ signal, points, index, hours, stepMs }) =>
      request(machine(`vm-${index}`), signal, { points, stepMs, endAt: startAt + hours * hourMs }),
    );
    const results = await readAll(telemetry, requests);
    expect(new Set(results.map((result) => result.request))).toEqual(new Set(requests));
    expect(results).toHaveLength(requests.length);
    const refused = results.filter((result) => 'error' in result).map((result) => result.request);
    const unanswerable = requests.filter(({ signal, stepMs }) => signal === 'nonsense' || stepMs === 1_000);
    expect(new Set(refused)).toEqual(new Set(unanswerable));
    for (const result of results) {
      if ('error' in result || result.request.signal !== 'cpu-utilization') continue;
      const { endAt, stepMs, resource, points: kind } = result.request;
      const points = Array.from({ length: (endAt - startAt) / stepMs }, (_, step) =>
        valueAt(
          'Percentage CPU',
          kind,
          resource.id.slice(resource.id.lastIndexOf('/') + 1),
          startAt + step * stepMs,
        ),
      );
      expect(result.series?.points).toEqual(points);
    }
  });
  await assert(answered, { numRuns: 10 });
});

test('asks about no more than 50 resources in a call, and about all signals of one together', async () => {
  const server = await serveMonitor(({ resource }) => Number(resource.split('vm-')[1]) % 100);
  const requests = Array.from({ length: 120 }, (_, index) => [
    request(machine(`vm-${index}`), 'cpu-utilization'),
    request(machine(`vm-${index}`), 'network-bytes', { points: 'sum' }),
  ]).flat();
  const results = await readAll(await telemetryOf(server), requests);
  expect(server.calls.map(({ resources }) => resources.length).toSorted((a, b) => b - a)).toEqual([
    50, 50, 20,
  ]);
  expect(server.calls[0]).toMatchObject({
    names: ['Network In Total', 'Network Out Total', 'Percentage CPU'],
    aggregations: ['average', 'total'],
  });
  expect(results).toHaveLength(240);
  for (const result of results) {
    const index = Number(result.request.resource.id.split('vm-')[1]) % 100;
    const value = result.request.signal === 'network-bytes' ? 2 * index : index;
    expect('series' in result && result.series?.points).toEqual([value, value, value, value]);
  }
});

test('asks about fewer resources where each has many points', async () => {
  const server = await serveMonitor(() => 1);
  const requests = Array.from({ length: 50 }, (_, index) =>
    request(machine(`vm-${index}`), 'cpu-utilization', {
      startAt: startAt - 80 * 24 * hourMs,
      endAt: startAt,
    }),
  );
  await readAll(await telemetryOf(server), requests);
  expect(server.calls.map(({ resources }) => resources.length).toSorted((a, b) => b - a)).toEqual([31, 19]);
});

test('asks for windows apart, and for what two requests share once', async () => {
  const server = await serveMonitor(() => 5);
  const day = { startAt: startAt - 24 * hourMs };
  await readAll(await telemetryOf(server), [
    request(machine('web'), 'cpu-utilization'),
    request(machine('web'), 'cpu-utilization'),
    request(machine('web'), 'cpu-utilization', day),
  ]);
  expect(server.calls.map(({ resources }) => resources.length)).toEqual([1, 1]);
});

test('asks for no more than the 93 days that Monitor keeps', async () => {
  const server = await serveMonitor(() => 5);
  const now = startAt + 100 * 24 * hourMs + 1;
  const telemetry = await telemetryOf(server, now);
  const old = request(machine('web'), 'cpu-utilization');
  const long = request(machine('web'), 'cpu-utilization', { endAt: startAt + 100 * 24 * hourMs });
  const results = await readAll(telemetry, [old, long]);
  expect(results[0]).toEqual({ request: old, series: undefined });
  expect(server.calls.map((call) => call.startAt)).toEqual([startAt + 7 * 24 * hourMs + hourMs]);
  expect(results[1]).toMatchObject({ series: { startAt: startAt + 7 * 24 * hourMs + hourMs } });
});

test('a resource that is gone fails alone', async () => {
  const gone = new Set(['vm-7', 'vm-41'].map((name) => machine(name).id));
  const server = await serveMonitor(() => 1, {
    refuse: ({ resources }) =>
      resources.some((id) => gone.has(id)) ? refusal(404, 'ResourceNotFound') : undefined,
  });
  const requests = Array.from({ length: 50 }, (_, index) =>
    request(machine(`vm-${index}`), 'cpu-utilization'),
  );
  const results = await readAll(await telemetryOf(server), requests);
  const failed = results.filter((result) => 'error' in result);
  expect(new Set(failed.map(({ request: { resource } }) => resource.id))).toEqual(gone);
  expect(failed.map((result) => 'error' in result && result.error.name)).toEqual([
    'NotFoundError',
    'NotFoundError',
  ]);
  expect(results).toHaveLength(50);
});

test('a call that is throttled or fails is the error of each of its requests', async () => {
  const server = await serveMonitor(() => 1, {
    refuse: ({ resources }) => (resources.length === 50 ? refusal(429, 'TooManyRequests') : undefined),
  });
  const requests = Array.from({ length: 51 }, (_, index) =>
    request(machine(`vm-${index}`), 'cpu-utilization'),
  );
  const results = await readAll(await telemetryOf(server), requests);
  const outcomes = results.map((result) => ('error' in result ? result.error.constructor : 'series'));
  expect(outcomes.filter((outcome) => outcome === ThrottledError)).toHaveLength(50);
  expect(outcomes.filter((outcome) => outcome === 'series')).toHaveLength(1);
});

test('asks one resource at a time where batches are denied', async () => {
  const server = await serveMonitor(({ resource }) => Number(resource.split('vm-')[1]), {
    refuse: ({ way }) => (way === 'batch' ? refusal(403, 'AuthorizationFailed') : undefined),
  });
  const requests = [1, 2, 3].map((index) => request(machine(`vm-${index}`), 'cpu-utilization'));
  const results = await readAll(await telemetryOf(server), requests);
  expect(results.map((result) => 'series' in result && result.series?.points[0])).toEqual([1, 2, 3]);
  expect(server.calls.map(({ way }) => way)).toEqual(['batch', 'single', 'single', 'single']);
  expect(server.calls[1]).toMatchObject({ interval: 'PT1H', startAt, endAt: startAt + 4 * hourMs });
});

test('is denied where either way is', async () => {
  const message =
    "The client 'x' does not have authorization to perform action 'Microsoft.Insights/metrics/read' over scope '/y'";
  const server = await serveMonitor(() => 1, { refuse: () => refusal(403, 'AuthorizationFailed', message) });
  const requests = Array.from({ length: 120 }, (_, index) =>
    request(machine(`vm-${index}`), 'cpu-utilization'),
  );
  const results = await readAll(await telemetryOf(server), requests);
  expect(results.every((result) => 'error' in result && result.error instanceof DeniedError)).toBe(true);
  expect(results[0]).toMatchObject({ error: { permission: 'Microsoft.Insights/metrics/read' } });
  expect(server.calls.length).toBeLessThanOrEqual(6);
});

test('a metric that Monitor could not give is an error, not an empty series', async () => {
  const statuses: Readonly<Record<string, string | null>> = { 'vm-1': 'InternalError', 'vm-2': null };
  const server = await serveMonitor(() => 1, {
    status: ({ resource }) => statuses[resource.slice(resource.lastIndexOf('/') + 1)],
  });
  const requests = [1, 2, 3].map((index) =>
    request(machine(`vm-${index}`), 'network-bytes', { points: 'sum' }),
  );
  const results = await readAll(await telemetryOf(server), requests);
  expect(results.map((result) => ('error' in result ? result.error.name : 'series'))).toEqual([
    'UnavailableError',
    'ProtocolError',
    'series',
  ]);
});

test('a resource left out of the answer is an error', async () => {
  const server = await serveMonitor(() => 1, { leftOut: machine('vm-1').id });
  const requests = [1, 2].map((index) => request(machine(`vm-${index}`), 'cpu-utilization'));
  const results = await readAll(await telemetryOf(server), requests);
  expect(results.map((result) => ('error' in result ? result.error.name : 'series'))).toEqual([
    'ProtocolError',
    'series',
  ]);
});

test('an abort is an abort', async () => {
  const telemetry = await telemetryOf(await serveMonitor(() => 1));
  const reading = telemetry.read([request(machine('web'), 'cpu-utilization')], scope, AbortSignal.abort());
  await expect(reading[Symbol.asyncIterator]().next()).rejects.toThrow('abort');
});

test('a series that is silent while nothing happens begins with its resource', async () => {
  const server = await serveMonitor((_asked, at) => (at === startAt + 3 * hourMs ? 9 : undefined));
  const results = await readAll(
    await telemetryOf(server),
    [undefined, startAt + 1.5 * hourMs, startAt + 3.5 * hourMs].map((createdAt, index) =>
      request(
        resourceOf(loadBalancer, { id: idOf(`network/loadbalancers/lb-${index}`), scope, createdAt }),
        'load-balancer-requests',
        { points: 'sum' },
      ),
    ),
  );
  expect(results.map((result) => 'series' in result && result.series)).toMatchObject([
    { startAt, points: [undefined, undefined, undefined, 9], sparse: true },
    { startAt: startAt + 2 * hourMs, points: [undefined, 9], sparse: true },
    // A point is a point, whatever the clocks say.
    { startAt: startAt + 3 * hourMs, points: [9], sparse: true },
  ]);
});

test('tells which signals it can read of which kind', async () => {
  const telemetry = await telemetryOf({ url: 'https://127.0.0.1:1', ca: '-----BEGIN ' });
  expect(telemetry.reach).toBe('region');
  expect(telemetry.supports('cpu-utilization', 'instance')).toBe(true);
  expect(telemetry.supports('cpu-utilization', 'notebook')).toBe(false);
  expect(telemetry.supports('memory-utilization', 'volume')).toBe(false);
});
