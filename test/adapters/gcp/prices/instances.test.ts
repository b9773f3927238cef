import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createGcpPrices,
  type GcpMachineType,
  gcpMachineTypes,
} from '../../../../adapters/gcp/prices/index.ts';
import { savingBetween } from '../../../../src/core/price.ts';
import { priceOf, vm } from './resources.ts';

const book = createGcpPrices();
const types = [...gcpMachineTypes().values()];
const pricesCsv = fileURLToPath(
  new URL('../../../../../shared/data/catalog/gcp_prices_all_regions.csv', import.meta.url),
);

/** 730 hours at a price, as text. */
function monthAt(dollars: string): string {
  const [whole = '0', fraction = ''] = dollars.split('.');
  return (BigInt(whole + fraction.padEnd(9, '0')) * 730n).toString();
}

function nanosOf(
  type: string,
  region?: string,
  market: 'on-demand' | 'spot' = 'on-demand',
): string | undefined {
  return book.quote(vm({ type, market }, region))?.monthly.nanos.toString();
}

describe('on demand with Linux', () => {
  test.for([
    ['n2-standard-4', 'us-central1', '0.194236'],
    ['a2-highgpu-1g', 'us-central1', '3.673385'],
    ['e2-micro', 'us-central1', '0.008376'],
    ['f1-micro', 'us-central1', '0.0076'],
    ['g4-standard-6', 'us-central1', '0.559556'],
    ['z3-highmem-16-highlssd', 'us-central1', '2.303862'],
  ] as const)('%s in %s costs %s an hour', ([type, region, hourly]) => {
    const quote = book.quote(vm({ type }, region));
    expect(quote?.monthly.nanos.toString()).toBe(monthAt(hourly));
    expect(quote?.quality).toBe('embedded');
  });

  test('says how the figure came about, and of which day it is', () => {
    expect(book.quote(vm())).toEqual({
      monthly: { nanos: 141_792_280_000n, currency: 'USD' },
      quality: 'embedded',
      asOf: '2026-08-03',
      basis: 'n2-standard-4 in us-central1, on demand: 0.194236 USD/h × 730 h',
    });
  });
});

describe('machines of one’s own size', () => {
  test.for([
    // 1.05 × (4 × 0.031611 + 8 × 0.004237) USD an hour.
    ['n2-custom-4-8192', '122.902164 estimated'],
    ['custom-2-4096', '61.451082 estimated'],
    // 1.05 × (2 × 0.031611 + 13 × 0.004237) + 2 × 0.00955 USD an hour.
    ['custom-2-15360-ext', '104.622497 estimated'],
  ] as const)('%s costs %s', ([type, monthly]) => {
    const quote = book.quote(vm({ type }));
    const [amount = '', quality] = monthly.split(' ');
    expect(Number(quote?.monthly.nanos) / 1e9).toBeCloseTo(Number(amount), 1);
    expect(quote?.quality).toBe(quality);
  });

  test('are unknown with more memory than usual where that has no price', () => {
    expect(book.quote(vm({ type: 'n2d-custom-2-32768-ext' }))).toBeUndefined();
    expect(book.quote(vm({ type: 'n2d-custom-2-16384' }))?.quality).toBe('estimated');
  });

  test('every predefined type of such a series is the sum of its parts', () => {
    let compared = 0;
    const series = new Set(['e2', 'n1', 'n2', 'n2d', 'n4', 'n4a', 'n4d']);
    for (const type of types.filter((one) => series.has(one.series) && !one.burstable)) {
      const custom = `${type.series}-custom-${type.vcpus}-${type.memoryGib * 1_024}`.replace(/\.\d+$/, '');
      for (const [region, { onDemand, spot }] of type.offers) {
        for (const [market, price] of [
          ['on-demand', onDemand],
          ['spot', spot],
        ] as const) {
          const parts = nanosOf(custom, region, market);
          if (price === undefined || parts === undefined) continue;
          compared += 1;
          const ratio = Number(parts) / 730 / 1.05 / Number(price.price.nanos);
          expect(Math.abs(ratio - 1), `${type.name} in ${region}, ${market}`).toBeLessThan(0.001);
        }
      }
    }
    expect(compared).toBeGreaterThan(9_000);
  });

  test('an A100 is what is left of a machine without its processors and memory', () => {
    const whole = Number(nanosOf('a2-highgpu-1g')) / 730e9;
    expect(whole - 12 * 0.031_611 - 85 * 0.004_237).toBeCloseTo(2.933_908, 5);
  });
});

describe('what comes on top', () => {
  test.for([
    ['SLES', vm({ platform: 'suse' }), '222.09228 embedded'],
    ['SLES on the smallest', vm({ platform: 'suse', type: 'f1-micro' }), '20.148 embedded'],
    ['Windows', vm({ platform: 'windows' }), '276.11228 estimated'],
    ['Windows with a licence of one’s own', vm({ platform: 'windows', licence: 'x' }), '141.79228 embedded'],
    ['Red Hat with one’s own', vm({ platform: 'rhel', licence: 'rhel-9-byos' }), '141.79228 embedded'],
    ['Windows on spot', vm({ platform: 'windows', market: 'spot' }), '201.5676 estimated'],
    [
      'a GPU attached to N1',
      vm({ type: 'n1-standard-4', gpu: { model: 'NVIDIA T4', count: 2 } }),
      '649.69927 estimated',
    ],
    [
      'the GPU of its type is not counted twice',
      vm({ type: 'a2-highgpu-1g', gpu: { model: 'NVIDIA A100', count: 1 } }),
      '2681.57105 embedded',
    ],
  ] as const)('%s: %s', ([, resource, monthly]) => expect(priceOf(book.quote(resource))).toBe(monthly));
});

