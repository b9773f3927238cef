import type { Modelled, Population } from '../../population.ts';
import type { Cell, ProjectCell } from './estate.ts';

/** A set of resources, under the name of the neutral kind that each of them is. */
type KindAndPopulation = readonly [kind: string, population: Population<Modelled>];

/** All that is in a project in one region. */
export function cellPopulations(_cell: Cell): readonly KindAndPopulation[] {
  return [];
}

/** All that a project has as a whole. */
export function projectPopulations(_project: ProjectCell): readonly KindAndPopulation[] {
  return [];
}
