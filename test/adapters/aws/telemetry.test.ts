import { DeniedError, loadBalancer, ThrottledError, UnavailableError } from 'bursar/adapter';
import { resourceOf } from 'bursar/testing';
import { array, assert, asyncProperty, constantFrom, nat, record } from 'fast-check';
import { expect, test } from 'vitest';
import { AwsRefusal, serveAws } from './aws-server.ts';
import { askedBy, serveCloudWatch } from './cloudwatch-server.ts';
import {
  arn,
  hourMs,
  machine,
  pointsOf,
  readAll,
  request,
  scope,
  startAt,
  telemetryOf,
} from './reading-telemetry.ts';

test('lays points on the grid of the request, with gaps where there are none', async () => {
  const aws = await serveCloudWatch((_asked, at) =>
    at === startAt + hourMs ? undefined : (at - startAt) / hourMs,
  );
  const [result] = await readAll(telemetryOf(aws), [request(machine('i-0a'), 'cpu-utilization')]);
  expect(result).toMatchObject({
    series: {
      startAt,
      stepMs: hourMs,
      points: [0, undefined, 2, 3],
      source: 'CloudWatch AWS/EC2 CPUUtilization',
    },
  });
  expect(aws.calls.flatMap(askedBy)).toEqual([
    {
      id: 'm0',
      namespace: 'AWS/EC2',
      name: 'CPUUtilization',
      dimensions: { InstanceId: 'i-0a' },
      stat: 'Average',
      periodMs: hourMs,
      startAt,
      endAt: startAt + 4 * hourMs,
    },
  ]);
});

test.each([
  ['average', 'Average'],
  ['maximum', 'Maximum'],
  ['sum', 'Sum'],
] as const)('asks for points of kind %s by %s', async (points, stat) => {
  const aws = await serveCloudWatch(() => 1);
  await pointsOf(aws, request(machine('i-0a'), 'network-bytes', { points }));
  expect(new Set(aws.calls.flatMap(askedBy).map((asked) => asked.stat))).toEqual(new Set([stat]));
});

test('has no series where CloudWatch has no data', async () => {
  const aws = await serveCloudWatch(() => undefined);
  const one = request(machine('i-0a'), 'cpu-utilization');
  expect(await readAll(telemetryOf(aws), [one])).toEqual([{ request: one, series: undefined }]);
});

test('drops what cannot have been measured', async () => {
  const garbage = [4_294_967_295, -1, 100.000_001, 100.5];
  const aws = await serveCloudWatch((_asked, at) => garbage[(at - startAt) / hourMs]);
  expect(await pointsOf(aws, request(machine('i-0a'), 'cpu-utilization'))).toEqual([
    undefined,
    undefined,
    100,
    undefined,
  ]);
});

/** A value that tells machines, metrics and instants apart. */
function valueAt(name: string, instance: string, at: number): number {
  return (name.length + Number(instance.slice(2)) + at / 300_000) % 50;
}

test('answers every request once, whatever is asked and however it is paged', async () => {
  const asked = array(
    record({
      signal: constantFrom('cpu-utilization', 'network-bytes', 'disk-operations', 'nonsense'),
      index: nat(30),
      hours: constantFrom(1, 3, 24),
      stepMs: constantFrom(hourMs, 300_000, 1_000),
    }),
    { maxLength: 40 },
  );
  const answered = asyncProperty(asked, constantFrom(101, 1_000, 100_800), async (all, pageSize) => {
    const aws = await serveCloudWatch(
      ({ name, dimensions }, at) => valueAt(name, dimensions['InstanceId'] ?? '', at),
      { pageSize },
    );
    const requests = all.map(({ signal, index, hours, stepMs }) =>
      request(machine(`i-${index}`), signal, { stepMs, endAt: startAt + hours * hourMs }),
    );
    const results = await readAll(telemetryOf(aws), requests);
    expect(new Set(results.map((result) => result.request))).toEqual(new Set(requests));
    expect(results).toHaveLength(requests.length);
    const refused = results.filter((result) => 'error' in result).map((result) => result.request);
    const unanswerable = requests.filter(({ signal, stepMs }) => signal === 'nonsense' || stepMs === 1_000);
    expect(new Set(refused)).toEqual(new Set(unanswerable));
    for (const result of results) {
      if ('error' in result || result.request.signal !== 'cpu-utilization') continue;
      const { endAt, stepMs, resource } = result.request;
      const points = Array.from({ length: (endAt - startAt) / stepMs }, (_, step) =>
        valueAt(
          'CPUUtilization',
          resource.id.slice(resource.id.lastIndexOf('/') + 1),
          startAt + step * stepMs,
        ),
      );
      expect(result.series?.points).toEqual(points);
    }
  });
  await assert(answered, { numRuns: 10 });
});

test('asks for no more than 500 metrics in a call', async () => {
  const aws = await serveCloudWatch(({ dimensions }) => Number(dimensions['InstanceId']?.slice(2)) % 100);
  const requests = Array.from({ length: 1_203 }, (_, index) =>
    request(machine(`i-${index}`), 'cpu-utilization'),
  );
  const results = await readAll(telemetryOf(aws), requests);
  expect(aws.calls.map((call) => askedBy(call).length)).toEqual([500, 500, 203]);
  expect(results).toHaveLength(1_203);
  for (const result of results) {
    const index = Number(result.request.resource.id.split('i-').at(-1));
    expect('series' in result && result.series?.points).toEqual(Array.from({ length: 4 }, () => index % 100));
  }
});

