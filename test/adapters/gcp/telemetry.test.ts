import { DeniedError, ThrottledError } from 'bursar/adapter';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { gcpAdapter } from '../../../adapters/gcp/index.ts';
import { gcpSignals } from '../../../adapters/gcp/signals/index.ts';
import { refusal, serveMonitoring } from './monitoring-server.ts';
import {
  hourMs,
  kept,
  machine,
  pointsOf,
  readAll,
  request,
  startAt,
  telemetryOf,
} from './reading-telemetry.ts';

const cpu = 'compute.googleapis.com/instance/cpu/utilization';
const memory = 'agent.googleapis.com/memory/percent_used';
/** The hour of the window that a step which ends at an instant is. */
const hourOf = (endAt: number): number => (endAt - startAt) / hourMs - 1;

test('gives points oldest first at the step, in percent', async () => {
  const monitoring = await serveMonitoring([
    kept(cpu, { name: 'web' }, (endAt) => (hourOf(endAt) === 2 ? undefined : 0.1 * (hourOf(endAt) + 1)), {
      unit: '10^2.%',
    }),
  ]);
  const [result] = await readAll(telemetryOf(monitoring), [request(machine('web'), 'cpu-utilization')]);
  expect(result).toMatchObject({
    series: { startAt, stepMs: hourMs, source: `Cloud Monitoring ${cpu}` },
  });
  const points = result !== undefined && 'series' in result ? result.series?.points : [];
  expect(points?.map((point) => point && Math.round(point))).toEqual([10, 20, undefined, 40]);
  expect(monitoring.calls).toMatchObject([
    { aligner: 'ALIGN_MEAN', reducer: 'REDUCE_MAX', periodMs: hourMs, startAt, endAt: startAt + 4 * hourMs },
  ]);
});

test.for([
  ['average', 'ALIGN_MEAN'],
  ['maximum', 'ALIGN_MAX'],
  ['sum', 'ALIGN_SUM'],
] as const)('the %s of a level is made by %s', async ([points, aligner]) => {
  const monitoring = await serveMonitoring([kept(cpu, { name: 'web' }, () => 0.5)]);
  await pointsOf(monitoring, request(machine('web'), 'cpu-utilization', { points }));
  expect(monitoring.calls.map((call) => call.aligner)).toEqual([aligner]);
});

test('machines of one name in two zones are told apart', async () => {
  const monitoring = await serveMonitoring([
    kept(cpu, { name: 'web', id: '1' }, () => 0.1),
    kept(cpu, { name: 'web', id: '2', zone: 'us-east1-b' }, () => 0.9),
  ]);
  const results = await readAll(telemetryOf(monitoring), [
    request(machine('web'), 'cpu-utilization'),
    request(machine('web', {}, 'us-east1-b'), 'cpu-utilization'),
  ]);
  expect(results.map((result) => 'series' in result && result.series?.points[0])).toEqual([10, 90]);
  expect(monitoring.calls).toHaveLength(1);
});

test('what was before a machine was made is of another one that had its name', async () => {
  const monitoring = await serveMonitoring([
    kept(cpu, { name: 'web', id: '1' }, (endAt) => (hourOf(endAt) < 2 ? 0.9 : undefined)),
    kept(cpu, { name: 'web', id: '2' }, (endAt) => (hourOf(endAt) < 2 ? undefined : 0.1)),
  ]);
  const made = { ...machine('web'), createdAt: startAt + 1.5 * hourMs };
  const points = await pointsOf(monitoring, request(made, 'cpu-utilization'));
  expect(points).toEqual([undefined, undefined, 10, 10]);
});

test('garbage is no value, and a boost is all there is', async () => {
  const values = ['NaN', -1, 1.4, 42];
  const web = kept(cpu, { name: 'web' }, (endAt) => values[hourOf(endAt)]);
  const monitoring = await serveMonitoring([web]);
  expect(await pointsOf(monitoring, request(machine('web'), 'cpu-utilization'))).toEqual([
    undefined,
    undefined,
    100,
    undefined,
  ]);
  // Shared cores may be used several times over for a while.
  const shared = await serveMonitoring([kept(cpu, { name: 'tiny' }, () => 6)]);
  const tiny = request(machine('tiny', { type: 'e2-micro' }), 'cpu-utilization');
  expect(await pointsOf(shared, tiny)).toEqual([100, 100, 100, 100]);
});

