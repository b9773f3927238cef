import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createGcpPrices } from '../../../../adapters/gcp/prices/index.ts';
import { savingBetween } from '../../../../src/core/price.ts';
import { disk, priceOf, regionalDisk, snapshotOf } from './resources.ts';

const book = createGcpPrices();

describe('disks of 100 GiB', () => {
  test.for([
    ['pd-standard', disk({ type: 'pd-standard' }), '4 embedded'],
    ['pd-balanced', disk(), '10 embedded'],
    ['pd-ssd', disk({ type: 'pd-ssd' }), '17 embedded'],
    ['pd-ssd where it costs the same', disk({ type: 'pd-ssd' }, 'europe-west1'), '17 estimated'],
    ['pd-ssd in the Netherlands', disk({ type: 'pd-ssd' }, 'europe-west4'), '18.7 estimated'],
    ['pd-ssd in Tokyo', disk({ type: 'pd-ssd' }, 'asia-northeast1'), '22.1 estimated'],
    ['one in two zones', regionalDisk(), '20 embedded'],
    ['pd-extreme', disk({ type: 'pd-extreme', iops: 5_000 }), '337.5 embedded'],
    ['hyperdisk-extreme', disk({ type: 'hyperdisk-extreme', iops: 20_000 }), '652.5 embedded'],
    [
      'hyperdisk-balanced within what comes with it',
      disk({ type: 'hyperdisk-balanced', iops: 3_000, throughputMibps: 140 }),
      '8 estimated',
    ],
    [
      'hyperdisk-balanced with more',
      disk({ type: 'hyperdisk-balanced', iops: 4_000, throughputMibps: 240 }),
      '17 estimated',
    ],
    ['hyperdisk-throughput', disk({ type: 'hyperdisk-throughput', throughputMibps: 20 }), '5.5 estimated'],
    ['one that is being deleted', disk({ state: 'deleting' }), '0 embedded'],
  ] as const)('%s: %s', ([, resource, monthly]) => expect(priceOf(book.quote(resource))).toBe(monthly));
});

test('elsewhere than where disks were seen they cost as processors do', () => {
  const quote = book.quote(disk({}, 'southamerica-west1'));
  expect(quote?.quality).toBe('estimated');
  expect(Number(quote?.monthly.nanos) / 1e9).toBeGreaterThan(10);
});

test('changing pd-ssd to pd-balanced saves seven cents a GiB', () => {
  expect(priceOf(savingBetween(book.quote(disk({ type: 'pd-ssd' })), book.quote(disk())))).toBe('7 embedded');
});

describe('snapshots', () => {
  test.for([
    ['of a size', snapshotOf(), '5 estimated'],
    ['of which it is known what they store', snapshotOf({ storedGib: 12 }), '0.6 embedded'],
    ['that store nothing new', snapshotOf({ storedGib: 0 }), '0 embedded'],
    ['in several regions', snapshotOf({ storedGib: 10 }, 'us'), '0.65 embedded'],
    ['in several of Europe', snapshotOf({ storedGib: 10 }, 'eu'), '0.65 estimated'],
    ['archived', snapshotOf({ tier: 'archive', storedGib: 100 }), '1.9 embedded'],
    ['archived in several regions', snapshotOf({ tier: 'archive' }, 'us'), '2.4 estimated'],
  ] as const)('%s: %s', ([, resource, monthly]) => expect(priceOf(book.quote(resource))).toBe(monthly));
});

test.for([
  ['a type', disk({ type: 'pd-golden' })],
  ['a name of Object', disk({ type: 'constructor' })],
  ['a region', disk({}, 'mars-north1')],
  ['pd-extreme without its IOPS', disk({ type: 'pd-extreme' })],
  ['hyperdisk-ml without its throughput', disk({ type: 'hyperdisk-ml' })],
  ['a failed disk', disk({ state: 'failed' })],
  ['a failed snapshot', snapshotOf({ state: 'failed' })],
  ['a snapshot nobody knows where', snapshotOf({}, 'global')],
] as const)('unknown: %s', ([, resource]) => expect(book.quote(resource)).toBeUndefined());

const anyDisk = fc.record({
  type: fc.constantFrom('pd-standard', 'pd-balanced', 'pd-ssd', 'pd-extreme', 'hyperdisk-balanced'),
  sizeGib: fc.integer({ min: 1, max: 65_536 }),
  iops: fc.integer({ min: 100, max: 256_000 }),
  throughputMibps: fc.integer({ min: 140, max: 4_000 }),
});
const anyRegion = fc.constantFrom('us-central1', 'europe-west4', 'asia-southeast2', 'me-west1');

test('a disk costs more than nothing, and more of anything never less', () => {
  fc.assert(
    fc.property(anyDisk, anyRegion, fc.nat(10_000), fc.nat(10_000), (one, region, size, iops) => {
      const quote = book.quote(disk(one, region));
      const larger = book.quote(disk({ ...one, sizeGib: one.sizeGib + size, iops: one.iops + iops }, region));
      expect(quote?.monthly.nanos).toBeGreaterThan(0n);
      expect(larger?.monthly.nanos).toBeGreaterThanOrEqual(quote?.monthly.nanos ?? 0n);
    }),
  );
});
