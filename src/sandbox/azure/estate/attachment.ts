import { services } from '../../estate/vocabulary.ts';
import { mix, mixText } from '../../seeded.ts';
import { groupOf, type Place, type ResourceGroup } from './place.ts';

/*
 * Which disk belongs to which machine. The first disks of a place are its machines' first ones, one each; of those left
 * over every other one holds data of a machine (two to a machine), and every other one is attached to nothing.
 */

export type DiskUse =
  | { readonly use: 'first'; readonly vm: number }
  | { readonly use: 'data'; readonly vm: number; readonly place: number }
  | { readonly use: 'none'; readonly number: number };

const perVm = 2;

/** What a disk is for. */
export function useOfDisk(place: Pick<Place, 'count'>, index: number): DiskUse {
  const vms = place.count('instance');
  if (index < vms) return { use: 'first', vm: index };
  const extra = index - vms;
  if (extra % 2 === 0 || vms === 0) return { use: 'none', number: extra >> 1 };
  const data = extra >> 1;
  const holder = Math.floor(data / perVm);
  return { use: 'data', vm: Math.floor((holder * vms) / holdersOf(place)), place: data % perVm };
}

/** The numbers of the disks that hold a machine's data. */
export function dataDisksOf(place: Pick<Place, 'count'>, vm: number): readonly number[] {
  const vms = place.count('instance');
  const holders = holdersOf(place);
  const holder = Math.ceil((vm * holders) / vms);
  if (holder >= holders || Math.floor((holder * vms) / holders) !== vm) return none;
  const found: number[] = [];
  for (let data = holder * perVm; data < (holder + 1) * perVm; data++) {
    const index = vms + data * 2 + 1;
    if (index < place.count('volume')) found.push(index);
  }
  return found;
}

const none: readonly number[] = [];

/** How many machines have disks for data. */
function holdersOf(place: Pick<Place, 'count'>): number {
  const data = Math.floor((place.count('volume') - place.count('instance')) / 2);
  return Math.ceil(data / perVm);
}

export function diskSeed(place: Pick<Place, 'seed'>): number {
  return mixText(place.seed, 'volume');
}

export function diskNameOf(place: Pick<Place, 'seed' | 'count'>, index: number): string {
  const service = services[mix(diskSeed(place), index) % services.length] ?? 'web';
  return `${index < place.count('instance') ? 'osdisk' : 'disk'}-${service}-${index + 1}`;
}

/** Disks are in the group of their machine; those of none in any. */
export function groupOfDisk(place: Place, index: number): ResourceGroup {
  const use = useOfDisk(place, index);
  return use.use === 'none' ? groupOf(place, mix(diskSeed(place), index) >>> 4) : groupOfVm(place, use.vm);
}

export function diskIdOf(place: Place, index: number): string {
  return `${groupOfDisk(place, index).path}/providers/Microsoft.Compute/disks/${diskNameOf(place, index)}`;
}

export function vmSeed(place: Pick<Place, 'seed'>): number {
  return mixText(place.seed, 'instance');
}

export function vmNameOf(place: Pick<Place, 'seed'>, index: number): string {
  return `vm-${services[mix(vmSeed(place), index) % services.length] ?? 'web'}-${index + 1}`;
}

export function groupOfVm(place: Place, index: number): ResourceGroup {
  return groupOf(place, mix(vmSeed(place), index) >>> 4);
}

export function vmIdOf(place: Place, index: number): string {
  return `${groupOfVm(place, index).path}/providers/Microsoft.Compute/virtualMachines/${vmNameOf(place, index)}`;
}

/** The one network interface of a machine. */
export function nicIdOf(place: Place, vm: number): string {
  return `${groupOfVm(place, vm).path}/providers/Microsoft.Network/networkInterfaces/${nicNameOf(place, vm)}`;
}

export function nicNameOf(place: Pick<Place, 'seed'>, vm: number): string {
  return `nic-${vmNameOf(place, vm)}`;
}
