import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  type AzureMachineType,
  azureMachineTypes,
  createAzurePrices,
} from '../../../../adapters/azure/prices/index.ts';
import { savingBetween } from '../../../../src/core/price.ts';
import { priceOf, vm } from './resources.ts';

const book = createAzurePrices();
const types = [...azureMachineTypes().values()];
const catalogue = fileURLToPath(new URL('../../../../../shared/data/catalog/', import.meta.url));

describe('on demand with Linux', () => {
  test.for([
    ['Standard_D4s_v3', 'eastus', '140.16'],
    ['Standard_D4s_v5', 'westeurope', '167.9'],
    ['Standard_NC24ads_A100_v4', 'eastus', '2681.29'],
    ['Standard_E64as_v5', 'eastus', '2639.68'],
    ['Standard_D8as_v5', 'eastus', '251.12'],
    ['Standard_D2as_v6', 'northeurope', '73.73'],
    ['Standard_B2ats_v2', 'eastus', '6.862'],
    ['Standard_NM16ads_MA35D', 'eastus', '1423.5'],
    ['Standard_D128ds_v7', 'eastus', '7622.66'],
    ['standard_d4s_V3', 'eastus', '140.16'],
  ] as const)('%s in %s costs %s a month', ([type, region, monthly]) => {
    expect(priceOf(book.quote(vm({ type }, region)))).toBe(`${monthly} embedded`);
  });

  test('says how the figure came about, and of which day it is', () => {
    expect(book.quote(vm({}, 'westeurope'))).toEqual({
      monthly: { nanos: 167_900_000_000n, currency: 'USD' },
      quality: 'embedded',
      asOf: '2026-06-18',
      basis: 'Standard_D4s_v5 in westeurope, on demand: 0.23 USD/h × 730 h',
    });
  });

  test('a constrained size costs as much as the whole', () => {
    const constrained = book.quote(vm({ type: 'Standard_E64-16as_v4' }));
    expect(constrained?.monthly).toEqual(book.quote(vm({ type: 'Standard_E64as_v4' }))?.monthly);
  });
});

describe('by state', () => {
  test('stopped but not deallocated costs as much as running', () => {
    const stopped = book.quote(vm({ state: 'stopped-billed' }));
    expect(stopped?.monthly).toEqual(book.quote(vm())?.monthly);
    expect(stopped?.basis).toContain('not deallocated');
  });

  test.for(['stopped', 'terminated'] as const)('%s costs nothing itself', (state) => {
    const anything = { state, type: 'Standard_Unheard', market: 'spot' } as const;
    expect(priceOf(book.quote(vm(anything, 'mars')))).toBe('0 embedded');
  });

  test('deallocating a stopped machine saves its compute', () => {
    const saving = savingBetween(
      book.quote(vm({ state: 'stopped-billed' })),
      book.quote(vm({ state: 'stopped' })),
    );
    expect(priceOf(saving)).toBe('140.16 embedded');
  });
});

describe('with Windows', () => {
  test('adds its licence for each processor', () => {
    expect(priceOf(book.quote(vm({ platform: 'windows', type: 'Standard_D4as_v5' })))).toBe(
      '259.88 embedded',
    );
    expect(priceOf(book.quote(vm({ platform: 'windows', type: 'Standard_D4s_v3' })))).toBe(
      '274.48 estimated',
    );
  });

  test('adds a tenth of it on burstable sizes of the second generation', () => {
    expect(priceOf(book.quote(vm({ platform: 'windows', type: 'Standard_B2ats_v2' })))).toBe(
      '13.578 embedded',
    );
  });

  test('adds it for the processors of the whole size where it has fewer', () => {
    const constrained = book.quote(vm({ platform: 'windows', type: 'Standard_E64-16as_v4' }));
    const whole = book.quote(vm({ platform: 'windows', type: 'Standard_E64as_v4' }));
    expect(constrained?.monthly).toEqual(whole?.monthly);
  });

  test.for([
    ['windows', 'Windows_Server'],
    ['windows', 'Windows_Client'],
    ['rhel', 'RHEL_BYOS'],
    ['suse', 'SLES_BYOS'],
  ] as const)('%s by a licence of one’s own (%s) costs what Linux costs', ([platform, licence]) => {
    expect(book.quote(vm({ platform, licence }))?.monthly).toEqual(book.quote(vm())?.monthly);
  });
});

