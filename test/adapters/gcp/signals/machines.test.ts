import { notebook, volume } from 'bursar/adapter';
import { resourceOf } from 'bursar/testing';
import { describe, expect, test } from 'vitest';
import { type Kept, serveMonitoring } from '../monitoring-server.ts';
import { hourMs, idOf, kept, machine, pointsOf, regional, request, startAt } from '../reading-telemetry.ts';

const cpu = 'compute.googleapis.com/instance/cpu/utilization';
const gpuType = 'agent.googleapis.com/gpu/utilization';
const gpuMemory = 'agent.googleapis.com/gpu/memory/bytes_used';
const percent = { unit: '%' };
const hourOf = (endAt: number): number => (endAt - startAt) / hourMs - 1;

/** What the hypervisor tells of a machine that runs, by which its number is known. */
const running = (name: string): Kept => kept(cpu, { name }, () => 0.01);
const counter = { kind: 'DELTA' as const, unit: 'By' };

describe('memory', () => {
  const memory = 'agent.googleapis.com/memory/percent_used';

  test('is what the agent calls used, in percent', async () => {
    const monitoring = await serveMonitoring([
      running('web'),
      kept(memory, { name: 'web', state: 'used' }, () => 62.5, percent),
      kept(memory, { name: 'web', state: 'free' }, () => 37.5, percent),
    ]);
    const points = await pointsOf(monitoring, request(machine('web'), 'memory-utilization'));
    expect(points).toEqual([62.5, 62.5, 62.5, 62.5]);
    expect(monitoring.calls.map(({ headersOnly, values }) => [headersOnly, values])).toEqual([
      [true, ['web']],
      [false, ['1web']],
    ]);
  });

  test('of a machine without an agent is not known', async () => {
    const monitoring = await serveMonitoring([
      running('web'),
      running('other'),
      kept(memory, { name: 'other', state: 'used' }, () => 62.5, percent),
    ]);
    expect(await pointsOf(monitoring, request(machine('web'), 'memory-utilization'))).toBeUndefined();
  });

  test('of a machine that did not run is not asked for', async () => {
    const monitoring = await serveMonitoring([running('other')]);
    expect(await pointsOf(monitoring, request(machine('web'), 'memory-utilization'))).toBeUndefined();
    expect(monitoring.calls).toHaveLength(1);
  });

  test('above all of it is garbage', async () => {
    const monitoring = await serveMonitoring([
      running('web'),
      kept(memory, { name: 'web', state: 'used' }, (endAt) => (hourOf(endAt) === 1 ? 4_096 : 20), percent),
    ]);
    const points = await pointsOf(monitoring, request(machine('web'), 'memory-utilization'));
    expect(points).toEqual([20, undefined, 20, 20]);
  });
});

describe('GPUs', () => {
  const two = { type: 'n1-standard-8', gpu: { model: 'NVIDIA T4', count: 2 } };
  const busy = (number: string, value: Kept['value']): Kept =>
    kept(gpuType, { name: 'train', gpu_number: number, uuid: `GPU-${number}` }, value, percent);
  const held = (number: string, state: string, gib: number): Kept =>
    kept(gpuMemory, { name: 'train', gpu_number: number, memory_state: state }, () => gib * 1_024 ** 3, {
      unit: 'By',
    });

  test('of a machine are as busy as the busiest', async () => {
    const monitoring = await serveMonitoring([running('train'), busy('0', () => 3), busy('1', () => 88)]);
    const points = await pointsOf(monitoring, request(machine('train', two), 'gpu-utilization'));
    expect(points).toEqual([88, 88, 88, 88]);
  });

  test('are not known where one of them tells nothing', async () => {
    const monitoring = await serveMonitoring([running('train'), busy('0', () => 3)]);
    expect(await pointsOf(monitoring, request(machine('train', two), 'gpu-utilization'))).toBeUndefined();
  });

  test('are not known while one of them tells garbage', async () => {
    const monitoring = await serveMonitoring([
      running('train'),
      busy('0', () => 3),
      busy('1', (endAt) => (hourOf(endAt) === 2 ? 4_294_967_295 : 5)),
    ]);
    const points = await pointsOf(monitoring, request(machine('train', two), 'gpu-utilization'));
    expect(points).toEqual([5, 5, undefined, 5]);
  });

  test('told as a fraction are told in percent', async () => {
    const fraction = { ...busy('0', () => 0.5), unit: '1' };
    const monitoring = await serveMonitoring([running('train'), fraction]);
    const one = machine('train', { gpu: { model: 'NVIDIA T4', count: 1 } });
    expect(await pointsOf(monitoring, request(one, 'gpu-utilization'))).toEqual([50, 50, 50, 50]);
  });

  test('hold the share of their memory of the fullest', async () => {
    const monitoring = await serveMonitoring([
      running('train'),
      held('0', 'used', 4),
      held('0', 'free', 12),
      held('1', 'used', 12),
      held('1', 'free', 4),
    ]);
    const points = await pointsOf(monitoring, request(machine('train', two), 'gpu-memory-utilization'));
    expect(points).toEqual([75, 75, 75, 75]);
  });

  test('whose free memory is not told hold nobody knows how much', async () => {
    const monitoring = await serveMonitoring([running('train'), held('0', 'used', 4), held('1', 'used', 4)]);
    const asked = request(machine('train', two), 'gpu-memory-utilization');
    expect(await pointsOf(monitoring, asked)).toBeUndefined();
  });

  test('of a notebook are those of the machine that it is', async () => {
    const book = resourceOf(notebook, {
      id: idOf('notebooks', 'locations/europe-west1-b/instances/train'),
      name: 'train',
      scope: regional,
      attributes: { gpu: { model: 'NVIDIA T4', count: 1 } },
    });
    const monitoring = await serveMonitoring([running('train'), busy('0', () => 7)]);
    expect(await pointsOf(monitoring, request(book, 'gpu-utilization'))).toEqual([7, 7, 7, 7]);
    expect(await pointsOf(monitoring, request(book, 'cpu-utilization'))).toEqual([1, 1, 1, 1]);
  });
});

