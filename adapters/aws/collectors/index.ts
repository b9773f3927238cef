import type { Clock } from 'bursar/adapter';
import type { AwsCollector } from '../collector.ts';
import { createMachineTypeOf } from '../machine-type-of.ts';
import { createReadIdentities } from '../reading/identities.ts';
import type { AwsSettings } from '../settings.ts';
import { accountCollector } from './account.ts';
import { addressCollector } from './address.ts';
import { bucketCollector } from './bucket.ts';
import { databaseCollector } from './database.ts';
import { endpointCollector } from './endpoint.ts';
import { functionCollector } from './function.ts';
import { imageCollector } from './image.ts';
import { instanceCollector } from './instance.ts';
import { loadBalancerCollector } from './load-balancer.ts';
import { natGatewayCollector } from './nat-gateway.ts';
import { notebookCollector } from './notebook.ts';
import { policyCollector } from './policy.ts';
import { principalCollector } from './principal.ts';
import { scalingGroupCollector } from './scaling-group.ts';
import { snapshotCollector } from './snapshot.ts';
import { volumeCollector } from './volume.ts';

/** Every kind that AWS has, with its collector; those that the settings leave out are left out. */
export function awsCollectors(settings: AwsSettings, clock: Clock): readonly AwsCollector[] {
  const machineTypeOf = createMachineTypeOf();
  const readIdentities = createReadIdentities(clock);
  const { kinds, costExplorer } = settings;
  const organization = settings.accounts?.organization !== undefined;
  const collectors: readonly AwsCollector[] = [
    accountCollector({ organization, costExplorer, clock }),
    addressCollector,
    bucketCollector,
    databaseCollector,
    endpointCollector(machineTypeOf),
    functionCollector,
    imageCollector,
    instanceCollector(machineTypeOf),
    loadBalancerCollector,
    natGatewayCollector,
    notebookCollector(machineTypeOf),
    policyCollector(readIdentities),
    principalCollector(readIdentities),
    scalingGroupCollector,
    snapshotCollector,
    volumeCollector,
  ];
  const chosen = kinds && new Set<string>(kinds);
  return chosen ? collectors.filter(({ kind }) => chosen.has(kind.name)) : collectors;
}
