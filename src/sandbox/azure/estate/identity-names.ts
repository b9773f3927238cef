import { services } from '../../estate/vocabulary.ts';
import { mix, mixText } from '../../seeded.ts';
import { groupOf, type Place } from './place.ts';

export function identitySeed(place: Pick<Place, 'seed'>): number {
  return mixText(place.seed, 'identity');
}

export function identityNameOf(place: Pick<Place, 'seed'>, index: number): string {
  return `id-${services[mix(identitySeed(place), index) % services.length] ?? 'web'}-${index + 1}`;
}

/** Id of one of a place's managed identities, by a draw; undefined where the place has none. */
export function identityIdOf(place: Place, drawn: number): string | undefined {
  const count = place.count('identity');
  return count === 0 ? undefined : identityId(place, drawn % count);
}

function identityId(place: Place, index: number): string {
  const group = groupOf(place, mix(identitySeed(place), index) >>> 4);
  return `${group.path}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${identityNameOf(place, index)}`;
}
