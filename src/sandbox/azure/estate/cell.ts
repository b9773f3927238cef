import { addressesOf } from './addresses.ts';
import { applicationGatewaysOf } from './application-gateways.ts';
import { applicationsOf } from './applications.ts';
import { roleAssignmentsOf, roleDefinitionsOf } from './authorization.ts';
import { disksOf } from './disks.ts';
import type { Cell } from './estate.ts';
import { flexibleServersOf } from './flexible-servers.ts';
import { functionAppsOf } from './function-apps.ts';
import { identitiesOf } from './identities.ts';
import { galleryImagesOf, imagesOf } from './images.ts';
import { loadBalancersOf } from './load-balancers.ts';
import { computeInstancesOf, onlineEndpointsOf } from './machine-learning.ts';
import { natGatewaysOf } from './nat-gateways.ts';
import type { Place } from './place.ts';
import { recommendationsOf } from './recommendations.ts';
import { scaleSetsOf } from './scale-sets.ts';
import { snapshotsOf, type TakenSnapshot } from './snapshots.ts';
import { sqlDatabasesOf } from './sql-databases.ts';
import { storageAccountsOf } from './storage-accounts.ts';
import { companyGroup } from './tenant.ts';
import { virtualMachinesOf } from './virtual-machines.ts';

/** A place with what is in it. */
export function cellOf(place: Place, taken: TakenSnapshot[]): Cell {
  const virtualMachines = virtualMachinesOf(place);
  return {
    ...place,
    taken,
    virtualMachines,
    disks: disksOf(place, virtualMachines),
    snapshots: snapshotsOf(place, taken),
    images: imagesOf(place),
    galleryImages: galleryImagesOf(place),
    addresses: addressesOf(place),
    natGateways: natGatewaysOf(place),
    loadBalancers: loadBalancersOf(place),
    applicationGateways: applicationGatewaysOf(place),
    sqlDatabases: sqlDatabasesOf(place),
    postgreSqlServers: flexibleServersOf(place, 'postgresql'),
    mySqlServers: flexibleServersOf(place, 'mysql'),
    storageAccounts: storageAccountsOf(place),
    functionApps: functionAppsOf(place),
    scaleSets: scaleSetsOf(place, virtualMachines),
    computeInstances: computeInstancesOf(place),
    onlineEndpoints: onlineEndpointsOf(place),
    identities: identitiesOf(place),
    roleAssignments: roleAssignmentsOf(place, companyGroup),
    roleDefinitions: roleDefinitionsOf(place),
    recommendations: recommendationsOf(place, virtualMachines),
    applications: applicationsOf(place),
  };
}
