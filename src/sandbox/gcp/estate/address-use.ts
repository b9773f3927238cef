import { services } from '../../estate/vocabulary.ts';
import { choose, mix, mixText, spread, type Weighted } from '../../seeded.ts';
import { publicIpOf } from './network.ts';
import type { Place } from './place.ts';
import { hasOwnAddresses } from './router-names.ts';

/*
 * Which regional address belongs to what. The first addresses of a place are of its routers' NATs, one each; of the
 * others some are an instance's and some are left over.
 */

type Story = 'unused' | 'young' | 'instance' | 'internal';

const stories: readonly Weighted<Story>[] = [
  [35, 'unused'],
  [45, 'instance'],
  // Reserved this week: somebody may be about to use it.
  [8, 'young'],
  [12, 'internal'],
];

type AddressPlace = Pick<Place, 'seed' | 'estateSeed' | 'count' | 'first'>;

export function addressSeed(place: Pick<Place, 'seed'>): number {
  return mixText(place.seed, 'address');
}

/** The address itself. */
export function addressIpOf(place: Pick<Place, 'seed'>, index: number): string {
  return publicIpOf(addressSeed(place), index);
}

/** What an address is called; it ends in its number. */
export function addressNameOf(place: Pick<Place, 'seed' | 'count'>, index: number): string {
  if (index < place.count('router'))
    return `nat-${hasOwnAddresses(index) ? 'manual' : 'auto'}-ip-${index + 1}`;
  return `${services[mix(addressSeed(place), index) % services.length] ?? 'web'}-ip-${index + 1}`;
}

export type AddressUse =
  | { readonly use: 'nat'; readonly router: number }
  | { readonly use: 'instance'; readonly instance: number }
  | { readonly use: 'unused' | 'young' | 'internal' };

/** What an address is for. */
export function useOfAddress(place: AddressPlace, index: number): AddressUse {
  const routers = place.count('router');
  if (index < routers) return { use: 'nat', router: index };
  const number = place.first('address') - place.first('router') + index - routers;
  const story = choose(spread(mixText(place.estateSeed, 'address'), number), stories);
  if (story !== 'instance') return { use: story };
  const others = place.count('address') - routers;
  const instances = standing(place);
  const instance = Math.floor(((index - routers) * instances) / others);
  return instance < instances ? { use: 'instance', instance } : { use: 'unused' };
}

/** The number of the address that an instance holds. */
export function addressOfInstance(place: AddressPlace, instance: number): number | undefined {
  const routers = place.count('router');
  const others = place.count('address') - routers;
  const instances = standing(place);
  if (instance >= instances || others <= 0) return undefined;
  const other = Math.ceil((instance * others) / instances);
  if (other >= others || Math.floor((other * instances) / others) !== instance) return undefined;
  const use = useOfAddress(place, routers + other);
  return use.use === 'instance' && use.instance === instance ? routers + other : undefined;
}

/** Instances that may have an address of their own: members of groups, which come last, do not. */
function standing(place: Pick<Place, 'count'>): number {
  return place.count('instance') - Math.floor(place.count('instance') / 4);
}
