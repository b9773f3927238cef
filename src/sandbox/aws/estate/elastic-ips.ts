import { choose, mixText, spread, type Weighted } from '../../seeded.ts';
import { encodeIndex } from './ids.ts';
import { storyOf } from './instance-stories.ts';
import { publicIpOf } from './network.ts';
import type { Place } from './place.ts';

/*
 * Which address belongs to what. The first addresses of a place are its NAT gateways', one each; of the others some are
 * an instance's and some are left over.
 */

const stories: readonly Weighted<'unused' | 'instance'>[] = [
  [45, 'unused'],
  [55, 'instance'],
];

type AddressPlace = Pick<Place, 'seed' | 'estateSeed' | 'count' | 'first'>;

export function addressSeed(place: Pick<Place, 'seed'>): number {
  return mixText(place.seed, 'address');
}

export function allocationIdOf(place: Pick<Place, 'seed'>, index: number): string {
  return `eipalloc-0${encodeIndex(addressSeed(place), index)}`;
}

export function associationIdOf(place: Pick<Place, 'seed'>, index: number): string {
  return `eipassoc-0${encodeIndex(mixText(place.seed, 'association'), index)}`;
}

/** The public address itself. */
export function elasticIpOf(place: Pick<Place, 'seed'>, index: number): string {
  return publicIpOf(addressSeed(place), index);
}

export type AddressUse =
  | { readonly use: 'nat-gateway'; readonly gateway: number }
  | { readonly use: 'instance'; readonly instance: number }
  | { readonly use: 'none' };

/** What an address is for. */
export function useOfAddress(place: AddressPlace, index: number): AddressUse {
  const gateways = place.count('nat-gateway');
  if (index < gateways) return { use: 'nat-gateway', gateway: index };
  const others = place.count('address') - gateways;
  const instance = Math.floor(((index - gateways) * place.count('instance')) / others);
  if (!isTaken(place, index) || instance >= place.count('instance')) return { use: 'none' };
  return storyOf(place, instance).state === 'terminated' ? { use: 'none' } : { use: 'instance', instance };
}

/** The number of the address that an instance holds. */
export function addressOfInstance(place: AddressPlace, instance: number): number | undefined {
  const gateways = place.count('nat-gateway');
  const others = place.count('address') - gateways;
  const instances = place.count('instance');
  const other = Math.ceil((instance * others) / instances);
  if (other >= others || Math.floor((other * instances) / others) !== instance) return undefined;
  const index = gateways + other;
  return useOfAddress(place, index).use === 'instance' ? index : undefined;
}

function isTaken(place: AddressPlace, index: number): boolean {
  // Gateways come first in each place; only the others have a story, numbered over all places.
  const number = place.first('address') - place.first('nat-gateway') + index - place.count('nat-gateway');
  return choose(spread(mixText(place.estateSeed, 'address'), number), stories) === 'instance';
}