describe('what is not known', () => {
  const n1 = 'n1-standard-4';
  test.for([
    ['a type', vm({ type: 'n99-standard-4' })],
    ['a name of Object', vm({ type: 'constructor' })],
    ['a region', vm({}, 'mars-north1')],
    ['a type that the region does not offer', vm({ type: 'a2-highgpu-1g' }, 'europe-west6')],
    ['a type offered at a price that is not known', vm({ type: 'a4-highgpu-8g' })],
    ['Red Hat', vm({ platform: 'rhel' })],
    ['another platform', vm({ platform: 'other' })],
    ['a machine on a sole-tenant node', vm({ tenancy: 'host' })],
    ['reserved capacity', vm({ market: 'reserved-capacity' })],
    ['Windows on shared cores', vm({ platform: 'windows', type: 'e2-micro' })],
    ['Windows on the smallest', vm({ platform: 'windows', type: 'g1-small' })],
    ['an unknown GPU', vm({ type: n1, gpu: { model: 'NVIDIA X1', count: 1 } })],
    ['a virtual workstation', vm({ type: n1, gpu: { model: 'NVIDIA T4 vWS', count: 1 } })],
    ['a GPU on spot', vm({ type: n1, market: 'spot', gpu: { model: 'NVIDIA T4', count: 1 } })],
    ['a GPU far away', vm({ type: n1, gpu: { model: 'NVIDIA T4', count: 1 } }, 'southamerica-east1')],
    ['a failed machine', vm({ state: 'failed' })],
    ['spot that is no cheaper', vm({ type: 'm2-ultramem-208', market: 'spot' })],
  ] as const)('%s', ([, resource]) => expect(book.quote(resource)).toBeUndefined());
});

test.for(['stopping', 'stopped', 'terminated'] as const)(
  'a machine that is %s costs nothing itself',
  (state) => {
    expect(priceOf(book.quote(vm({ state, type: 'n99-x' }, 'mars-north1')))).toBe('0 embedded');
  },
);

test('stopping a machine saves its compute', () => {
  const saving = savingBetween(book.quote(vm()), book.quote(vm({ state: 'stopped' })));
  expect(priceOf(saving)).toBe('141.79228 embedded');
});

describe('over the whole table', () => {
  test('spot is more than nothing and less than on demand', () => {
    const offers = types.flatMap((type) =>
      [...type.offers.values()].filter(({ spot }) => spot !== undefined),
    );
    expect(offers.length).toBeGreaterThan(12_000);
    const wrong = offers.filter(
      ({ onDemand, spot }) =>
        !(onDemand && spot && spot.price.nanos > 0n && spot.price.nanos < onDemand.price.nanos),
    );
    expect(wrong).toEqual([]);
  });

  test('more of everything never costs less within a family', () => {
    const families = Map.groupBy(
      types.filter(({ bareMetal }) => !bareMetal),
      ({ family }) => family,
    );
    const wrong: string[] = [];
    let compared = 0;
    for (const small of types) {
      for (const large of families.get(small.family) ?? []) {
        if (small === large || !isLarger(large, small)) continue;
        for (const [region, { onDemand }] of small.offers) {
          const more = large.offers.get(region)?.onDemand;
          if (!onDemand || !more) continue;
          compared += 1;
          if (more.price.nanos < onDemand.price.nanos)
            wrong.push(`${large.name} < ${small.name} in ${region}`);
        }
      }
    }
    expect(compared).toBeGreaterThan(40_000);
    expect(wrong).toEqual([]);
  });

  test('a quote depends on nothing but type, region, market, platform, tenancy, GPUs and state', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...types),
        fc.boolean(),
        fc.option(fc.string()),
        ({ name, regions }, spot, group) => {
          const market = spot ? 'spot' : 'on-demand';
          const plain = vm({ type: name, market }, regions[0]);
          const other = vm(
            { type: name, market, dataVolumes: ['disk-1'], ...(group !== null && { group }) },
            regions[0],
          );
          expect(book.quote(other)).toEqual(book.quote(plain));
        },
      ),
    );
  });

  test.skipIf(!existsSync(pricesCsv))(
    'every price is the one of its source (needs ../shared/data/catalog)',
    () => {
      const rows: readonly Readonly<Record<string, string>>[] = parse(readFileSync(pricesCsv, 'utf8'), {
        columns: true,
      });
      const wrong = rows.filter((row) => {
        const { region = '', type = '', on_demand_usd_hour: onDemand = '', spot_usd_hour: spot = '' } = row;
        const offered = Number(spot) < Number(onDemand) ? monthAt(spot) : undefined;
        return nanosOf(type, region) !== monthAt(onDemand) || nanosOf(type, region, 'spot') !== offered;
      });
      expect(rows.length).toBeGreaterThan(12_000);
      expect(wrong).toEqual([]);
    },
  );
});

function isLarger(large: GcpMachineType, small: GcpMachineType): boolean {
  return (
    large.vcpus >= small.vcpus &&
    large.memoryGib >= small.memoryGib &&
    (large.gpu?.count ?? 0) >= (small.gpu?.count ?? 0)
  );
}
