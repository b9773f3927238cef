import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PrometheusSettingsInput } from '../../../adapters/prometheus/index.ts';
import { toTags } from '../../../src/core/tags.ts';
import { machine } from '../../fixtures/resources.ts';
import { type ExportedSeries, isPrometheusInstalled, startPrometheus } from './real-server.ts';
import { ask, checksOf, connected, hour, pointsOf } from './support.ts';

const installed = isPrometheusInstalled();
const whyNot = installed
  ? ''
  : ' (skipped: "prometheus" and "promtool" are not installed; on Debian: apt-get install prometheus)';

const startAt = Date.UTC(2026, 4, 31, 18);
const endAt = Date.UTC(2026, 5, 1);
const window = { startAt, endAt };
const minutes = 60;

/** The whole hour since the start that an instant ends: 0 for the first. */
function hourOf(atSeconds: number): number {
  return Math.ceil((atSeconds - startAt / 1_000) / 3_600) - 1;
}

function since(atSeconds: number): number {
  return atSeconds - startAt / 1_000 + 7_200;
}

function gauge(
  metric: string,
  labels: Readonly<Record<string, string>>,
  valueAt: ExportedSeries['valueAt'],
): ExportedSeries {
  return { metric, type: 'gauge', labels, valueAt };
}

/** Grows by so much a second. */
function counter(
  metric: string,
  labels: Readonly<Record<string, string>>,
  perSecond: number,
): ExportedSeries {
  return { metric, type: 'counter', labels, valueAt: (at) => since(at) * perSecond };
}

function node(instance: string): readonly ExportedSeries[] {
  const nic = { instance, job: 'node' };
  return [
    ...['0', '1'].flatMap((cpu) => [
      counter('node_cpu_seconds_total', { instance, cpu, mode: 'idle' }, cpu === '0' ? 0.9 : 0.6),
      counter('node_cpu_seconds_total', { instance, cpu, mode: 'user' }, cpu === '0' ? 0.1 : 0.4),
    ]),
    gauge('node_memory_MemTotal_bytes', nic, () => 8e9),
    gauge('node_memory_MemAvailable_bytes', nic, (at) => 8e9 - hourOf(at) * 1e9),
    ...['eth0', 'lo', 'veth12ab'].flatMap((device) => [
      counter('node_network_receive_bytes_total', { ...nic, device }, device === 'eth0' ? 1_000 : 1e6),
      counter('node_network_transmit_bytes_total', { ...nic, device }, device === 'eth0' ? 500 : 1e6),
    ]),
    ...['nvme0n1', 'dm-0'].flatMap((device) => [
      counter('node_disk_reads_completed_total', { ...nic, device }, 2),
      counter('node_disk_writes_completed_total', { ...nic, device }, 3),
    ]),
  ];
}

function gpu(
  Hostname: string,
  index: number,
  utilization: ExportedSeries['valueAt'],
  rest: Readonly<Record<string, string>> = {},
): ExportedSeries {
  const labels = { Hostname, gpu: String(index), UUID: `GPU-${Hostname}-${index}`, ...rest };
  return gauge('DCGM_FI_DEV_GPU_UTIL', labels, utilization);
}

function framebuffer(
  Hostname: string,
  index: number,
  used: ExportedSeries['valueAt'],
  free: ExportedSeries['valueAt'],
): readonly ExportedSeries[] {
  const labels = { Hostname, gpu: String(index), UUID: `GPU-${Hostname}-${index}` };
  return [gauge('DCGM_FI_DEV_FB_USED', labels, used), gauge('DCGM_FI_DEV_FB_FREE', labels, free)];
}

/** One sample in the fourth hour is as given. */
function onceIn(value: number, otherwise: number): ExportedSeries['valueAt'] {
  return (at) => (at === startAt / 1_000 + 3 * 3_600 + 30 * minutes ? value : otherwise);
}

const twoGpus = { gpu: { model: 'A100', count: 2 } };
const odd = 'a "quoted" \\ (back)slash\nand more. über';

