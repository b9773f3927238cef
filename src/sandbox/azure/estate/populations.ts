import type { Population } from '../../population.ts';
import type { Cell } from './estate.ts';
import type { AzureModel } from './model.ts';

/** A population, and what Bursar calls the kind of what is in it. */
export type KindAndPopulation = readonly [kind: string, population: Population<AzureModel>];

/** All that is in a subscription in one location. */
export function cellPopulations(cell: Cell): readonly KindAndPopulation[] {
  return [['instance', cell.virtualMachines]];
}
