import { services } from '../../estate/vocabulary.ts';
import { mix, mixText } from '../../seeded.ts';
import { groupNameOf, groupOfInstance, membersOf, zoneOfGroup } from './groups.ts';
import type { Place } from './place.ts';
import { zonesOf } from './regions.ts';

/*
 * What instances are called and where they are. Members of a managed instance group are named after it, with four
 * characters at the end; all others have their number there.
 */

export type NamePlace = Pick<Place, 'seed' | 'count' | 'region'>;

const suffixes = 36 ** 4;
/** Prime to the number of suffixes, so that each number has one of its own. */
const stride = 1_000_003;

/** The name of a place's instance. */
export function instanceNameOf(place: NamePlace, index: number): string {
  const group = groupOfInstance(place, index);
  if (group !== undefined) return `${groupNameOf(place, group)}-${suffixOf(index)}`;
  return `${services[mix(instanceSeed(place), index) % services.length] ?? 'web'}-${index + 1}`;
}

/** The index of the instance of a name. */
export function indexOfInstance(place: NamePlace, name: string): number | undefined {
  const member = /-mig-(\d{1,7})-([0-9a-z]{4})$/.exec(name);
  const index =
    member === null ? Number(/-([1-9]\d{0,7})$/.exec(name)?.[1] ?? 0) - 1 : memberOf(place, member);
  if (index === undefined || index < 0 || index >= place.count('instance')) return undefined;
  return instanceNameOf(place, index) === name ? index : undefined;
}

/** The zone of a place's instance. */
export function zoneOfInstance(place: NamePlace, index: number): string {
  const group = groupOfInstance(place, index);
  const zone = group === undefined ? undefined : zoneOfGroup(place, group);
  const zones = zonesOf(place.region);
  return zone ?? zones[mix(instanceSeed(place), index + 0x1000) % zones.length] ?? '';
}

/** Out of which everything about a place's instances is drawn. */
export function instanceSeed(place: Pick<Place, 'seed'>): number {
  return mixText(place.seed, 'instance');
}

function memberOf(place: NamePlace, [, group, suffix]: readonly (string | undefined)[]): number | undefined {
  const number = Number(group) - 1;
  if (number < 0 || number >= place.count('instance-group')) return undefined;
  const { first, end } = membersOf(place, number);
  for (let index = first; index < end; index++) if (suffixOf(index) === suffix) return index;
  return undefined;
}

function suffixOf(index: number): string {
  return (((index + 1) * stride) % suffixes).toString(36).padStart(4, '0');
}
