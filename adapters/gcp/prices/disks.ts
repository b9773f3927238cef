import {
  asEstimate,
  type Charge,
  free,
  type Quote,
  quoteOf,
  type Rate,
  type ResourceOf,
  rate,
  type snapshot,
  type volume,
} from 'bursar/adapter';
import type { RegionalRates } from './regions.ts';

type Volume = ResourceOf<typeof volume>;
type Snapshot = ResourceOf<typeof snapshot>;

/** What a type of disk is charged for, in the home region. */
interface DiskRates {
  /** Per GiB and month. */
  readonly size: Rate;
  /** Per provisioned operation per second and month, beyond those that come with every disk. */
  readonly operations?: { readonly rate: Rate; readonly included: number };
  /** Per provisioned MiB/s and month, beyond what comes with every disk. */
  readonly throughput?: { readonly rate: Rate; readonly included: number };
}

const seen = '2024-03-31';

const diskRates: ReadonlyMap<string, DiskRates> = new Map([
  ['pd-standard', { size: rate('0.04', seen) }],
  ['pd-balanced', { size: rate('0.1', '2025-05-31') }],
  ['pd-ssd', { size: rate('0.17', '2025-05-31') }],
  ['pd-extreme', { size: rate('0.125', seen), operations: { rate: rate('0.065', seen), included: 0 } }],
  [
    'hyperdisk-extreme',
    { size: rate('0.125', seen), operations: { rate: rate('0.032', seen), included: 0 } },
  ],
  [
    'hyperdisk-balanced',
    {
      size: rate('~0.08', seen),
      operations: { rate: rate('~0.005', seen), included: 3_000 },
      throughput: { rate: rate('~0.04', seen), included: 140 },
    },
  ],
  [
    'hyperdisk-throughput',
    { size: rate('~0.005', seen), throughput: { rate: rate('~0.25', seen), included: 0 } },
  ],
  ['hyperdisk-ml', { size: rate('~0.08', seen), throughput: { rate: rate('~0.12', seen), included: 0 } }],
]);

/** Per GiB and month in the home region, and kept in several regions of a continent. */
const snapshotRates = {
  standard: { one: rate('0.05', '2023-04-01'), several: rate('0.065', '2023-04-01') },
  archive: { one: rate('0.019', '2023-04-01'), several: rate('0.024', '2023-04-01') },
};

/** Prices of disks and of their snapshots. */
export interface DiskPrices {
  /** What a disk costs, attached or not. */
  quoteVolume(resource: Volume): Quote | undefined;
  /** What a snapshot costs: what it stores, or at most the size of its disk where that is not told. */
  quoteSnapshot(resource: Snapshot): Quote | undefined;
  /** Per GiB and month. */
  sizeRate(type: string, region: string): Rate | undefined;
}

export function createDiskPrices(regional: RegionalRates): DiskPrices {
  const local = (home: Rate | undefined, region: string): Rate | undefined =>
    home && regional.storage(home, region);
  return {
    quoteVolume({ scope: { region }, attributes: { type, state, sizeGib, zone, ...disk } }) {
      if (state === 'deleting') return free(`${type} disk, deleting`);
      if (state === 'failed') return undefined;
      const rates = diskRates.get(type);
      if (rates === undefined) return undefined;
      const { operations, throughput } = rates;
      // These are paid for by what they are made to do, so that one of which that is unknown has no price.
      if (operations?.included === 0 && disk.iops === undefined) return undefined;
      if (throughput?.included === 0 && disk.throughputMibps === undefined) return undefined;
      // A disk without a zone of its own is kept in two, each of which is paid for.
      const copies = zone === undefined ? 2 : 1;
      return quoteOf(`${type} disk in ${region}${copies === 2 ? ', in two zones' : ''}`, [
        { rate: local(rates.size, region), quantity: sizeGib * copies, unit: 'GiB' },
        ...beyond(local(operations?.rate, region), disk.iops, operations?.included, 'IOPS'),
        ...beyond(local(throughput?.rate, region), disk.throughputMibps, throughput?.included, 'MiB/s'),
      ]);
    },
    quoteSnapshot({ scope: { region }, attributes: { state, tier, sizeGib, storedGib } }) {
      if (state === 'failed') return undefined;
      const rates = snapshotRates[tier];
      const inSeveral = region === 'us' || region === 'eu' || region === 'asia';
      const price = inSeveral ? multiRegional(rates.several, region) : local(rates.one, region);
      const quote = quoteOf(`${tier} snapshot in ${region}${storedGib === undefined ? ', at most' : ''}`, [
        { rate: price, quantity: storedGib ?? sizeGib, unit: 'GiB' },
      ]);
      return storedGib === undefined ? asEstimate(quote) : quote;
    },
    sizeRate: (type, region) => local(diskRates.get(type)?.size, region),
  };
}

/** The price was seen for the United States; elsewhere it is near to that. */
function multiRegional(seenInUs: Rate, location: string): Rate {
  return location === 'us' ? seenInUs : { ...seenInUs, quality: 'estimated' };
}

function beyond(
  price: Rate | undefined,
  provisioned: number | undefined,
  included: number | undefined,
  unit: string,
): readonly Charge[] {
  const charged = included === undefined ? 0 : (provisioned ?? 0) - included;
  return charged > 0 ? [{ rate: price, quantity: charged, unit }] : [];
}
