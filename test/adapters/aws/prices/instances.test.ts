import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type AwsMachineType,
  awsMachineTypes,
  createAwsPrices,
} from '../../../../adapters/aws/prices/index.ts';
import { savingBetween } from '../../../../src/core/price.ts';
import { priceOf, vm } from './resources.ts';

const book = createAwsPrices();
const types = [...awsMachineTypes().values()];

/** 730 hours at a price in nanos. */
function monthAt(dollars: string): string {
  return (BigInt(dollars.replace('.', '').replace(/^0+/, '')) * 730n).toString();
}

function isLarger(large: AwsMachineType, small: AwsMachineType): boolean {
  return (
    large.vcpus >= small.vcpus &&
    large.memoryGib >= small.memoryGib &&
    (large.gpu?.count ?? 0) >= (small.gpu?.count ?? 0) &&
    (large.localDisk?.sizeGb ?? 0) >= (small.localDisk?.sizeGb ?? 0)
  );
}

describe('on demand with Linux', () => {
  test.for([
    ['m5.large', 'us-east-1', '0.096000000'],
    ['m5.large', 'us-west-2', '0.096000000'],
    ['m5.large', 'eu-west-1', '0.107000000'],
    ['m5.large', 'eu-central-1', '0.115000000'],
    ['g5.xlarge', 'us-east-1', '1.006000000'],
    ['p4d.24xlarge', 'us-east-1', '21.957642000'],
    ['p5.48xlarge', 'us-east-1', '55.040000000'],
    ['t3.large', 'eu-west-1', '0.091200000'],
    ['t4g.medium', 'eu-central-1', '0.038400000'],
  ] as const)('%s in %s costs %s an hour', ([type, region, hourly]) => {
    const quote = book.quote(vm({ type }, region));
    expect(quote?.monthly.nanos.toString()).toBe(monthAt(hourly));
    expect(quote?.quality).toBe('embedded');
  });

  test('a price that was only derived is an estimate', () => {
    expect(book.quote(vm({ type: 'p4d.24xlarge' }, 'eu-central-1'))?.quality).toBe('estimated');
  });

  test('says how the figure came about, and of which day it is', () => {
    expect(book.quote(vm({}, 'eu-west-1'))).toEqual({
      monthly: { nanos: 78_110_000_000n, currency: 'USD' },
      quality: 'embedded',
      asOf: '2019-04-05',
      basis: 'm5.large in eu-west-1, on demand: 0.107 USD/h × 730 h',
    });
  });
});

describe('what is not known', () => {
  test.for([
    ['a type', vm({ type: 'm99.large' })],
    ['a name of Object', vm({ type: 'constructor' })],
    ['a region', vm({}, 'ap-south-2')],
    ['a type that the region does not offer', vm({ type: 'g6f.large' }, 'eu-west-1')],
    ['a type offered at a price that is not known', vm({ type: 'mac2.metal' })],
    ['Red Hat', vm({ platform: 'rhel' })],
    ['another platform', vm({ platform: 'other' })],
    ['a dedicated machine', vm({ tenancy: 'dedicated' })],
    ['a machine on a host of its own', vm({ tenancy: 'host' })],
    ['reserved capacity', vm({ market: 'reserved-capacity' })],
    ['reserved capacity that is stopped', vm({ market: 'reserved-capacity', state: 'stopped' })],
    ['Windows on a burstable type', vm({ platform: 'windows', type: 't3.large' })],
    ['Windows on spot', vm({ platform: 'windows', market: 'spot' })],
    ['a failed machine', vm({ state: 'failed' })],
    ['spot where nothing was saved', vm({ type: 'a1.large', market: 'spot' })],
  ] as const)('%s', ([, resource]) => {
    expect(book.quote(resource)).toBeUndefined();
  });
});

test.for(['stopping', 'stopped', 'terminated'] as const)(
  'a machine that is %s costs nothing itself',
  (state) => {
    expect(priceOf(book.quote(vm({ state, type: 'm99.large' }, 'ap-south-2')))).toBe('0 embedded');
  },
);

test('stopping a machine saves its compute', () => {
  const saving = savingBetween(
    book.quote(vm({}, 'eu-west-1')),
    book.quote(vm({ state: 'stopped' }, 'eu-west-1')),
  );
  expect(priceOf(saving)).toBe('78.11 embedded');
  expect(saving?.asOf).toBe('2019-04-05');
});

test('spot is derived from on demand', () => {
  const spot = book.quote(vm({ market: 'spot' }));
  expect(priceOf(spot)).toBe('23.8272 estimated');
  expect(spot?.asOf).toBe('2025-06-28');
});

test('Windows adds its licence for each processor', () => {
  expect(priceOf(book.quote(vm({ platform: 'windows' })))).toBe('137.24 estimated');
});

describe('over the whole table', () => {
  const anyType = fc.constantFrom(...types);

  test('every offer with a price is quoted, at more than nothing', () => {
    const wrong = types.flatMap(({ name, offers }) =>
      [...offers].filter(([region, offer]) => {
        const quote = book.quote(vm({ type: name }, region));
        return offer.onDemand === undefined ? quote !== undefined : !(quote && quote.monthly.nanos > 0n);
      }),
    );
    expect(wrong).toEqual([]);
  });

  test('spot is an estimate, more than nothing and less than on demand', () => {
    let spots = 0;
    for (const { name, regions } of types) {
      for (const region of regions) {
        const spot = book.quote(vm({ type: name, market: 'spot' }, region));
        if (spot === undefined) continue;
        const onDemand = book.quote(vm({ type: name }, region));
        spots += 1;
        expect(spot).toMatchObject({
          quality: 'estimated',
          asOf: expect.stringMatching(/^20\d\d-\d\d-\d\d$/),
        });
        expect(spot.monthly.nanos).toBeGreaterThan(0n);
        expect(spot.monthly.nanos).toBeLessThan(onDemand?.monthly.nanos ?? 0n);
      }
    }
    expect(spots).toBeGreaterThan(3_000);
  });

  test('more of everything never costs less within a family', () => {
    const families = Map.groupBy(
      // Bare metal has prices of its own.
      types.filter(({ bareMetal }) => bareMetal !== true),
      ({ family }) => family,
    );
    const pairs = [...families.values()].flatMap((family) =>
      family.flatMap((small) =>
        family
          .filter((large) => small !== large && isLarger(large, small))
          .map((large) => ({ small, large })),
      ),
    );
    const wrong = pairs.filter(({ small, large }) =>
      [...small.offers].some(([region, { onDemand }]) => {
        const more = large.offers.get(region)?.onDemand;
        return onDemand && more && more.price.nanos < onDemand.price.nanos;
      }),
    );
    expect(pairs.length).toBeGreaterThan(4_000);
    expect(wrong.map(({ small, large }) => `${large.name} costs less than ${small.name}`)).toEqual([]);
  });

  test('a quote depends on nothing but type, region, market, platform, tenancy and state', () => {
    fc.assert(
      fc.property(anyType, fc.boolean(), fc.option(fc.string()), ({ name, regions }, spot, group) => {
        const market = spot ? 'spot' : 'on-demand';
        const plain = vm({ type: name, market }, regions[0]);
        const other = vm(
          { type: name, market, dataVolumes: ['vol-1'], ...(group !== null && { group }) },
          regions[0],
        );
        expect(book.quote(other)).toEqual(book.quote(plain));
      }),
    );
  });
});
