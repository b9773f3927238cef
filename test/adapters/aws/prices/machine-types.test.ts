import { existsSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { awsMachineTypes } from '../../../../adapters/aws/prices/index.ts';
import { deriveMachineTypes } from '../../../tools/derive-aws-machine-types.ts';

const table = fileURLToPath(
  new URL('../../../../adapters/aws/prices/data/machine-types.json', import.meta.url),
);
const catalogue = fileURLToPath(
  new URL('../../../../../shared/data/catalog/aws_instance_types.csv', import.meta.url),
);
const types = awsMachineTypes();

test('tells what a type is made of', () => {
  expect(types.get('m5.large')).toMatchObject({
    name: 'm5.large',
    family: 'm5',
    vcpus: 2,
    memoryGib: 8,
    architecture: 'x86_64',
    burstable: false,
    bareMetal: false,
    hypervisor: 'nitro',
    enhancedNetworking: 'required',
    nvme: 'required',
    bootModes: ['legacy-bios', 'uefi'],
    network: { baselineGbps: 0.75, peakGbps: 10, maximumInterfaces: 3, addressesPerInterface: 10 },
    blockStorage: {
      baselineMbps: 650,
      peakMbps: 4750,
      baselineIops: 3600,
      peakIops: 18_750,
      maximumVolumes: 27,
    },
    sharedVolumeLimit: true,
    regions: ['us-east-1', 'us-west-2', 'eu-west-1', 'eu-central-1'],
  });
  expect(types.get('m5.large')).not.toHaveProperty('gpu');
  expect(types.get('m5.large')).not.toHaveProperty('localDisk');
});

test('tells GPUs, shares of one too, other accelerators and local disks', () => {
  expect(types.get('p4d.24xlarge')).toMatchObject({
    gpu: { model: 'NVIDIA A100', count: 8, memoryGib: 40 },
    localDisk: { sizeGb: 8000, medium: 'ssd' },
    sharedVolumeLimit: false,
  });
  expect(types.get('g6f.large')?.gpu).toEqual({ model: 'NVIDIA L4', count: 0.125, memoryGib: 2.793_945 });
  expect(types.get('trn1.32xlarge')?.accelerators).toBe('16x Trainium');
  expect(types.get('c1.medium')?.localDisk).toEqual({ sizeGb: 350, medium: 'hdd' });
  expect(types.get('m8g.large')).toMatchObject({ architecture: 'arm64', bootModes: ['uefi'] });
  expect(types.get('mac2.metal')?.architecture).toBe('other');
});

test('leaves out what its source does not tell', () => {
  const old = types.get('p2.xlarge');
  expect(old?.vcpus).toBe(4);
  expect(Object.keys(old ?? {}).toSorted()).toEqual([
    'architecture',
    'bootModes',
    'currentGeneration',
    'family',
    'gpu',
    'memoryGib',
    'name',
    'offers',
    'regions',
    'vcpus',
  ]);
  expect(types.has('u-12tb1.112xlarge')).toBe(false);
});

test('every type has its size in numbers', () => {
  const wrong = [...types.values()].filter(
    ({ vcpus, memoryGib, gpu, regions }) =>
      !(vcpus > 0 && memoryGib > 0 && (gpu === undefined || gpu.count > 0) && regions.length > 0),
  );
  expect(types.size).toBeGreaterThan(1_300);
  expect(wrong).toEqual([]);
});

test('the table stays small', () => {
  expect(statSync(table).size).toBeLessThan(400_000);
});

test.skipIf(!existsSync(catalogue))(
  'the table is what its source gives (needs ../shared/data/catalog)',
  () => {
    expect(JSON.parse(readFileSync(table, 'utf8'))).toEqual(
      deriveMachineTypes(readFileSync(catalogue, 'utf8')),
    );
  },
);
