import { services } from '../../estate/vocabulary.ts';
import { mix, mixText } from '../../seeded.ts';
import { encodeIndex } from './ids.ts';
import type { Place } from './place.ts';

/** What the membership of scaling groups depends on. */
export type GroupPlace = Pick<Place, 'seed' | 'count'>;

/** Share of the instances that are members of scaling groups: the last of each cell. */
const memberShare = 0.25;

/** The indexes of the instances that a scaling group of a cell has as members: `first` up to, not including, `end`. */
export function membersOf(cell: GroupPlace, group: number): { readonly first: number; readonly end: number } {
  const instances = cell.count('instance');
  const groups = cell.count('scaling-group');
  const members = Math.floor(instances * memberShare);
  const start = instances - members;
  return {
    first: start + Math.floor((group * members) / groups),
    end: start + Math.floor(((group + 1) * members) / groups),
  };
}

/** The number of the scaling group that an instance is a member of. */
export function groupOfInstance(cell: GroupPlace, index: number): number | undefined {
  const instances = cell.count('instance');
  const groups = cell.count('scaling-group');
  const members = Math.floor(instances * memberShare);
  const member = index - (instances - members);
  if (groups === 0 || member < 0) return undefined;
  let group = Math.floor((member * groups) / members);
  // The division above may fall one short of the rounding in membersOf.
  while (membersOf(cell, group).end <= index) group++;
  return group;
}

/** A scaling group's name; its number is in its last sixteen digits. */
export function groupNameOf(cell: GroupPlace, group: number): string {
  const seed = mixText(cell.seed, 'scaling-group');
  const service = services[mix(seed, group) % services.length] ?? 'web';
  return `${service}-asg-${encodeIndex(seed, group)}`;
}
