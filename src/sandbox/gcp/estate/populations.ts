import type { Modelled, Population } from '../../population.ts';
import type { ComputeModel } from './compute-model.ts';
import type { Cell, ProjectCell } from './estate.ts';

/** A set of resources, under the name of the neutral kind that each of them is. */
type KindAndPopulation = readonly [kind: string, population: Population<Judged>];

/** A resource, unless it is gone, or none of those that rules look at. */
export type Judged = Modelled & Pick<Partial<ComputeModel>, 'gone' | 'unjudged'>;

/** All that is in a project in one region. */
export function cellPopulations(cell: Cell): readonly KindAndPopulation[] {
  return [
    ['instance', cell.instances],
    ['volume', cell.disks],
    ['address', cell.addresses],
    ['nat-gateway', cell.routers],
    ['scaling-group', cell.instanceGroups],
    ['load-balancer', cell.forwardingRules],
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
    ['snapshot', project.snapshots],
    ['image', project.images],
    ['address', project.globalAddresses],
    ['load-balancer', project.globalForwardingRules],
    ['bucket', project.buckets],
    ['principal', project.serviceAccounts],
    ['policy', project.customRoles],
    ['recommendation', project.recommendations],
  ];
}