const exported: readonly ExportedSeries[] = [
  ...node('10.0.0.1:9100'),
  // Told apart from the former by more than a beginning.
  counter('node_cpu_seconds_total', { instance: '10.0.0.11:9100', cpu: '0', mode: 'idle' }, 0.2),
  counter('node_cpu_seconds_total', { instance: '[fd00::7]:9100', cpu: '0', mode: 'idle' }, 0.5),
  gpu('busy', 0, () => 0),
  gpu('busy', 1, (at) => 10 * hourOf(at)),
  gpu('blank', 0, onceIn(4_294_967_295, 3)),
  gpu('blank', 1, () => 1),
  gpu('blank64', 0, onceIn(2 ** 63, 3)),
  gpu('nan', 0, onceIn(Number.NaN, 3)),
  gpu('infinite', 0, onceIn(Number.POSITIVE_INFINITY, 3)),
  gpu('toomuch', 0, onceIn(99_999, 3)),
  // The same GPU under one workload after the other.
  gpu('shared', 0, (at) => (hourOf(at) < 3 ? 80 : undefined), { pod: 'first' }),
  gpu('shared', 0, (at) => (hourOf(at) < 3 ? undefined : 20), { pod: 'second' }),
  // Its second GPU tells from the third hour on.
  gpu('late', 0, () => 2),
  gpu('late', 1, (at) => (hourOf(at) < 2 ? undefined : 4)),
  gauge('DCGM_FI_PROF_GR_ENGINE_ACTIVE', { Hostname: 'sliced', gpu: '0', GPU_I_ID: '1' }, () => 0.25),
  gauge('DCGM_FI_PROF_GR_ENGINE_ACTIVE', { Hostname: 'sliced', gpu: '0', GPU_I_ID: '2' }, () => 0.5),
  ...framebuffer(
    'busy',
    0,
    () => 1_000,
    () => 3_000,
  ),
  ...framebuffer(
    'busy',
    1,
    () => 2_000,
    () => 2_000,
  ),
  ...framebuffer('blank', 0, () => 1_000, onceIn(2_147_483_632, 3_000)),
  ...framebuffer('blank64', 0, onceIn(2 ** 63, 1_000), () => 3_000),
  gpu('web.1', 0, () => 11),
  gpu('webx1', 0, () => 22),
  gpu(odd, 0, () => 33),
  gpu('CAPS', 0, () => 44),
  gpu('two-clusters', 0, () => 5, { cluster: 'eu' }),
  gpu('two-clusters', 0, () => 95, { cluster: 'us' }),
  ...Array.from({ length: 250 }, (_, index) =>
    gauge('temperature', { Hostname: `a-machine-with-a-rather-long-name-${index}` }, () => index),
  ),
];