test('asks for no more than 100,800 datapoints in a call', async () => {
  const aws = await serveCloudWatch(() => 1);
  const fortnight = { endAt: startAt + 336 * hourMs };
  const requests = Array.from({ length: 700 }, (_, index) =>
    request(machine(`i-${index}`), 'cpu-utilization', fortnight),
  );
  const results = await readAll(telemetryOf(aws), requests);
  expect(aws.calls.map((call) => askedBy(call).length).toSorted((a, b) => b - a)).toEqual([300, 300, 100]);
  expect(results.every((result) => 'series' in result && result.series?.points.length === 336)).toBe(true);
});

test('follows the pages of a series that is longer than a call may be', async () => {
  const aws = await serveCloudWatch((_asked, at) => (at / 300_000) % 90);
  const one = request(machine('i-0a'), 'cpu-utilization', {
    stepMs: 300_000,
    endAt: startAt + 400 * 24 * hourMs,
  });
  const points = await pointsOf(aws, one);
  expect(points).toHaveLength(115_200);
  expect(points?.every((point, index) => point === (startAt / 300_000 + index) % 90)).toBe(true);
  expect(aws.calls).toHaveLength(2);
});

test('asks for windows apart, and for what two requests share once', async () => {
  const aws = await serveCloudWatch(() => 5);
  const day = { startAt: startAt - 24 * hourMs };
  await readAll(telemetryOf(aws), [
    request(machine('i-0a'), 'cpu-utilization'),
    request(machine('i-0a'), 'cpu-utilization'),
    request(machine('i-0a'), 'cpu-utilization', day),
  ]);
  expect(aws.calls.map((call) => askedBy(call).length)).toEqual([1, 1]);
});

test('a batch that fails answers with the port’s error, and the others go on', async () => {
  const refusals: Readonly<Record<string, AwsRefusal>> = {
    'i-0': new AwsRefusal('AccessDenied', 403),
    'i-500': new AwsRefusal('ThrottlingException'),
  };
  const aws = await serveCloudWatch(() => 1, {
    refuse: ([first]) => refusals[first?.dimensions['InstanceId'] ?? ''],
  });
  const requests = Array.from({ length: 1_001 }, (_, index) =>
    request(machine(`i-${index}`), 'cpu-utilization'),
  );
  const results = await readAll(telemetryOf(aws), requests);
  const outcomes = results.map((result) => ('error' in result ? result.error.constructor : 'series'));
  expect(outcomes.filter((outcome) => outcome === DeniedError)).toHaveLength(500);
  expect(outcomes.filter((outcome) => outcome === ThrottledError)).toHaveLength(500);
  expect(outcomes.filter((outcome) => outcome === 'series')).toHaveLength(1);
});

test('a metric that CloudWatch could not give is an error, not an empty series', async () => {
  const statuses: Readonly<Record<string, string>> = {
    'i-0a': 'InternalError',
    'i-0b': 'Forbidden',
    'i-0c': 'PartialData',
  };
  const aws = await serveCloudWatch(() => 1, {
    status: ({ dimensions }) => statuses[dimensions['InstanceId'] ?? ''],
  });
  const ids = ['i-0a', 'i-0b', 'i-0c', 'i-0d'];
  const results = await readAll(
    telemetryOf(aws),
    ids.map((id) => request(machine(id), 'network-bytes')),
  );
  expect(results.map((result) => ('error' in result ? result.error.constructor : 'series'))).toEqual([
    UnavailableError,
    DeniedError,
    UnavailableError,
    'series',
  ]);
});

test('a page token that repeats is an error, not a loop', async () => {
  const aws = await serveAws({ GetMetricData: () => ({ MetricDataResults: [], NextToken: 'again' }) });
  const [result] = await readAll(telemetryOf(aws), [request(machine('i-0a'), 'cpu-utilization')]);
  expect(result !== undefined && 'error' in result && result.error.name).toBe('ProtocolError');
});

test('a metric left out of the answer is an error', async () => {
  const aws = await serveAws({ GetMetricData: () => ({ MetricDataResults: [] }) });
  const [result] = await readAll(telemetryOf(aws), [request(machine('i-0a'), 'cpu-utilization')]);
  expect(result !== undefined && 'error' in result && result.error.name).toBe('ProtocolError');
});

test('an abort is an abort', async () => {
  const aws = await serveCloudWatch(() => 1);
  const reading = telemetryOf(aws).read(
    [request(machine('i-0a'), 'cpu-utilization')],
    scope,
    AbortSignal.abort(),
  );
  await expect(reading[Symbol.asyncIterator]().next()).rejects.toThrow('abort');
});

test('a series that is silent while nothing happens begins with its resource', async () => {
  const aws = await serveCloudWatch((_asked, at) => (at === startAt + 3 * hourMs ? 9 : undefined));
  const id = arn('elasticloadbalancing', 'loadbalancer/app/shop/50dc');
  const results = await readAll(
    telemetryOf(aws),
    [undefined, startAt + 1.5 * hourMs, startAt + 3.5 * hourMs].map((createdAt) =>
      request(resourceOf(loadBalancer, { id, scope, createdAt }), 'load-balancer-requests', {
        points: 'sum',
      }),
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
  const telemetry = telemetryOf(await serveAws({}));
  expect(telemetry.supports('cpu-utilization', 'instance')).toBe(true);
  expect(telemetry.supports('cpu-utilization', 'notebook')).toBe(false);
  expect(telemetry.supports('memory-utilization', 'volume')).toBe(false);
});
