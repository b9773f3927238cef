import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createAzurePrices } from '../../../../adapters/azure/prices/index.ts';
import { savingBetween } from '../../../../src/core/price.ts';
import {
  azure,
  computeInstance,
  db,
  disk,
  endpointOf,
  loadBalancerOf,
  natGatewayOf,
  priceOf,
  publicIp,
  snapshotOf,
} from './resources.ts';

const book = createAzurePrices();

describe('disks', () => {
  test.for([
    ['Premium_LRS', 128, '19.71 embedded'],
    ['Premium_LRS', 100, '19.71 embedded'],
    ['Premium_LRS', 129, '38.02 estimated'],
    ['Premium_LRS', 1_023, '135.17 embedded'],
    ['Premium_LRS', 32_767, '3604.48 estimated'],
    ['Premium_ZRS', 128, '29.565 estimated'],
    ['StandardSSD_LRS', 1_000, '76.8 embedded'],
    ['Standard_LRS', 1, '1.536 embedded'],
    ['Standard_LRS', 128, '5.888 embedded'],
  ] as const)('%s of %d GiB: %s', ([type, sizeGib, price]) => {
    expect(priceOf(book.quote(disk({ type, sizeGib })))).toBe(price);
  });

  test('Premium v2 is charged for what is above 3,000 IOPS and 125 MB/s', () => {
    const chosen = { type: 'PremiumV2_LRS', sizeGib: 1_024 };
    const plain = book.quote(disk({ ...chosen, iops: 3_000, throughputMibps: 125 }));
    const fast = book.quote(disk({ ...chosen, iops: 6_000, throughputMibps: 500 }));
    expect(priceOf(plain)).toBe('82.2272 embedded');
    expect(priceOf(savingBetween(fast, plain))).toBe('30.38625 embedded');
  });

  test('Ultra is charged for all of it, in sizes of its own', () => {
    const ultra = { type: 'UltraSSD_LRS', sizeGib: 2_000, iops: 4_000, throughputMibps: 20 };
    expect(priceOf(book.quote(disk(ultra)))).toBe('450.73996 embedded');
    expect(priceOf(book.quote(disk({ ...ultra, sizeGib: 1_025 })))).toBe('450.73996 embedded');
  });

  test('elsewhere it is an estimate', () => {
    expect(priceOf(book.quote(disk({}, 'westeurope')))).toBe('23.6109375 estimated');
  });

  test('a snapshot costs at most its whole size, which is an estimate', () => {
    expect(priceOf(book.quote(snapshotOf()))).toBe('5 estimated');
  });

  test('more GiB never cost less', () => {
    const anyType = fc.constantFrom('Premium_LRS', 'StandardSSD_ZRS', 'Standard_LRS', 'PremiumV2_LRS');
    const anyRegion = fc.constantFrom('eastus', 'westeurope', 'japaneast');
    const anySize = fc.integer({ min: 1, max: 16_000 });
    fc.assert(
      fc.property(anyType, anyRegion, anySize, anySize, (type, region, sizeGib, more) => {
        const chosen = { type, iops: 4_000, throughputMibps: 200 };
        const small = book.quote(disk({ ...chosen, sizeGib }, region));
        const large = book.quote(disk({ ...chosen, sizeGib: sizeGib + more }, region));
        expect(small?.monthly.nanos).toBeGreaterThan(0n);
        expect(large?.monthly.nanos).toBeGreaterThanOrEqual(small?.monthly.nanos ?? 0n);
      }),
    );
  });
});

