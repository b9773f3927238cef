import type { Population } from '../../population.ts';
import type { Cell } from './estate.ts';
import type { AzureModel } from './model.ts';

/** A population, and what Bursar calls the kind of what is in it. */
export type KindAndPopulation = readonly [kind: string, population: Population<AzureModel>];

/** All that is in a subscription in one location. */
export function cellPopulations(cell: Cell): readonly KindAndPopulation[] {
  return [
    ['instance', cell.virtualMachines],
    ['volume', cell.disks],
    ['snapshot', cell.snapshots],
    ['image', cell.images],
    ['image', cell.galleryImages],
    ['address', cell.addresses],
    ['nat-gateway', cell.natGateways],
    ['load-balancer', cell.loadBalancers],
    ['load-balancer', cell.applicationGateways],
    ['database', cell.sqlDatabases],
    ['database', cell.postgreSqlServers],
    ['database', cell.mySqlServers],
    ['bucket', cell.storageAccounts],
    ['function', cell.functionApps],
    ['scaling-group', cell.scaleSets],
    ['notebook', cell.computeInstances],
    ['endpoint', cell.onlineEndpoints],
    ['principal', cell.identities],
  ];
}

/** What a subscription has as a whole, as far as it is counted with a location. */
export function globalPopulations(cell: Cell): readonly KindAndPopulation[] {
  return [
    ['grant', cell.roleAssignments],
    ['policy', cell.roleDefinitions],
    ['recommendation', cell.recommendations],
  ];
}
