import { recommendationType } from './advisor.ts';
import type { ArmType } from './arm-type.ts';
import { resourceGroupType, subscriptionType } from './containers.ts';
import { elasticPoolType, mySqlType, postgreSqlType, sqlDatabaseType, sqlServerType } from './databases.ts';
import { diskType, snapshotType } from './disks.ts';
import { builtInType, identityType, roleAssignmentType, roleDefinitionType } from './identity.ts';
import { galleryImageType, galleryType, galleryVersionType, imageType } from './images.ts';
import {
  computeClusterType,
  computeInstanceType,
  deploymentType,
  onlineEndpointType,
  workspaceType,
} from './machine-learning.ts';
import {
  applicationGatewayType,
  loadBalancerType,
  natGatewayType,
  networkInterfaceType,
  publicAddressType,
} from './network.ts';
import { autoscaleType, scaleSetType, scaleSetVmType } from './scale-sets.ts';
import { storageAccountType } from './storage.ts';
import { virtualMachineType } from './virtual-machines.ts';
import { functionAppType, planType, webAppType } from './web.ts';

/** Every type of resources that is in subscriptions. Several may have one name. */
export const armTypes: readonly ArmType[] = [
  virtualMachineType,
  diskType,
  snapshotType,
  imageType,
  galleryType,
  galleryImageType,
  galleryVersionType,
  scaleSetType,
  scaleSetVmType,
  autoscaleType,
  publicAddressType,
  natGatewayType,
  networkInterfaceType,
  loadBalancerType,
  applicationGatewayType,
  sqlServerType,
  sqlDatabaseType,
  elasticPoolType,
  postgreSqlType,
  mySqlType,
  storageAccountType,
  functionAppType,
  webAppType,
  planType,
  workspaceType,
  computeInstanceType,
  computeClusterType,
  onlineEndpointType,
  deploymentType,
  identityType,
];

/** What Resource Graph knows besides, in tables of their own. */
export const graphTypes: readonly ArmType[] = [
  subscriptionType,
  resourceGroupType,
  roleAssignmentType,
  roleDefinitionType,
  builtInType,
  recommendationType,
];

const byName: ReadonlyMap<string, readonly ArmType[]> = Map.groupBy(armTypes, ({ name }) =>
  name.toLowerCase(),
);

/** The types of a name, in any case: `microsoft.compute/disks`. */
export function typesNamed(name: string): readonly ArmType[] {
  return byName.get(name.toLowerCase()) ?? [];
}
