/** The default pack, and each of its rules by name. */
import { definePack, use } from 'bursar';
import databaseWithoutConnections from './idle/database-without-connections.ts';
import instanceIdle from './idle/instance-idle.ts';
import natGatewayWithoutTraffic from './idle/nat-gateway-without-traffic.ts';
import volumeTypeOutdated from './outdated/volume-type-outdated.ts';
import requiredTags from './tagging/required-tags.ts';
import addressUnused from './unused/address-unused.ts';
import instanceStoppedBilled from './unused/instance-stopped-billed.ts';
import instanceStoppedLong from './unused/instance-stopped-long.ts';
import loadBalancerWithoutTargets from './unused/load-balancer-without-targets.ts';
import snapshotUnreferenced from './unused/snapshot-unreferenced.ts';
import volumeUnattached from './unused/volume-unattached.ts';

/** Every rule, and none of them does more than report. */
export const defaultPack = definePack([
  {
    name: 'default',
    rules: [
      use(addressUnused, 'report'),
      use(databaseWithoutConnections, 'report'),
      use(instanceIdle, 'report'),
      use(instanceStoppedBilled, 'report'),
      use(instanceStoppedLong, 'report'),
      use(loadBalancerWithoutTargets, 'report'),
      use(natGatewayWithoutTraffic, 'report'),
      use(requiredTags, 'report'),
      use(snapshotUnreferenced, 'report'),
      use(volumeTypeOutdated, 'report'),
      use(volumeUnattached, 'report'),
    ],
  },
]);

export {
  addressUnused,
  databaseWithoutConnections,
  instanceIdle,
  instanceStoppedBilled,
  instanceStoppedLong,
  loadBalancerWithoutTargets,
  natGatewayWithoutTraffic,
  requiredTags,
  snapshotUnreferenced,
  volumeTypeOutdated,
  volumeUnattached,
};