test('every request is answered once, whatever the pages, windows and signals', async () => {
  const names = Array.from({ length: 30 }, (_, index) => `vm-${index}`);
  const valueAt = (name: string, endAt: number): number => ((name.length * 7 + endAt / hourMs) % 97) / 100;
  const series = names.slice(0, 25).map((name) => kept(cpu, { name }, (endAt) => valueAt(name, endAt)));
  const asked = fc.record({
    name: fc.constantFrom(...names),
    hours: fc.integer({ min: 1, max: 30 }),
    signal: fc.constantFrom('cpu-utilization', 'memory-utilization', 'nonsense'),
    stepMs: fc.constantFrom(hourMs, 300_000, 1_000),
  });
  const answered = fc.asyncProperty(
    fc.array(asked, { maxLength: 40 }),
    fc.integer({ min: 1, max: 50 }),
    async (all, pageSize) => {
      const monitoring = await serveMonitoring(series, { pageSize });
      const requests = all.map(({ name, hours, signal, stepMs }) =>
        request(machine(name), signal, { stepMs, endAt: startAt + hours * hourMs }),
      );
      const results = await readAll(telemetryOf(monitoring), requests);
      expect(new Set(results.map((result) => result.request))).toEqual(new Set(requests));
      expect(results).toHaveLength(requests.length);
      for (const result of results) {
        const { signal, stepMs, endAt, resource } = result.request;
        const refused = signal === 'nonsense' || stepMs === 1_000;
        expect('error' in result ? result.error.name : undefined).toBe(
          refused ? 'UnsupportedError' : undefined,
        );
        if (refused) continue;
        const known = signal === 'cpu-utilization' && Number(resource.name.slice(3)) < 25;
        const length = (endAt - startAt) / stepMs;
        const points = Array.from(
          { length },
          (_, step) => valueAt(resource.name, startAt + (step + 1) * stepMs) * 100,
        );
        expect('series' in result && result.series?.points).toEqual(known ? points : undefined);
      }
    },
  );
  await fc.assert(answered, { numRuns: 10 });
});

test('asks for many machines in one call, and for no more than a filter holds', async () => {
  const names = Array.from({ length: 450 }, (_, index) => `machine-of-some-group-${index}`);
  const monitoring = await serveMonitoring(names.map((name) => kept(cpu, { name }, () => 0.25)));
  const requests = names.map((name) => request(machine(name), 'cpu-utilization'));
  const results = await readAll(telemetryOf(monitoring), requests);
  expect(results.every((result) => 'series' in result && result.series?.points[0] === 25)).toBe(true);
  expect(monitoring.calls.map(({ values }) => values.length)).toEqual([200, 200, 50]);
});

test('asks for windows apart, and for what two requests share once', async () => {
  const monitoring = await serveMonitoring([kept(cpu, { name: 'web' }, () => 0.5)]);
  await readAll(telemetryOf(monitoring), [
    request(machine('web'), 'cpu-utilization'),
    request(machine('web'), 'cpu-utilization'),
    request(machine('web'), 'cpu-utilization', { startAt: startAt - 24 * hourMs }),
  ]);
  expect(monitoring.calls.map(({ values }) => values)).toEqual([['web'], ['web']]);
});

test('a call that fails answers with the port’s error, and the others go on', async () => {
  const monitoring = await serveMonitoring([kept(cpu, { name: 'vm-450' }, () => 0.5)], {
    refuse: ({ values: [first] }) =>
      first === 'vm-0'
        ? refusal(403, 'PERMISSION_DENIED', "Permission 'monitoring.timeSeries.list' denied")
        : first === 'vm-200'
          ? refusal(429, 'RESOURCE_EXHAUSTED', 'Quota exceeded')
          : undefined,
  });
  const requests = Array.from({ length: 451 }, (_, index) =>
    request(machine(`vm-${index}`), 'cpu-utilization'),
  );
  const results = await readAll(telemetryOf(monitoring), requests);
  const outcomes = results.map((result) => ('error' in result ? result.error.constructor : 'answered'));
  expect(outcomes.filter((outcome) => outcome === DeniedError)).toHaveLength(200);
  expect(outcomes.filter((outcome) => outcome === ThrottledError)).toHaveLength(200);
  expect(outcomes.filter((outcome) => outcome === 'answered')).toHaveLength(51);
});

