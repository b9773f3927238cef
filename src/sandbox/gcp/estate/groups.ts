import { services } from '../../estate/vocabulary.ts';
import { mix, mixText } from '../../seeded.ts';
import type { Place } from './place.ts';
import { zonesOf } from './regions.ts';

/** What the membership of managed instance groups depends on. */
export type GroupPlace = Pick<Place, 'seed' | 'count'>;

/** Share of the instances that are members of managed instance groups: the last of each place. */
const memberShare = 0.25;

/** The indexes of the instances that a group has as members: `first` up to, not including, `end`. */
export function membersOf(
  place: GroupPlace,
  group: number,
): { readonly first: number; readonly end: number } {
  const instances = place.count('instance');
  const groups = place.count('instance-group');
  const members = Math.floor(instances * memberShare);
  const start = instances - members;
  return {
    first: start + Math.floor((group * members) / groups),
    end: start + Math.floor(((group + 1) * members) / groups),
  };
}

/** The number of the group that an instance is a member of. */
export function groupOfInstance(place: GroupPlace, index: number): number | undefined {
  const instances = place.count('instance');
  const groups = place.count('instance-group');
  const members = Math.floor(instances * memberShare);
  const member = index - (instances - members);
  if (groups === 0 || member < 0) return undefined;
  let group = Math.floor((member * groups) / members);
  // The division above may fall one short of the rounding in membersOf.
  while (membersOf(place, group).end <= index) group++;
  return group;
}

/** A group's name, which ends in its number: `checkout-mig-3`. */
export function groupNameOf(place: GroupPlace, group: number): string {
  const seed = mixText(place.seed, 'instance-group');
  return `${services[mix(seed, group) % services.length] ?? 'web'}-mig-${group + 1}`;
}

/** The zone that all of a group's members are in; undefined where it spreads them over its region. */
export function zoneOfGroup(place: Pick<Place, 'seed' | 'region'>, group: number): string | undefined {
  const drawn = mix(mixText(place.seed, 'group zone'), group);
  const zones = zonesOf(place.region);
  return drawn % 2 === 0 ? zones[(drawn >>> 1) % zones.length] : undefined;
}