test.for([
  ['a size', vm({ type: 'Standard_D99s_v9' })],
  ['a name of Object', vm({ type: 'constructor' })],
  ['a region', vm({}, 'marscentral')],
  ['a size that the region does not offer', vm({ type: 'Standard_ND96isr_MI300X_v5' }, 'japaneast')],
  ['Red Hat', vm({ platform: 'rhel' })],
  ['another platform', vm({ platform: 'other' })],
  [
    'Windows by a licence of something else',
    vm({ platform: 'windows', type: 'Standard_D2_v2', licence: 'None' }),
  ],
  ['Windows on an old burstable size', vm({ platform: 'windows', type: 'Standard_B2ms' })],
  ['Windows on a size of unknown processors', vm({ platform: 'windows', type: 'Standard_NM16ads_MA35D' })],
  ['spot', vm({ market: 'spot' })],
  ['reserved capacity', vm({ market: 'reserved-capacity' })],
  ['a machine on a host of its own', vm({ tenancy: 'host' })],
  ['a failed machine', vm({ state: 'failed' })],
  ['a machine on its way to either kind of stop', vm({ state: 'stopping' })],
] as const)('unknown: %s', ([, resource]) => {
  expect(book.quote(resource)).toBeUndefined();
});

describe('over the whole table', () => {
  test('every offer is quoted, at more than nothing', () => {
    const wrong = types.flatMap(({ name, offers }) =>
      [...offers.keys()].filter((region) => {
        const quote = book.quote(vm({ type: name }, region));
        return !(quote && quote.monthly.nanos > 0n && quote.quality === 'embedded');
      }),
    );
    expect(wrong).toEqual([]);
  });

  test('more of everything never costs less within a family', () => {
    const isLarger = (large: AzureMachineType, small: AzureMachineType): boolean =>
      large.billedVcpus >= small.billedVcpus &&
      large.vcpus >= small.vcpus &&
      large.memoryGib >= small.memoryGib &&
      (large.gpu?.count ?? 0) >= (small.gpu?.count ?? 0);
    const families = Map.groupBy(types, ({ family }) => family);
    let pairs = 0;
    const wrong = [...families.values()].flatMap((family) =>
      family.flatMap((small) =>
        family
          .filter((large) => small !== large && isLarger(large, small))
          .filter((large) => {
            pairs += 1;
            return [...small.offers].some(([region, { price }]) => {
              const more = large.offers.get(region);
              return more !== undefined && more.price.nanos < price.nanos;
            });
          })
          .map((large) => `${large.name} costs less than ${small.name}`),
      ),
    );
    expect(pairs).toBeGreaterThan(5_000);
    expect(wrong).toEqual([]);
  });

  test('with Windows no machine costs less than without', () => {
    fc.assert(
      fc.property(fc.constantFrom(...types), ({ name, regions }) => {
        const linux = book.quote(vm({ type: name }, regions[0]));
        const windows = book.quote(vm({ type: name, platform: 'windows' }, regions[0]));
        if (windows === undefined || linux === undefined) return;
        expect(windows.monthly.nanos).toBeGreaterThan(linux.monthly.nanos);
      }),
    );
  });
});

const row = z.object({
  region: z.string(),
  type: z.string(),
  on_demand_usd_hour: z.string(),
  repaired: z.string(),
});

test.skipIf(!existsSync(catalogue))('prices are those of the source (needs ../shared/data/catalog)', () => {
  const csv: unknown = parse(readFileSync(`${catalogue}azure_prices_regions.csv`, 'utf8'), { columns: true });
  const rows = z.array(row).parse(csv);
  const differing = rows.filter(({ region, type, on_demand_usd_hour: hourly }) => {
    const nanos = book.quote(vm({ type }, region))?.monthly.nanos;
    return nanos !== BigInt(Math.round(Number(hourly) * 1e9)) * 730n;
  });
  // All that differs was repaired without need.
  expect(differing.every(({ repaired, type }) => repaired === '1' && type.endsWith('_v6'))).toBe(true);
  expect(differing).toHaveLength(15);
});