test('where the numbers of machines cannot be looked up, what needs them has failed', async () => {
  const monitoring = await serveMonitoring([], {
    refuse: ({ headersOnly }) => (headersOnly ? refusal(503, 'UNAVAILABLE', 'later') : undefined),
  });
  const [result] = await readAll(telemetryOf(monitoring), [request(machine('web'), 'memory-utilization')]);
  expect(result !== undefined && 'error' in result && result.error.name).toBe('UnavailableError');
});

test('an answer that is not whole is an error, not an empty series', async () => {
  const executionErrors = [{ code: 14, message: 'some of it was not there' }];
  const monitoring = await serveMonitoring([], {
    refuse: () => ({ status: 200, body: { timeSeries: [], executionErrors } }),
  });
  const [result] = await readAll(telemetryOf(monitoring), [request(machine('web'), 'cpu-utilization')]);
  expect(result !== undefined && 'error' in result && result.error.name).toBe('UnavailableError');
});

test('a page token that repeats is an error, not a loop', async () => {
  const monitoring = await serveMonitoring([], {
    refuse: () => ({ status: 200, body: { nextPageToken: 'again' } }),
  });
  const [result] = await readAll(telemetryOf(monitoring), [request(machine('web'), 'cpu-utilization')]);
  expect(result !== undefined && 'error' in result && result.error.name).toBe('ProtocolError');
});

test('an answer that is none is an error', async () => {
  const monitoring = await serveMonitoring([], {
    refuse: () => ({ status: 200, body: { timeSeries: 'many' } }),
  });
  const [result] = await readAll(telemetryOf(monitoring), [request(machine('web'), 'cpu-utilization')]);
  expect(result !== undefined && 'error' in result && result.error.name).toBe('ProtocolError');
});

test('a type of metric that nothing ever reported is as good as no series', async () => {
  const monitoring = await serveMonitoring([kept(cpu, { name: 'web' }, () => 0.5)]);
  const [result] = await readAll(telemetryOf(monitoring), [request(machine('web'), 'memory-utilization')]);
  expect(result).toMatchObject({ series: undefined });
  expect(monitoring.calls.map(({ type }) => type)).toEqual([cpu, memory]);
});

test('an abort is an abort', async () => {
  const monitoring = await serveMonitoring([]);
  const asked = [request(machine('web'), 'cpu-utilization')];
  const reading = telemetryOf(monitoring).read(
    asked,
    asked[0]?.resource.scope ?? never(),
    AbortSignal.abort(),
  );
  await expect(reading[Symbol.asyncIterator]().next()).rejects.toThrow('abort');
});

test('tells which signals it can read of which kind, of all regions at once', async () => {
  const telemetry = telemetryOf(await serveMonitoring([]));
  expect(telemetry.reach).toBe('account');
  expect(telemetry.supports('cpu-utilization', 'notebook')).toBe(true);
  expect(telemetry.supports('memory-utilization', 'notebook')).toBe(false);
  expect(telemetry.supports('nonsense', 'instance')).toBe(false);
});

test('every source is of a kind that its signal has, and needs one permission', () => {
  for (const { signal, sources } of gcpSignals) {
    const kinds = sources.map(({ kind }) => kind);
    expect(new Set(kinds).size).toBe(kinds.length);
    for (const kind of kinds) expect(signal.kinds).toContain(kind);
  }
  for (const { permissions } of gcpAdapter.signals)
    expect(permissions).toEqual(['monitoring.timeSeries.list']);
});

function never(): never {
  throw new Error('there is a request');
}
