import { instance } from 'bursar/adapter';
import { resourceOf } from 'bursar/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { statisticOf } from '../../../src/evidence/summarize.ts';
import type { VirtualMachine } from '../../../src/sandbox/azure/estate/virtual-machines.ts';
import { type Sandbox, startSandbox } from '../../../src/sandbox/sandbox.ts';
import { hourMs, readAll, request, telemetryOf } from './reading-telemetry.ts';

const now = Date.UTC(2026, 10, 23, 10, 7, 30);
const dayMs = 24 * hourMs;
const endAt = Math.floor(now / hourMs) * hourMs;
const fortnight = { startAt: endAt - 14 * dayMs, endAt };

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 7, size: 1_500, clouds: ['azure'], clock: { now: () => now } });
});

afterAll(() => sandbox.close());

/** A statistic of a fortnight of each of the machines, by their ids; undefined where Monitor has nothing. */
async function statistics(
  signal: string,
  accepts: (vm: VirtualMachine) => boolean,
): Promise<readonly (readonly [VirtualMachine, number | undefined])[]> {
  const { url, certificate, tenantId, clientId, clientSecret, estate } = sandbox.azure;
  const credential = { tenantId, clientId, secret: async () => clientSecret };
  const telemetry = await telemetryOf({ url, ca: certificate }, now, credential);
  const found: (readonly [VirtualMachine, number | undefined])[] = [];
  for (const cell of estate.cells) {
    const scope = { provider: 'azure', account: cell.subscription.id, region: cell.location };
    const vms = Array.from({ length: cell.virtualMachines.size }, (_, index) =>
      cell.virtualMachines.at(index),
    );
    const byId = new Map(vms.filter(accepts).map((vm) => [vm.arn, vm]));
    const requests = Array.from(
      byId,
      ([
        id,
        {
          size: { gpu },
        },
      ]) => request(resourceOf(instance, { id, scope, attributes: gpu ? { gpu } : {} }), signal, fortnight),
    );
    for (const result of await readAll(telemetry, requests, scope)) {
      if ('error' in result) throw result.error;
      const points = result.series?.points.filter((point) => point !== undefined);
      const vm = byId.get(result.request.resource.id);
      if (vm !== undefined) found.push([vm, points && statisticOf(points, 'p95')]);
    }
  }
  return found;
}

const lived = ({ power, createdAt }: VirtualMachine): boolean =>
  power === 'running' && createdAt < now - 20 * dayMs;

test('idle machines are told from busy ones by their processors', async () => {
  const all = await statistics('cpu-utilization', lived);
  const of = (usage: string) =>
    all.filter(([vm]) => vm.usage === usage && !vm.metricsMissing).map(([, p95]) => p95);
  expect(of('idle').length).toBeGreaterThan(20);
  expect(of('idle').every((p95 = 100) => p95 < 5)).toBe(true);
  expect(of('web').length).toBeGreaterThan(20);
  expect(of('web').every((p95 = 0) => p95 > 10)).toBe(true);
  const missing = all.filter(([vm]) => vm.metricsMissing);
  expect(missing.length).toBeGreaterThan(0);
  expect(missing.every(([, p95]) => p95 === undefined)).toBe(true);
});

test('idle GPUs are told from busy ones by an agent, garbage and all, and from neither without one', async () => {
  const all = await statistics('gpu-utilization', (vm) => lived(vm) && vm.size.gpu !== undefined);
  const known = all.filter(([vm]) => vm.gpuAgent);
  expect(known.filter(([vm]) => vm.usage === 'gpu-busy').every(([, p95 = 0]) => p95 > 50 && p95 <= 100)).toBe(
    true,
  );
  expect(known.filter(([vm]) => vm.usage !== 'gpu-busy').every(([, p95 = 100]) => p95 < 1)).toBe(true);
  expect(known.length).toBeGreaterThan(10);
  expect(all.filter(([vm]) => !vm.gpuAgent).every(([, p95]) => p95 === undefined)).toBe(true);
});

test('memory is told where a machine’s drivers tell it', async () => {
  const all = await statistics('memory-utilization', (vm) => lived(vm) && !vm.metricsMissing);
  expect(all.filter(([vm]) => vm.memoryAgent).every(([, p95 = 0]) => p95 > 10 && p95 < 100)).toBe(true);
  expect(all.filter(([vm]) => !vm.memoryAgent).every(([, p95]) => p95 === undefined)).toBe(true);
});
