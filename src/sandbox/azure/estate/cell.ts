import type { Cell } from './estate.ts';
import type { Place } from './place.ts';
import { virtualMachinesOf } from './virtual-machines.ts';

/** A place with what is in it. */
export function cellOf(place: Place): Cell {
  return { ...place, virtualMachines: virtualMachinesOf(place) };
}
