import { volume } from 'bursar';
import { resourceOf } from 'bursar/testing';
import { assert, integer, property } from 'fast-check';
import { expect, test } from 'vitest';
import { gp2Performance, provisionedFor } from '../../../rules/lib/volume-performance.ts';

const sizeGib = integer({ min: 1, max: 16_384 });

test.each([
  [1, 100, 25],
  [33, 100, 25],
  [34, 102, 25.5],
  [333, 999, 249.75],
  [334, 1_002, 250],
  [5_333, 15_999, 250],
  [5_334, 16_000, 250],
  [16_384, 16_000, 250],
])('a gp2 of %i GiB does %i operations and %f MiB a second', (size, iops, throughputMibps) => {
  expect(gp2Performance(size)).toEqual({ iops, throughputMibps });
});

test('a gp3 made in place of any gp2 is never slower, and nothing that it includes is paid for', () => {
  assert(
    property(sizeGib, (size) => {
      const before = gp2Performance(size);
      const provisioned = provisionedFor(
        resourceOf(volume, { attributes: { type: 'gp2', sizeGib: size } }),
        'gp3',
      );
      expect(provisioned.iops ?? 3_000).toBeGreaterThanOrEqual(before.iops);
      expect(provisioned.throughputMibps ?? 125).toBeGreaterThanOrEqual(before.throughputMibps);
      expect(provisioned.iops ?? 3_001).toBeGreaterThan(3_000);
      expect(provisioned.throughputMibps ?? 126).toBeGreaterThan(125);
    }),
  );
});

test('nothing is provisioned for types of which nothing is known', () => {
  const disk = resourceOf(volume, { attributes: { type: 'io1', sizeGib: 8_000, iops: 9_000 } });
  expect(provisionedFor(disk, 'gp3')).toEqual({});
});
