import type { EpochMs } from '../../../core/time.ts';
import { drawTags, tagTruths } from '../../estate/tags.ts';
import type { Population } from '../../population.ts';
import { Dice, mix, type Weighted } from '../../seeded.ts';
import { type DiskUse, diskNameOf, diskSeed, groupOfDisk, useOfDisk } from './attachment.ts';
import { type AzureModel, changeablePopulation, daysBefore, named, storyOf } from './model.ts';
import type { Place } from './place.ts';
import type { VirtualMachine } from './virtual-machines.ts';

export type DiskSku =
  | 'Standard_LRS'
  | 'StandardSSD_LRS'
  | 'Premium_LRS'
  | 'Premium_ZRS'
  | 'PremiumV2_LRS'
  | 'UltraSSD_LRS';

/** A modelled managed disk. */
export interface Disk extends AzureModel {
  readonly seed: number;
  readonly sku: DiskSku;
  readonly sizeGib: number;
  readonly iops: number;
  readonly mibPerSecond: number;
  readonly bursting: boolean;
  readonly state: 'Attached' | 'Unattached' | 'Reserved';
  /** Id of the machine that has it. */
  readonly managedBy?: string | undefined;
  readonly zone?: string | undefined;
  readonly os?: 'Linux' | 'Windows' | undefined;
  /** When it was attached or detached last, or its machine switched on or off. */
  readonly ownershipChangedAt?: EpochMs | undefined;
  /** When its last operation was; undefined: not within the time that metrics are kept. */
  readonly lastOperationAt: EpochMs | 'ongoing' | undefined;
}

interface DetachedStory {
  readonly createdDaysAgo: readonly [least: number, most: number];
  readonly usedDaysAgo?: readonly [least: number, most: number];
  readonly truths: readonly string[];
}

const detached: readonly Weighted<DetachedStory>[] = [
  [50, { createdDaysAgo: [60, 900], truths: ['volume-unattached'] }],
  // Taken off a machine last week: somebody may be about to use it elsewhere.
  [20, { createdDaysAgo: [60, 900], usedDaysAgo: [1, 9], truths: [] }],
  [15, { createdDaysAgo: [60, 900], usedDaysAgo: [25, 50], truths: ['volume-unattached'] }],
  [15, { createdDaysAgo: [0.5, 10], truths: [] }],
];

interface SkuAndSizes {
  readonly sku: DiskSku;
  readonly sizes: readonly number[];
}

const systemSkus: readonly Weighted<SkuAndSizes>[] = [
  [60, { sku: 'Premium_LRS', sizes: [30, 64, 127, 128] }],
  [30, { sku: 'StandardSSD_LRS', sizes: [30, 64, 127] }],
  [10, { sku: 'Standard_LRS', sizes: [30, 127] }],
];

const dataSkus: readonly Weighted<SkuAndSizes>[] = [
  [45, { sku: 'Premium_LRS', sizes: [64, 128, 256, 512, 1_023, 2_048] }],
  [22, { sku: 'StandardSSD_LRS', sizes: [128, 256, 512, 1_024] }],
  [18, { sku: 'Standard_LRS', sizes: [32, 512, 1_024, 4_096] }],
  [6, { sku: 'Premium_ZRS', sizes: [128, 256] }],
  [7, { sku: 'PremiumV2_LRS', sizes: [100, 500, 1_000] }],
  [2, { sku: 'UltraSSD_LRS', sizes: [256, 1_024] }],
];

/** The managed disks of a place, whose machines have most of them. */
export function disksOf(place: Place, vms: Population<VirtualMachine>): Population<Disk> {
  const seed = diskSeed(place);
  return changeablePopulation(
    place,
    place.count('volume'),
    (index) => diskNameOf(place, index),
    (index, name) => {
      const disk = diskAt(place, vms, seed, index, name);
      const { detachedAt } = place.changeOf(disk.arn) ?? {};
      if (detachedAt === undefined) return disk;
      const { managedBy: _, ...free } = disk;
      return { ...free, state: 'Unattached', ownershipChangedAt: detachedAt, lastOperationAt: detachedAt };
    },
  );
}

function diskAt(
  place: Place,
  vms: Population<VirtualMachine>,
  kindSeed: number,
  index: number,
  name: string,
): Disk {
  const use = useOfDisk(place, index);
  const seed = mix(kindSeed, index);
  const dice = new Dice(seed);
  const { sku, sizes } = dice.weighted(use.use === 'first' ? systemSkus : dataSkus);
  const sizeGib = dice.pick(sizes);
  const tags = drawTags(dice, undefined);
  const life = use.use === 'none' ? detachedLife(place, use.number, dice) : attachedLife(vms.at(use.vm), use);
  const { truths, ...facts } = life;
  return {
    ...named(groupOfDisk(place, index), index, name, `Microsoft.Compute/disks/${name}`),
    seed,
    sku,
    sizeGib,
    ...performanceOf(sku, sizeGib),
    bursting: sku === 'Premium_LRS' && sizeGib > 512 && dice.chance(0.2),
    ...facts,
    tags,
    truths: [...truths, ...tagTruths(tags, place.subscription)],
    undecidable: [],
  };
}

function performanceOf(sku: DiskSku, sizeGib: number): Pick<Disk, 'iops' | 'mibPerSecond'> {
  switch (sku) {
    case 'Standard_LRS':
    case 'StandardSSD_LRS':
      return { iops: 500, mibPerSecond: 60 };
    case 'PremiumV2_LRS':
      return { iops: 3_000 + sizeGib, mibPerSecond: 125 };
    case 'UltraSSD_LRS':
      return { iops: 2_048, mibPerSecond: 8 };
    case 'Premium_LRS':
    case 'Premium_ZRS':
      return { iops: Math.max(120, Math.min(7_500, sizeGib * 4)), mibPerSecond: sizeGib > 512 ? 200 : 100 };
  }
}

type Life = Pick<
  Disk,
  'createdAt' | 'state' | 'managedBy' | 'zone' | 'os' | 'ownershipChangedAt' | 'lastOperationAt' | 'truths'
>;

function attachedLife(vm: VirtualMachine, { use }: DiskUse): Life {
  const off = vm.power === 'deallocated';
  const system = use === 'first' && !vm.ephemeral;
  return {
    createdAt: vm.createdAt,
    state: off ? 'Reserved' : 'Attached',
    managedBy: vm.armId,
    zone: vm.zone,
    os: system ? vm.system.os : undefined,
    ownershipChangedAt: off ? vm.provisionedAt : vm.createdAt,
    lastOperationAt: vm.power === 'running' ? 'ongoing' : vm.provisionedAt,
    truths: [],
  };
}

function detachedLife(place: Place, number: number, dice: Dice): Life {
  // Every other disk that is no machine's first is detached, so that half of those before this place are.
  const before = Math.ceil((place.first('volume') - place.first('instance')) / 2);
  const nowhere = { estateSeed: place.estateSeed, first: () => before };
  const { createdDaysAgo, usedDaysAgo, truths } = storyOf(nowhere, 'volume', number, detached);
  const createdAt = daysBefore(place, dice.between(...createdDaysAgo));
  const usedAt = usedDaysAgo && daysBefore(place, dice.between(...usedDaysAgo));
  return {
    createdAt,
    state: 'Unattached',
    ...(usedAt !== undefined && { ownershipChangedAt: usedAt }),
    lastOperationAt: usedAt,
    truths,
  };
}
