import { timesMoney } from 'bursar/adapter';
import type { Catalogue } from './catalogue.ts';
import { type GcpMachineType, type MachineOffer, ratePerMillion } from './machine-types.ts';

/** What a predefined machine of a series pays per hour for its parts, in millionths of a dollar. */
interface Rates {
  readonly vcpu: number;
  readonly gib: number;
}

/** A series whose machines may be of any size. */
interface Series {
  /** GiB for each processor up to which memory costs the usual. */
  readonly mostGibPerVcpu: number;
  /** What memory beyond that costs, as a multiple of the usual; unknown where absent. */
  readonly extendedMemory?: number;
}

/**
 * What memory beyond the usual costs was seen in us-central1 only, so that it is taken in proportion elsewhere.
 */
const seriesByName: ReadonlyMap<string, Series> = new Map([
  ['e2', { mostGibPerVcpu: 8 }],
  ['n1', { mostGibPerVcpu: 6.5, extendedMemory: 0.009_55 / 0.004_237 }],
  ['n2', { mostGibPerVcpu: 8, extendedMemory: 0.009_55 / 0.004_237 }],
  ['n2d', { mostGibPerVcpu: 8 }],
  ['n4', { mostGibPerVcpu: 8 }],
  ['n4a', { mostGibPerVcpu: 8 }],
  ['n4d', { mostGibPerVcpu: 8 }],
]);

/** By how much a machine of one's own size costs more than its parts in predefined ones. */
const premium = 1.05;

/** Processors that are paid for, of the types that share them. */
const sharedVcpus: ReadonlyMap<string, number> = new Map([
  ['micro', 0.25],
  ['small', 0.5],
  ['medium', 1],
]);

/**
 * A machine type of one's own size, whose name tells it: `n2-custom-4-8192`, `custom-2-4096-ext`,
 * `e2-custom-small-3072`. Undefined for any other name. What it costs is made of what predefined types cost, and is an
 * estimate.
 */
export function customMachineType(name: string, catalogue: Catalogue): GcpMachineType | undefined {
  const match = /^(?:([a-z]\d[a-z]?)-)?custom-(\d+|micro|small|medium)-(\d+)(-ext)?$/.exec(name);
  if (match === null) return undefined;
  const [, seriesName = 'n1', size = '', memoryMib = ''] = match;
  const series = seriesByName.get(seriesName);
  const shared = seriesName === 'e2' ? sharedVcpus.get(size) : undefined;
  const vcpus = shared === undefined ? Number(size) : 2;
  if (series === undefined || !(vcpus > 0)) return undefined;
  const memoryGib = Number(memoryMib) / 1_024;
  const parts = { ...series, vcpus: shared ?? vcpus, memoryGib, limitGib: vcpus * series.mostGibPerVcpu };
  const offers = offersOf(catalogue, seriesName, parts);
  return {
    name,
    family: `${seriesName}-custom`,
    series: seriesName,
    vcpus,
    memoryGib,
    architecture: seriesName === 'n4a' ? 'arm64' : 'x86_64',
    burstable: shared !== undefined,
    bareMetal: false,
    bundledDisks: false,
    sustainedUse: seriesName === 'n1' || seriesName === 'n2' || seriesName === 'n2d',
    regions: [...offers.keys()],
    offers,
  };
}

interface Parts extends Series {
  /** As they are paid for. */
  readonly vcpus: number;
  readonly memoryGib: number;
  /** Memory beyond this is extended. */
  readonly limitGib: number;
}

function offersOf(catalogue: Catalogue, series: string, parts: Parts): Map<string, MachineOffer> {
  const cells = catalogue.rates.get(series)?.split(',') ?? [];
  const offers = new Map<string, MachineOffer>();
  for (const [index, region] of catalogue.regions.entries()) {
    const cell = cells[index] ?? '';
    if (cell === '') continue;
    const [vcpu = 0, gib = 0, spotVcpu = 0, spotGib = 0] = cell.split('/').map(Number);
    const onDemand = priceOf({ vcpu, gib }, parts, catalogue.asOf);
    const spot = priceOf({ vcpu: spotVcpu, gib: spotGib }, parts, catalogue.asOf);
    offers.set(region, onDemand === undefined || spot === undefined ? {} : { onDemand, spot });
  }
  return offers;
}

function priceOf(rates: Rates, parts: Parts, asOf: string): MachineOffer['onDemand'] {
  const extendedGib = Math.max(0, parts.memoryGib - parts.limitGib);
  if (extendedGib > 0 && parts.extendedMemory === undefined) return undefined;
  const paidGib = parts.memoryGib - extendedGib + extendedGib * ((parts.extendedMemory ?? 0) / premium);
  const rate = ratePerMillion(rates.vcpu * parts.vcpus + rates.gib * paidGib, asOf, 'estimated');
  return { ...rate, price: timesMoney(rate.price, premium) };
}
