import { type RegionalRate, regionalRate } from './regional.ts';

const seen = '2024-12-31';

/** A disk of up to so many GiB, and what it costs a month. */
interface DiskSize {
  readonly upToGib: number;
  readonly rate: RegionalRate;
}

/** Sizes, each twice the one before. */
function sizesFrom(smallestGib: number, texts: string): readonly DiskSize[] {
  return texts.split(' ').map((text, index) => ({
    upToGib: smallestGib * 2 ** index,
    rate: regionalRate(text, seen),
  }));
}

const premium =
  '~0.6 ~1.2 ~2.4 5.28 ~10.21 19.71 ~38.02 73.22 135.17 ~259.05 ~495.57 ~946.08 ~1802.24 ~3604.48';
const standardSsd = '~0.3 ~0.6 ~1.2 ~2.4 ~4.8 ~9.6 ~19.2 ~38.4 76.8 ~153.6 ~307.2 ~614.4 ~1228.8 ~2457.6';
const standard = '1.536 ~3.008 5.888 ~11.328 ~21.76 ~40.96 ~77.83 ~143.36 ~262.144 ~524.288 ~1048.576';

/** Disks that are billed as the next larger of the sizes that there are: from P1, E1 and S4 on. */
const sizes: ReadonlyMap<string, readonly DiskSize[]> = new Map([
  ['Premium', sizesFrom(4, premium)],
  ['StandardSSD', sizesFrom(4, standardSsd)],
  ['Standard', sizesFrom(32, standard)],
]);

/** What a disk of so many GiB costs a month in one zone; undefined where there is no such type or size. */
export function sizedDisk(type: string, sizeGib: number): RegionalRate | undefined {
  return sizes.get(type)?.find(({ upToGib }) => sizeGib <= upToGib)?.rate;
}

/** Rates of disks that are billed for what was chosen: per GiB, IOPS and MB/s, each a month. */
export interface ProvisionedDisk {
  readonly size: RegionalRate;
  readonly operations: RegionalRate;
  readonly throughput: RegionalRate;
  /** What every disk has without charge. */
  readonly includedIops: number;
  readonly includedMibps: number;
  billedGib(sizeGib: number): number;
}

export const provisionedDisks: ReadonlyMap<string, ProvisionedDisk> = new Map([
  [
    'PremiumV2',
    {
      size: regionalRate('0.0803', seen),
      operations: regionalRate('0.00511', seen),
      throughput: regionalRate('0.04015', seen),
      includedIops: 3_000,
      includedMibps: 125,
      billedGib: (sizeGib: number) => sizeGib,
    },
  ],
  [
    'UltraSSD',
    {
      size: regionalRate('0.11972', seen),
      operations: regionalRate('0.04964', seen),
      throughput: regionalRate('0.34967', seen),
      includedIops: 0,
      includedMibps: 0,
      billedGib: nextUltraSize,
    },
  ],
]);

/** Ultra disks are billed by powers of two, from 1 TiB on by whole ones. */
function nextUltraSize(sizeGib: number): number {
  if (sizeGib > 512) return Math.ceil(sizeGib / 1_024) * 1_024;
  return 2 ** Math.max(2, Math.ceil(Math.log2(sizeGib)));
}

/** Per GiB and month, incremental ones and full ones on standard disks alike. */
export const snapshotRate = regionalRate('0.05', seen);
