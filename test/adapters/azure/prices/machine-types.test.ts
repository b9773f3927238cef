import { existsSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { createMachineTypeOf, gpuOf } from '../../../../adapters/azure/machine-type-of.ts';
import { azureMachineTypes } from '../../../../adapters/azure/prices/index.ts';
import { deriveAzureMachineTypes } from '../../../tools/derive-azure-machine-types.ts';

const table = fileURLToPath(
  new URL('../../../../adapters/azure/prices/data/machine-types.json', import.meta.url),
);
const catalogue = fileURLToPath(new URL('../../../../../shared/data/catalog/', import.meta.url));
const types = azureMachineTypes();
const machineTypeOf = createMachineTypeOf();

test('tells what a size is made of', () => {
  const type = types.get('Standard_D4s_v5');
  expect(type).toEqual({
    name: 'Standard_D4s_v5',
    family: 'Ds_v5',
    vcpus: 4,
    billedVcpus: 4,
    memoryGib: 16,
    architecture: 'x86_64',
    burstable: false,
    premiumDisks: true,
    temporaryDisk: false,
    regions: [...(type?.offers.keys() ?? [])],
    offers: type?.offers,
  });
  expect(type?.regions).toHaveLength(15);
});

test('a constrained size has fewer processors than it is billed for, and all else of the whole', () => {
  expect(types.get('Standard_E64-16as_v4')).toMatchObject({ vcpus: 16, billedVcpus: 64, memoryGib: 512 });
  expect(types.get('Standard_D32-16s_v3')).toMatchObject({ vcpus: 16, billedVcpus: 32, memoryGib: 128 });
  expect(types.get('Standard_DS13-2_v2')).toMatchObject({ vcpus: 2, billedVcpus: 8, memoryGib: 56 });
  expect(types.get('Standard_E64-16as_v4')?.family).toBe(types.get('Standard_E64as_v4')?.family);
});

test('tells GPUs, shares of one too, and what is none', () => {
  expect(gpuOf('Standard_NC24ads_A100_v4', machineTypeOf)).toEqual({ model: 'NVIDIA A100 80GB', count: 1 });
  expect(gpuOf('Standard_ND96isr_H100_v5', machineTypeOf)?.count).toBe(8);
  expect(gpuOf('Standard_ND96is_flex_H100_v5', machineTypeOf)?.count).toBe(8);
  expect(gpuOf('Standard_NV6ads_A10_v5', machineTypeOf)?.count).toBeCloseTo(1 / 6, 12);
  expect(gpuOf('Standard_NV12ads_A10_v5', machineTypeOf)?.count).toBeCloseTo(1 / 3, 12);
  expect(gpuOf('Standard_D4s_v5', machineTypeOf)).toBeUndefined();
  expect(types.get('Standard_NP10s')).toMatchObject({ accelerators: '1x Xilinx Alveo U250' });
  expect(types.get('Standard_NP10s')).not.toHaveProperty('gpu');
});

test('knows a size however its name is written', () => {
  expect(machineTypeOf('STANDARD_DS3_V2')?.facts?.vcpus).toBe(4);
  expect(machineTypeOf('standard_d4ps_v5')?.facts?.architecture).toBe('arm64');
  expect(machineTypeOf('Standard_NM16ads_MA35D')?.offers.get('eastus')).toBeDefined();
  expect(machineTypeOf('Standard_D99s_v99')).toBeUndefined();
  expect(machineTypeOf('constructor')).toBeUndefined();
});

test('tells as much as is known of what has no memory in its source', () => {
  const machine = machineTypeOf('Standard_D128ds_v7');
  expect(machine?.facts).toBeUndefined();
  expect(machine).toMatchObject({ billedVcpus: 128, architecture: 'x86_64' });
});

test('every size has its measures in numbers', () => {
  const wrong = [...types.values()].filter(
    ({ vcpus, billedVcpus, memoryGib, gpu, regions }) =>
      !(
        vcpus > 0 &&
        billedVcpus >= vcpus &&
        memoryGib > 0 &&
        (gpu === undefined || gpu.count > 0) &&
        regions.length > 0
      ),
  );
  expect(types.size).toBeGreaterThan(1_400);
  expect(wrong).toEqual([]);
});

test('the table stays small', () => {
  expect(statSync(table).size).toBeLessThan(300_000);
});

test.skipIf(!existsSync(catalogue))(
  'the table is what its source gives (needs ../shared/data/catalog)',
  () => {
    const text = (name: string) => readFileSync(`${catalogue}${name}`, 'utf8');
    expect(JSON.parse(readFileSync(table, 'utf8'))).toEqual(
      deriveAzureMachineTypes(text('azure_instance_types.csv'), text('azure_prices_regions.csv')),
    );
  },
);
