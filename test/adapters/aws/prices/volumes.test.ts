import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createAwsPrices } from '../../../../adapters/aws/prices/index.ts';
import { savingBetween } from '../../../../src/core/price.ts';
import { ebs, ebsSnapshot, priceOf } from './resources.ts';

const book = createAwsPrices();

describe('volumes of 100 GiB', () => {
  test.for([
    ['gp2', 'us-east-1', '10'],
    ['gp3', 'us-east-1', '8'],
    ['gp3', 'eu-west-1', '8.8'],
    ['gp3', 'eu-central-1', '9.52'],
    ['st1', 'us-west-2', '4.5'],
    ['sc1', 'eu-west-1', '1.68'],
    ['standard', 'eu-central-1', '5.9'],
  ] as const)('%s in %s costs %s a month', ([type, region, monthly]) => {
    expect(priceOf(book.quote(ebs({ type }, region)))).toBe(`${monthly} embedded`);
  });

  test('gp3 is charged for what is above 3,000 IOPS and 125 MiB/s', () => {
    expect(priceOf(book.quote(ebs({ iops: 3_000, throughputMibps: 125 })))).toBe('8 embedded');
    expect(priceOf(book.quote(ebs({ iops: 4_000, throughputMibps: 130 })))).toBe('13.2 embedded');
  });

  test('gp2 is not charged for the IOPS that come with its size', () => {
    expect(priceOf(book.quote(ebs({ type: 'gp2', iops: 3_000 })))).toBe('10 embedded');
  });

  test('io1 is charged for every one, io2 less for the many', () => {
    expect(priceOf(book.quote(ebs({ type: 'io1', iops: 300 })))).toBe('32 embedded');
    expect(priceOf(book.quote(ebs({ type: 'io2', iops: 32_000 })))).toBe('2092.5 embedded');
    expect(priceOf(book.quote(ebs({ type: 'io2', iops: 64_000 })))).toBe('3548.5 embedded');
    expect(priceOf(book.quote(ebs({ type: 'io2', iops: 70_000 })))).toBe('3739.6 embedded');
  });
});

test('changing gp2 to gp3 saves a fifth of the size', () => {
  const before = book.quote(ebs({ type: 'gp2', iops: 3_000 }));
  const after = book.quote(ebs({ type: 'gp3', iops: 3_000, throughputMibps: 125 }));
  expect(priceOf(savingBetween(before, after))).toBe('2 embedded');
});

test.for([
  ['a type', ebs({ type: 'gp9' })],
  ['a name of Object', ebs({ type: 'constructor' })],
  ['a region', ebs({}, 'ap-south-2')],
  ['io1 without its IOPS', ebs({ type: 'io1' })],
  ['a failed volume', ebs({ state: 'failed' })],
  ['a failed snapshot', ebsSnapshot({ state: 'failed' })],
  ['a snapshot elsewhere', ebsSnapshot({}, 'ap-south-2')],
] as const)('unknown: %s', ([, resource]) => {
  expect(book.quote(resource)).toBeUndefined();
});

test('a volume that is being deleted costs nothing any more', () => {
  expect(priceOf(book.quote(ebs({ state: 'deleting' })))).toBe('0 embedded');
});

test('a snapshot costs at most its whole size, which is an estimate', () => {
  expect(priceOf(book.quote(ebsSnapshot()))).toBe('5 estimated');
  expect(priceOf(book.quote(ebsSnapshot({ tier: 'archive' }, 'eu-central-1')))).toBe('1.35 estimated');
});

const anyRegion = fc.constantFrom('us-east-1', 'us-west-2', 'eu-west-1', 'eu-central-1');
const anyVolume = fc.record({
  type: fc.constantFrom('gp2', 'gp3', 'io1', 'io2', 'st1', 'sc1', 'standard'),
  sizeGib: fc.integer({ min: 1, max: 65_536 }),
  iops: fc.integer({ min: 100, max: 256_000 }),
  throughputMibps: fc.integer({ min: 125, max: 4_000 }),
});

test('a volume costs more than nothing, and more of anything never less', () => {
  fc.assert(
    fc.property(anyVolume, anyRegion, fc.nat(10_000), fc.nat(10_000), (volume, region, size, iops) => {
      const quote = book.quote(ebs(volume, region));
      const more = { ...volume, sizeGib: volume.sizeGib + size, iops: volume.iops + iops };
      const larger = book.quote(ebs(more, region));
      expect(quote?.monthly.nanos).toBeGreaterThan(0n);
      expect(larger?.monthly.nanos).toBeGreaterThanOrEqual(quote?.monthly.nanos ?? 0n);
    }),
  );
});

test('two volumes of half a size cost exactly as much as the whole', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 30_000 }), anyRegion, (half, region) => {
      const whole = book.quote(ebs({ sizeGib: 2 * half }, region));
      const part = book.quote(ebs({ sizeGib: half }, region));
      expect(whole?.monthly.nanos).toBe(2n * (part?.monthly.nanos ?? 0n));
    }),
  );
});