describe('network', () => {
  test('addresses and NAT gateways cost the same everywhere', () => {
    expect(priceOf(book.quote(publicIp()))).toBe('3.65 embedded');
    expect(priceOf(book.quote(publicIp({}, 'japaneast')))).toBe('3.65 embedded');
    expect(priceOf(book.quote(natGatewayOf({}, 'westeurope')))).toBe('32.85 embedded');
    expect(priceOf(book.quote(natGatewayOf({ state: 'deleting' })))).toBe('0 embedded');
  });

  test('load balancers are estimates', () => {
    expect(priceOf(book.quote(loadBalancerOf()))).toBe('18.25 estimated');
    expect(priceOf(book.quote(loadBalancerOf({ type: 'application' })))).toBe('179.58 estimated');
  });
});

describe('databases', () => {
  test.for([
    [{}, '740.05436 embedded'],
    [{ licence: 'BasePrice' }, '448.15364 embedded'],
    [{ type: 'GP_Gen5_4', highAvailability: true }, '1010.418544 embedded'],
    [{ type: 'BC_Gen5_8', storageGib: 10 }, '3970.4004 embedded'],
    [{ type: 'S1' }, '29.438 embedded'],
    [{ type: 'S12' }, '4415.7 embedded'],
    [{ type: 'P6', highAvailability: true }, '3650 embedded'],
    [{ engine: 'postgres', type: 'Standard_D4ds_v5', storageGib: 128 }, '274.6 estimated'],
    [{ engine: 'mysql', type: 'Standard_B1ms', storageGib: 20 }, '14.71 estimated'],
    [
      { engine: 'postgres', type: 'Standard_E2ds_v5', storageGib: 0, highAvailability: true },
      '351.86 estimated',
    ],
    [{ engine: 'postgres', type: 'Standard_D4ds_v5', storageGib: 128, state: 'stopped' }, '14.72 estimated'],
  ] as const)('%o: %s', ([attributes, price]) => {
    expect(priceOf(book.quote(db(attributes)))).toBe(price);
  });
});

describe('machine learning', () => {
  test('a compute instance costs its machine, and its disk when it is stopped', () => {
    const running = book.quote(computeInstance());
    const stopped = book.quote(computeInstance({ state: 'stopped' }));
    expect(priceOf(running)).toBe('233.6 estimated');
    expect(priceOf(stopped)).toBe('19.71 estimated');
  });

  test('an endpoint costs the machines of its deployments', () => {
    expect(priceOf(book.quote(endpointOf()))).toBe('5362.58 embedded');
  });
});

test.for([
  ['a type of disk', disk({ type: 'Gold_LRS' })],
  ['a disk of unknown redundancy', disk({ type: 'Premium' })],
  ['a disk larger than there are', disk({ sizeGib: 70_000 })],
  ['a Premium v2 disk of unknown speed', disk({ type: 'PremiumV2_LRS' })],
  ['a zone-redundant Ultra disk', disk({ type: 'UltraSSD_ZRS', iops: 1, throughputMibps: 1 })],
  ['a region', disk({}, 'marscentral')],
  ['an address elsewhere', publicIp({}, 'marscentral')],
  ['a failed disk', disk({ state: 'failed' })],
  ['an archived snapshot', snapshotOf({ tier: 'archive' })],
  ['another load balancer', loadBalancerOf({ type: 'other' })],
  ['a failed NAT gateway', natGatewayOf({ state: 'failed' })],
  ['a serverless database', db({ type: 'GP_S_Gen5_2' })],
  ['a member of a pool', db({ type: 'ElasticPool' })],
  ['a database of an unknown licence', azure('database', withoutLicence())],
  ['a flexible server of an unknown size', db({ engine: 'mysql', type: 'Standard_X1' })],
  ['a failed compute instance', computeInstance({ state: 'failed' })],
  ['an endpoint with a serverless deployment', endpointOf({ variants: [{ name: 'a' }] })],
  ['a bucket', azure('bucket', {})],
] as const)('unknown: %s', ([, resource]) => {
  expect(book.quote(resource)).toBeUndefined();
});

function withoutLicence(): unknown {
  const { licence: _, ...rest } = z.record(z.string(), z.unknown()).parse(db().attributes);
  return rest;
}