describe('what is counted', () => {
  const received = 'compute.googleapis.com/instance/network/received_bytes_count';
  const sent = 'compute.googleapis.com/instance/network/sent_bytes_count';
  const reads = 'compute.googleapis.com/instance/disk/read_ops_count';
  const writes = 'compute.googleapis.com/instance/disk/write_ops_count';

  test('bytes of both directions and of all parts are added up', async () => {
    const monitoring = await serveMonitoring([
      kept(received, { name: 'web', loadbalanced: 'true' }, () => 700, counter),
      kept(received, { name: 'web', loadbalanced: 'false' }, () => 300, counter),
      kept(
        sent,
        { name: 'web', loadbalanced: 'false' },
        (endAt) => (hourOf(endAt) === 3 ? undefined : 24),
        counter,
      ),
    ]);
    const asked = request(machine('web'), 'network-bytes', { points: 'sum' });
    expect(await pointsOf(monitoring, asked)).toEqual([1_024, 1_024, 1_024, undefined]);
    expect(monitoring.calls.map(({ aligner, reducer }) => [aligner, reducer])).toEqual([
      ['ALIGN_DELTA', 'REDUCE_SUM'],
      ['ALIGN_DELTA', 'REDUCE_SUM'],
    ]);
  });

  test('operations of a machine are those of all of its disks', async () => {
    const monitoring = await serveMonitoring([
      kept(reads, { name: 'web', device_name: 'boot' }, () => 5, counter),
      kept(reads, { name: 'web', device_name: 'data' }, () => 6, counter),
      kept(writes, { name: 'web', device_name: 'data' }, () => 7, counter),
    ]);
    const asked = request(machine('web'), 'disk-operations', { points: 'sum' });
    expect(await pointsOf(monitoring, asked)).toEqual([18, 18, 18, 18]);
  });

  test('operations of a disk are those of its device, wherever it is attached', async () => {
    const monitoring = await serveMonitoring([
      kept(reads, { name: 'web', device_name: 'data' }, () => 6, counter),
      kept(reads, { name: 'db', device_name: 'data' }, () => 4, counter),
      kept(reads, { name: 'web', device_name: 'boot' }, () => 5, counter),
      kept(writes, { name: 'web', device_name: 'boot' }, () => 5, counter),
    ]);
    const attachedTo = ['web', 'db'].map((name) => machine(name).id);
    const disk = resourceOf(volume, {
      id: idOf('compute', 'zones/europe-west1-b/disks/data'),
      name: 'data',
      scope: regional,
      attributes: { state: 'in-use', attachedTo },
    });
    const asked = request(disk, 'disk-operations', { points: 'sum' });
    expect(await pointsOf(monitoring, asked)).toEqual([10, 10, 10, 10]);
    const detached = { ...disk, attributes: { ...disk.attributes, attachedTo: [] } };
    expect(await pointsOf(monitoring, request(detached, 'disk-operations'))).toBeUndefined();
  });
});
