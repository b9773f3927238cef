import type { Clock } from 'bursar/adapter';
import type { AzureClients } from '../client.ts';
import type { AzureCollector } from '../collector.ts';
import { createMachineTypeOf } from '../machine-type-of.ts';
import { createReadAllIdentities } from '../reading/managed-identities.ts';
import type { AzureSettings } from '../settings.ts';
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

/** What collectors ask beside their lists, when they are at work. */
export interface CollectorContext {
  readonly clock: Clock;
  clientsOf(subscription: string): AzureClients;
}

/** Every kind that Azure has, with its collector; those that the settings leave out are left out. */
export function azureCollectors(
  settings: AzureSettings,
  { clock, clientsOf }: CollectorContext,
): readonly AzureCollector[] {
  const machineTypeOf = createMachineTypeOf();
  const { kinds, stoppedSince } = settings;
  const collectors: readonly AzureCollector[] = [
    accountCollector,
    addressCollector,
    bucketCollector(clientsOf),
    databaseCollector,
    endpointCollector(machineTypeOf, clientsOf),
    functionCollector,
    grantCollector(createReadAllIdentities(clientsOf, clock)),
    imageCollector,
    instanceCollector({ machineTypeOf, stoppedSince, clientsOf }),
    loadBalancerCollector,
    natGatewayCollector,
    notebookCollector(machineTypeOf, clientsOf),
    policyCollector,
    principalCollector(clock),
    recommendationCollector,
    scalingGroupCollector,
    snapshotCollector,
    volumeCollector,
  ];
  const chosen = kinds && new Set<string>(kinds);
  return chosen ? collectors.filter(({ kind }) => chosen.has(kind.name)) : collectors;
}
