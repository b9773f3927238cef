import {
  asEstimate,
  type Charge,
  free,
  type Quote,
  quoteOf,
  type ResourceOf,
  type snapshot,
  type volume,
} from 'bursar/adapter';
import { provisionedDisks, sizedDisk, snapshotRate } from './disk-rates.ts';
import type { Machines } from './machines.ts';

type Volume = ResourceOf<typeof volume>;
type Snapshot = ResourceOf<typeof snapshot>;

/** What a zone-redundant disk costs in relation to one that is kept in one zone. */
const zoneRedundancy = 1.5;

/** Prices of managed disks and snapshots. */
export interface VolumePrices {
  /** What a disk costs, attached or not, whatever its machine does. Operations on standard disks come on top. */
  quoteVolume(disk: Volume): Quote | undefined;
  /** What a snapshot costs at most: only what is used of the disk, or has changed on it, is billed. */
  quoteSnapshot(copy: Snapshot): Quote | undefined;
}

export function createVolumePrices(machines: Machines): VolumePrices {
  return {
    quoteVolume({ scope: { region }, attributes }) {
      const { type, state, sizeGib } = attributes;
      if (state === 'deleting') return free(`${type} disk, deleting`);
      if (state === 'failed') return undefined;
      const [family = '', redundancy] = type.split('_');
      const zones = redundancy === 'LRS' ? 1 : redundancy === 'ZRS' ? zoneRedundancy : undefined;
      if (zones === undefined) return undefined;
      const what = `${type} disk of ${sizeGib} GiB in ${region}`;
      const chosen = provisionedCharges(family, attributes, region, machines);
      if (chosen !== undefined) return zones === 1 ? quoteOf(what, chosen) : undefined;
      const rate = sizedDisk(family, sizeGib)?.(region, machines);
      const quote = quoteOf(what, [{ rate, quantity: zones, unit: 'disk' }]);
      return zones === 1 ? quote : asEstimate(quote);
    },
    quoteSnapshot({ scope: { region }, attributes: { state, tier, sizeGib } }) {
      if (state === 'failed' || tier !== 'standard') return undefined;
      const rate = snapshotRate(region, machines);
      const quote = quoteOf(`snapshot in ${region}, at most`, [{ rate, quantity: sizeGib, unit: 'GiB' }]);
      return asEstimate(quote);
    },
  };
}

/** The charges of a disk whose speed was chosen; undefined for all others. */
function provisionedCharges(
  family: string,
  { sizeGib, iops, throughputMibps }: Volume['attributes'],
  region: string,
  machines: Machines,
): readonly Charge[] | undefined {
  const rates = provisionedDisks.get(family);
  if (rates === undefined) return undefined;
  const extra = (chosen: number | undefined, included: number, unit: string, rate: Charge['rate']) =>
    // What was chosen is always told: where it is not, the price is not known.
    chosen === undefined
      ? [{ rate: undefined, quantity: 0, unit }]
      : chosen > included
        ? [{ rate, quantity: chosen - included, unit }]
        : [];
  return [
    { rate: rates.size(region, machines), quantity: rates.billedGib(sizeGib), unit: 'GiB' },
    ...extra(iops, rates.includedIops, 'IOPS', rates.operations(region, machines)),
    ...extra(throughputMibps, rates.includedMibps, 'MB/s', rates.throughput(region, machines)),
  ];
}
