import type { Clock } from 'bursar/adapter';
import type { GcpCollector } from '../collector.ts';
import type { Hierarchy } from '../hierarchy.ts';
import { createMachineTypeOf } from '../machine-type-of.ts';
import type { GcpSettings } from '../settings.ts';
import { accountCollector } from './account.ts';
import { addressCollector } from './address.ts';
import { bucketCollector } from './bucket.ts';
import { databaseCollector } from './database.ts';
import { endpointCollector } from './endpoint.ts';
import { functionCollector } from './function.ts';
import { grantCollector } from './grant.ts';
import { imageCollector } from './image.ts';
import { instanceCollector } from './instance.ts';
import { loadBalancerCollector } from './load-balancer.ts';
import { natGatewayCollector } from './nat-gateway.ts';
import { notebookCollector } from './notebook.ts';
import { policyCollector } from './policy.ts';
import { principalCollector } from './principal.ts';
import { recommendationCollector } from './recommendation.ts';
import { scalingGroupCollector } from './scaling-group.ts';
import { snapshotCollector } from './snapshot.ts';
import { volumeCollector } from './volume.ts';

/** Every kind that Google Cloud has, with its collector; those that the settings leave out are left out. */
export function gcpCollectors(
  { kinds, regions }: GcpSettings,
  hierarchy: Hierarchy,
  clock: Clock,
): readonly GcpCollector[] {
  const machineTypeOf = createMachineTypeOf();
  const collectors: readonly GcpCollector[] = [
    accountCollector(hierarchy, clock),
    addressCollector,
    bucketCollector,
    databaseCollector,
    endpointCollector(machineTypeOf, regions),
    functionCollector,
    grantCollector,
    imageCollector,
    instanceCollector(machineTypeOf),
    loadBalancerCollector,
    natGatewayCollector,
    notebookCollector(machineTypeOf),
    policyCollector,
    principalCollector,
    recommendationCollector,
    scalingGroupCollector,
    snapshotCollector,
    volumeCollector,
  ];
  const chosen = kinds && new Set<string>(kinds);
  return chosen ? collectors.filter(({ kind }) => chosen.has(kind.name)) : collectors;
}