describe.skipIf(!installed)(`a real Prometheus${whyNot}`, () => {
  let server: Awaited<ReturnType<typeof startPrometheus>> | undefined;
  let folder = '';
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'bursar-prometheus-'));
    server = await startPrometheus(folder, exported, { startAt: startAt - hour, endAt, everySeconds: 60 });
  }, 60_000);
  afterAll(async () => {
    await server?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const url = (): string => server?.url ?? '';
  const byHostname: Pick<PrometheusSettingsInput, 'resources'> = {
    resources: [{ label: 'Hostname', from: 'name' }],
  };

  test('gives what the node exporter tells, found by the private address', async () => {
    const connection = await connected({ url: url() });
    const vm = machine('vm', { privateIp: '10.0.0.1' });
    const read = async (signal: string, points: 'average' | 'maximum' | 'sum') =>
      pointsOf((await ask(connection, [vm], { ...window, signal, points }))[0]);

    expect(await read('cpu-utilization', 'average')).toEqual([25, 25, 25, 25, 25, 25]);
    expect(await read('cpu-utilization', 'maximum')).toEqual([25, 25, 25, 25, 25, 25]);
    // The points of an hour rest on its own samples, none on its neighbours'.
    expect(await read('memory-utilization', 'average')).toEqual([0, 12.5, 25, 37.5, 50, 62.5]);
    expect(await read('memory-utilization', 'maximum')).toEqual([0, 12.5, 25, 37.5, 50, 62.5]);
    const bytes = await read('network-bytes', 'sum');
    expect(bytes).toHaveLength(6);
    // Received and sent through eth0; what is extrapolated to the hour is off by its last millisecond.
    for (const point of bytes ?? []) expect(Number(point)).toBeCloseTo(1_500 * 3_600, -1);
    for (const point of (await read('disk-operations', 'sum')) ?? [])
      expect(Number(point)).toBeCloseTo(5 * 3_600, -1);
  });

  test('says what it comes from, and keeps to the grid that was asked for', async () => {
    const connection = await connected({ url: url(), name: 'metrics-eu' });
    const vm = machine('vm', { privateIp: '10.0.0.1' });
    const [result] = await ask(connection, [vm], {
      signal: 'cpu-utilization',
      startAt: endAt - hour,
      endAt,
      stepMs: 300_000,
    });
    expect(result).toMatchObject({
      series: { startAt: endAt - hour, stepMs: 300_000, source: 'metrics-eu node_cpu_seconds_total' },
    });
    expect(pointsOf(result)).toEqual(Array.from({ length: 12 }, () => 25));
  });

  test('tells addresses apart that begin alike, and knows those of IPv6', async () => {
    const machines = ['10.0.0.1', '10.0.0.11', 'fd00::7', '10.0.0.111', '10x0y0z1'].map((privateIp) =>
      machine(privateIp, { privateIp }),
    );
    const results = await ask(await connected({ url: url() }), [...machines, machine('without')], {
      ...window,
      signal: 'cpu-utilization',
    });
    expect(results.map((result) => pointsOf(result)?.[0])).toEqual([
      25,
      80,
      50,
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('takes the busiest GPU, and no figure from a driver that says "blank"', async () => {
    const connection = await connected({ url: url(), ...byHostname });
    const machines = [
      machine('busy', twoGpus),
      machine('blank', twoGpus),
      ...['blank64', 'nan', 'infinite', 'toomuch'].map((id) => machine(id)),
    ];
    const results = await ask(connection, machines, { ...window, signal: 'gpu-utilization' });
    const holed = [3, 3, 3, undefined, 3, 3];
    expect(results.map(pointsOf)).toEqual([[0, 10, 20, 30, 40, 50], holed, holed, holed, holed, holed]);
    const peaks = await ask(connection, machines, {
      ...window,
      signal: 'gpu-utilization',
      points: 'maximum',
    });
    // The highest of several values is not changed by one that is none.
    expect(peaks.map(pointsOf).filter((_, index) => index !== 3)).toEqual([
      [0, 10, 20, 30, 40, 50],
      holed,
      holed,
      holed,
      holed,
    ]);
  });

  test('the memory of a GPU is unknown where either of its figures is a blank', async () => {
    const connection = await connected({ url: url(), ...byHostname });
    const results = await ask(connection, [machine('busy'), machine('blank'), machine('blank64')], {
      ...window,
      signal: 'gpu-memory-utilization',
    });
    const holed = [25, 25, 25, undefined, 25, 25];
    expect(results.map(pointsOf)).toEqual([[50, 50, 50, 50, 50, 50], holed, holed]);
  });

  test('a GPU that does not tell makes the point unknown; one that changes its workload tells on', async () => {
    const connection = await connected({ url: url(), ...byHostname });
    const results = await ask(
      connection,
      [machine('late', twoGpus), machine('shared', { gpu: { model: 'T4', count: 1 } }), machine('sliced')],
      { ...window, signal: 'gpu-utilization' },
    );
    expect(results.map(pointsOf)).toEqual([
      [undefined, undefined, 4, 4, 4, 4],
      [80, 80, 80, 20, 20, 20],
      [50, 50, 50, 50, 50, 50],
    ]);
  });

  test('finds a value that is full of signs, and none that merely looks like it', async () => {
    const connection = await connected({ url: url(), resources: [{ label: 'Hostname', from: 'tag:host' }] });
    const names = ['web.1', 'webx1', odd, 'caps', '.*', 'busy|nan'];
    const machines = names.map((host, index) =>
      machine(`vm-${index}`, {}, { tags: toTags([['host', host]]) }),
    );
    const results = await ask(connection, machines, { ...window, signal: 'gpu-utilization' });
    expect(results.map((result) => pointsOf(result)?.[0])).toEqual([
      11,
      22,
      33,
      undefined,
      undefined,
      undefined,
    ]);
    const anyCase = await connected({
      url: url(),
      resources: [{ label: 'Hostname', from: 'name', ignoreCase: true }],
    });
    const [caps] = await ask(anyCase, [machine('caps')], { ...window, signal: 'gpu-utilization' });
    expect(pointsOf(caps)?.[0]).toBe(44);
  });

  test('looks by one label after the other, among the series of the matchers', async () => {
    const connection = await connected({
      url: url(),
      resources: [
        { label: 'instance_id', from: 'id-tail' },
        { label: 'Hostname', from: 'id-tail' },
      ],
      matchers: { cluster: 'eu' },
    });
    const vm = machine('//cloud/projects/p/instances/two-clusters');
    const [found] = await ask(connection, [vm], { ...window, signal: 'gpu-utilization' });
    expect(pointsOf(found)?.[0]).toBe(5);
  });

  test('two resources that look the same to it get neither of their series, wherever the other one is', async () => {
    const connection = await connected({ url: url(), ...byHostname });
    const here = machine('here', {}, { name: 'busy' });
    const unheard = machine('unheard', {}, { name: 'nobody knows it' });
    const others = [machine('there', {}, { name: 'busy' }), machine('other', {}, { name: unheard.name })];
    const results = await ask(
      connection,
      [here, unheard, machine('nan')],
      { ...window, signal: 'gpu-utilization' },
      { others },
    );
    expect(results.map((result) => ('error' in result ? result.error.message : pointsOf(result)))).toEqual([
      'some resources have the same name, so that series cannot be told apart by the label "Hostname"',
      undefined,
      [3, 3, 3, undefined, 3, 3],
    ]);
  });

  test('what was measured before a machine was made is not its own', async () => {
    const connection = await connected({ url: url(), ...byHostname });
    const vm = machine('shared', {}, { createdAt: startAt + 2.5 * hour });
    const [result] = await ask(connection, [vm], { ...window, signal: 'gpu-utilization' });
    expect(pointsOf(result)).toEqual([undefined, undefined, undefined, 20, 20, 20]);
  });

  test('many resources take several queries, too long for an address, and a long time takes several', async () => {
    const connection = await connected({
      url: url(),
      ...byHostname,
      queries: { temperature: { average: 'avg_over_time(temperature{$match}[$step])' } },
    });
    const names = Array.from({ length: 250 }, (_, index) => `a-machine-with-a-rather-long-name-${index}`);
    const results = await ask(
      connection,
      names.map((id) => machine(id)),
      { ...window, signal: 'temperature' },
    );
    expect(results.map((result) => pointsOf(result)?.[0])).toEqual(names.map((_, index) => index));

    const [long] = await ask(connection, [machine('busy')], {
      signal: 'gpu-utilization',
      startAt: endAt - 12_000 * 60_000,
      endAt,
      stepMs: 60_000,
    });
    const points = pointsOf(long) ?? [];
    expect(points).toHaveLength(12_000);
    expect([points[0], points[12_000 - 360], points.at(-1)]).toEqual([undefined, 0, 50]);
  });

  test('a query that the server does not understand is told, and the others stand', async () => {
    const connection = await connected({
      url: url(),
      ...byHostname,
      queries: { broken: { average: 'avg_over_time(temperature{$match}[$step]' } },
    });
    const [broken] = await ask(connection, [machine('busy')], { ...window, signal: 'broken' });
    expect(broken).toMatchObject({ error: { name: 'RejectedError' } });
    expect(broken).toHaveProperty('error.message', expect.stringContaining('bad_data'));
    const [fine] = await ask(connection, [machine('busy')], { ...window, signal: 'gpu-utilization' });
    expect(pointsOf(fine)).toHaveLength(6);
  });

  test('what it is not asked to know, it does not', async () => {
    const connection = await connected({
      url: url(),
      ...byHostname,
      queries: { 'gpu-utilization': false },
      scopes: { accounts: ['prod-*'] },
    });
    expect(connection.offers.map(({ signal }) => signal)).not.toContain('gpu-utilization');
    const [elsewhere] = await ask(connection, [machine('busy')], {
      ...window,
      signal: 'gpu-memory-utilization',
    });
    expect(pointsOf(elsewhere)).toBeUndefined();
  });

  test('doctor is told what series there are', async () => {
    const connection = await connected({ url: url(), ...byHostname });
    const checks = await checksOf(connection);
    expect(checks.map(({ title, status }) => `${title} ${status}`)).toEqual([
      'Prometheus (prometheus) ok',
      'Prometheus (prometheus): cpu-utilization warning',
      'Prometheus (prometheus): memory-utilization warning',
      'Prometheus (prometheus): network-bytes warning',
      'Prometheus (prometheus): disk-operations warning',
      'Prometheus (prometheus): gpu-utilization ok',
      'Prometheus (prometheus): gpu-memory-utilization ok',
    ]);
  });
});
