import { existsSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { createMachineTypeOf, gpuModelOf, gpuOf } from '../../../../adapters/gcp/machine-type-of.ts';
import { gcpMachineTypes } from '../../../../adapters/gcp/prices/index.ts';
import { deriveGcpMachineTypes } from '../../../tools/derive-gcp-machine-types.ts';

const table = fileURLToPath(
  new URL('../../../../adapters/gcp/prices/data/machine-types.json', import.meta.url),
);
const catalogue = (file: string): string =>
  fileURLToPath(new URL(`../../../../../shared/data/catalog/${file}`, import.meta.url));
const typesCsv = catalogue('gcp_instance_types.csv');
const pricesCsv = catalogue('gcp_prices_all_regions.csv');
const types = gcpMachineTypes();
const machineTypeOf = createMachineTypeOf();

test('tells what a type is made of', () => {
  const { offers, regions, ...facts } = types.get('n2-standard-4') ?? {};
  expect(facts).toEqual({
    name: 'n2-standard-4',
    family: 'n2-standard',
    series: 'n2',
    vcpus: 4,
    memoryGib: 16,
    architecture: 'x86_64',
    burstable: false,
    bareMetal: false,
    network: { peakGbps: 10 },
    bundledDisks: false,
    sustainedUse: true,
  });
  expect(regions).toHaveLength(40);
  expect(offers?.size).toBe(40);
});

test('tells GPUs, shares of one too, other accelerators, bundled disks and shared cores', () => {
  expect(types.get('a2-highgpu-8g')?.gpu).toEqual({ model: 'NVIDIA A100', count: 8, memoryGib: 40 });
  expect(types.get('a2-ultragpu-1g')?.gpu).toEqual({ model: 'NVIDIA A100', count: 1, memoryGib: 80 });
  expect(types.get('g4-standard-6')?.gpu?.count).toBe(0.125);
  expect(types.get('ct6e-standard-4t')).toMatchObject({ accelerators: '4x TPU (ct6e)' });
  expect(types.get('ct6e-standard-4t')).not.toHaveProperty('gpu');
  expect(types.get('c3-standard-4-lssd')).toMatchObject({ bundledDisks: true, family: 'c3-standard-lssd' });
  expect(types.get('e2-micro')).toMatchObject({ burstable: true, family: 'e2-shared', vcpus: 2 });
  expect(types.get('c3-standard-192-metal')?.bareMetal).toBe(true);
  expect(types.get('t2a-standard-1')?.architecture).toBe('arm64');
});

test('reads the sizes of a custom type from its name', () => {
  expect(machineTypeOf('n2-custom-4-8192')).toMatchObject({ family: 'n2-custom', vcpus: 4, memoryGib: 8 });
  expect(machineTypeOf('custom-2-15360-ext')).toMatchObject({ family: 'n1-custom', memoryGib: 15 });
  expect(machineTypeOf('e2-custom-small-3072')).toMatchObject({ vcpus: 2, memoryGib: 3, burstable: true });
  expect(machineTypeOf('n4a-custom-2-8192')?.architecture).toBe('arm64');
});

test.for([
  '',
  'constructor',
  'n2-standard-5',
  'c3-custom-4-8192',
  'n2-custom-0-1024',
  'n2-custom-small-1024',
])('does not know "%s"', (name) => expect(machineTypeOf(name)).toBeUndefined());

test.for([
  ['nvidia-tesla-t4', 'NVIDIA T4'],
  ['nvidia-tesla-t4-vws', 'NVIDIA T4 vWS'],
  ['nvidia-l4', 'NVIDIA L4'],
  ['nvidia-a100-80gb', 'NVIDIA A100'],
  ['nvidia-h100-mega-80gb', 'NVIDIA H100'],
  ['nvidia-rtx-pro-6000', 'NVIDIA RTX PRO 6000'],
  ['projects/p/zones/us-central1-a/acceleratorTypes/nvidia-tesla-v100', 'NVIDIA V100'],
  ['NVIDIA_TESLA_P4', 'NVIDIA P4'],
  ['ct5lp', undefined],
  ['', undefined],
] as const)('%s is a %s', ([type, model]) => expect(gpuModelOf(type)).toBe(model));

test('a machine has the GPUs of its type, else those attached to it', () => {
  const t4 = [{ type: 'nvidia-tesla-t4', count: 2 }];
  expect(gpuOf('n1-standard-4', t4, machineTypeOf)).toEqual({ model: 'NVIDIA T4', count: 2 });
  expect(gpuOf('n1-standard-4', [], machineTypeOf)).toBeUndefined();
  expect(gpuOf('ct5lp-hightpu-4t', [{ type: 'ct5lp', count: 4 }], machineTypeOf)).toBeUndefined();
  expect(gpuOf('g4-standard-6', [{ type: 'nvidia-rtx-pro-6000', count: 1 }], machineTypeOf)).toEqual({
    model: 'NVIDIA RTX PRO 6000',
    count: 0.125,
  });
});

test('every type has its size in numbers', () => {
  const wrong = [...types.values()].filter(
    ({ vcpus, memoryGib, gpu, regions }) =>
      !(vcpus > 0 && memoryGib > 0 && (gpu === undefined || gpu.count > 0) && regions.length > 0),
  );
  expect(types.size).toBe(568);
  expect(wrong).toEqual([]);
});

test('the table stays small', () => {
  expect(statSync(table).size).toBeLessThan(300_000);
});

test.skipIf(!existsSync(typesCsv))(
  'the table is what its source gives (needs ../shared/data/catalog)',
  () => {
    expect(JSON.parse(readFileSync(table, 'utf8'))).toEqual(
      deriveGcpMachineTypes(readFileSync(typesCsv, 'utf8'), readFileSync(pricesCsv, 'utf8')),
    );
  },
);
