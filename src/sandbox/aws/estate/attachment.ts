import { mixText } from '../../seeded.ts';
import { encodeIndex } from './ids.ts';
import type { Place } from './place.ts';

/*
 * Which volume belongs to which instance. The first volumes of a place are the roots of its instances, one each; of
 * those left over every other one holds data of an instance (two to an instance), and every other one is detached.
 */

/** The seed of a place's volumes, out of which their ids are made. */
export function volumeSeed(place: Pick<Place, 'seed'>): number {
  return mixText(place.seed, 'volume');
}

export function volumeIdOf(place: Pick<Place, 'seed'>, index: number): string {
  return `vol-0${encodeIndex(volumeSeed(place), index)}`;
}

export type VolumeUse =
  | { readonly use: 'root'; readonly instance: number }
  | { readonly use: 'data'; readonly instance: number; readonly place: number }
  | { readonly use: 'none'; readonly number: number };

const perInstance = 2;

/** What a volume is for. */
export function useOfVolume(place: Pick<Place, 'count'>, index: number): VolumeUse {
  const instances = place.count('instance');
  if (index < instances) return { use: 'root', instance: index };
  const extra = index - instances;
  if (extra % 2 === 0 || instances === 0) return { use: 'none', number: extra >> 1 };
  const data = extra >> 1;
  const holder = Math.floor(data / perInstance);
  const instance = Math.floor((holder * instances) / holdersOf(place));
  return { use: 'data', instance, place: data % perInstance };
}

/** The numbers of the volumes that hold an instance's data. */
export function dataVolumesOf(place: Pick<Place, 'count'>, instance: number): readonly number[] {
  const instances = place.count('instance');
  const holders = holdersOf(place);
  const holder = Math.ceil((instance * holders) / instances);
  if (holder >= holders || Math.floor((holder * instances) / holders) !== instance) return [];
  const found: number[] = [];
  for (let data = holder * perInstance; data < (holder + 1) * perInstance; data++) {
    const index = instances + data * 2 + 1;
    if (index < place.count('volume')) found.push(index);
  }
  return found;
}

/** How many instances have volumes for data. */
function holdersOf(place: Pick<Place, 'count'>): number {
  const data = Math.floor((place.count('volume') - place.count('instance')) / 2);
  return Math.ceil(data / perInstance);
}
