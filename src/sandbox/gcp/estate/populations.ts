import type { Modelled, Population } from '../../population.ts';
import type { Cell, ProjectCell } from './estate.ts';

/** A set of resources, under the name of the neutral kind that each of them is. */
type KindAndPopulation = readonly [kind: string, population: Population<Modelled>];

/** All that is in a project in one region. */
export function cellPopulations(cell: Cell): readonly KindAndPopulation[] {
  return [
    ['database', cell.databases],
    ['function', cell.functions],
    ['function', cell.runServices],
    ['notebook', cell.notebooks],
    ['endpoint', cell.endpoints],
  ];
}

/** All that a project has as a whole. */
export function projectPopulations(project: ProjectCell): readonly KindAndPopulation[] {
  return [
    ['bucket', project.buckets],
    ['principal', project.serviceAccounts],
    ['policy', project.customRoles],
  ];
}
