import { services } from '../../estate/vocabulary.ts';
import { mix, mixText } from '../../seeded.ts';
import { indexOfInstance, instanceNameOf, type NamePlace } from './instance-names.ts';
import type { Place } from './place.ts';

/*
 * Which disk belongs to which instance. The first disks of a place are what its instances boot from, one each, and bear
 * their names; of those left over every other one holds data of an instance (two to an instance), and every other one
 * is detached.
 */

export type DiskUse =
  | { readonly use: 'boot'; readonly instance: number }
  | { readonly use: 'data'; readonly instance: number; readonly place: number }
  | { readonly use: 'none'; readonly number: number };

const perInstance = 2;

/** What a disk is for. */
export function useOfDisk(place: Pick<Place, 'count'>, index: number): DiskUse {
  const instances = place.count('instance');
  if (index < instances) return { use: 'boot', instance: index };
  const extra = index - instances;
  if (extra % 2 === 0 || instances === 0) return { use: 'none', number: extra >> 1 };
  const data = extra >> 1;
  const holder = Math.floor(data / perInstance);
  const instance = Math.floor((holder * instances) / holdersOf(place));
  return { use: 'data', instance, place: data % perInstance };
}

/** The numbers of the disks that hold an instance's data. */
export function dataDisksOf(place: Pick<Place, 'count'>, instance: number): readonly number[] {
  const instances = place.count('instance');
  const holders = holdersOf(place);
  const holder = Math.ceil((instance * holders) / instances);
  if (holder >= holders || Math.floor((holder * instances) / holders) !== instance) return [];
  const found: number[] = [];
  for (let data = holder * perInstance; data < (holder + 1) * perInstance; data++) {
    const index = instances + data * 2 + 1;
    if (index < place.count('disk')) found.push(index);
  }
  return found;
}

/** The name of a disk. */
export function diskNameOf(place: NamePlace, index: number): string {
  const use = useOfDisk(place, index);
  switch (use.use) {
    case 'boot':
      return instanceNameOf(place, use.instance);
    case 'data':
      return `${instanceNameOf(place, use.instance)}-data-${use.place + 1}`;
    case 'none':
      break;
  }
  const seed = mixText(place.seed, 'disk');
  return `${services[mix(seed, index) % services.length] ?? 'web'}-disk-${use.number + 1}`;
}

/** The index of the disk of a name. */
export function indexOfDisk(place: NamePlace, name: string): number | undefined {
  const [, holder, slot] = /^(.+)-data-([12])$/.exec(name) ?? [];
  const index =
    holder === undefined
      ? (indexOfDetached(place, name) ?? indexOfInstance(place, name))
      : dataDisk(place, holder, Number(slot) - 1);
  return index !== undefined && diskNameOf(place, index) === name ? index : undefined;
}

function dataDisk(place: NamePlace, holder: string, slot: number): number | undefined {
  const instance = indexOfInstance(place, holder);
  return instance === undefined ? undefined : dataDisksOf(place, instance)[slot];
}

function indexOfDetached(place: NamePlace, name: string): number | undefined {
  const number = Number(/-disk-([1-9]\d{0,7})$/.exec(name)?.[1] ?? 0) - 1;
  if (number < 0) return undefined;
  const index = place.count('instance') + number * 2;
  return index < place.count('disk') ? index : undefined;
}

/** How many instances have disks for data. */
function holdersOf(place: Pick<Place, 'count'>): number {
  const data = Math.floor((place.count('disk') - place.count('instance')) / 2);
  return Math.ceil(data / perInstance);
}
