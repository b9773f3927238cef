import { services } from '../../estate/vocabulary.ts';
import { mix, mixText } from '../../seeded.ts';
import { groupOf, type Place } from './place.ts';

/*
 * Which machine belongs to which scale set. The first half of a place's scale sets are flexible, and have the last of
 * its machines as members; the others are uniform, and keep machines of their own.
 */

/** Share of the machines that are members of flexible scale sets: the last of each place. */
const memberShare = 0.2;

export function flexibleSets(place: Pick<Place, 'count'>): number {
  return Math.ceil(place.count('scaling-group') / 2);
}

function members(place: Pick<Place, 'count'>): number {
  return flexibleSets(place) === 0 ? 0 : Math.floor(place.count('instance') * memberShare);
}

/** The indexes of the machines of a flexible scale set: `first` up to, not including, `end`. */
export function membersOf(
  place: Pick<Place, 'count'>,
  set: number,
): { readonly first: number; readonly end: number } {
  const all = members(place);
  const start = place.count('instance') - all;
  const sets = flexibleSets(place);
  return {
    first: start + Math.floor((set * all) / sets),
    end: start + Math.floor(((set + 1) * all) / sets),
  };
}

/** The number of the scale set that a machine is a member of. */
export function scaleSetOfVm(place: Pick<Place, 'count'>, index: number): number | undefined {
  const all = members(place);
  const member = index - (place.count('instance') - all);
  if (member < 0) return undefined;
  let set = Math.floor((member * flexibleSets(place)) / all);
  // The division above may fall one short of the rounding in membersOf.
  while (membersOf(place, set).end <= index) set++;
  return set;
}

export function scaleSetSeed(place: Pick<Place, 'seed'>): number {
  return mixText(place.seed, 'scaling-group');
}

export function scaleSetNameOf(place: Pick<Place, 'seed'>, set: number): string {
  return `vmss-${services[mix(scaleSetSeed(place), set) % services.length] ?? 'web'}-${set + 1}`;
}

export function scaleSetIdOf(place: Place, set: number): string {
  const group = groupOf(place, mix(scaleSetSeed(place), set) >>> 4);
  return `${group.path}/providers/Microsoft.Compute/virtualMachineScaleSets/${scaleSetNameOf(place, set)}`;
}
