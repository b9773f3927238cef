import type { GcpContext } from '../context.ts';
import type { GcpService } from '../service.ts';
import { instanceRoutes } from './compute/changes/instances.ts';
import { labelRoutes } from './compute/changes/labels.ts';
import { storageRoutes } from './compute/changes/storage.ts';
import { readingRoutes } from './compute/collection-routes.ts';
import {
  addresses,
  autoscalers,
  disks,
  images,
  instanceGroupManagers,
  instanceGroups,
  instances,
  instanceTemplates,
  routers,
  snapshots,
} from './compute/collections.ts';
import { groupMemberRoutes } from './compute/group-members.ts';
import { healthRoutes } from './compute/health.ts';
import {
  backendBuckets,
  backendServices,
  forwardingRules,
  networkEndpointGroups,
  targetHttpProxies,
  targetHttpsProxies,
  targetPools,
  targetSslProxies,
  targetTcpProxies,
  urlMaps,
} from './compute/load-balancing-collections.ts';
import { operationRoutes } from './compute/operation-routes.ts';
import { Operations } from './compute/operations.ts';
import { placeRoutes } from './compute/places.ts';

/** Compute Engine, as far as Bursar uses it. */
export function computeService(context: GcpContext): GcpService {
  const operations = new Operations(context.clock);
  const changing = { ...context, operations };
  return {
    service: 'compute',
    api: 'compute.googleapis.com',
    routes: [
      ...readingRoutes(instances),
      ...readingRoutes(disks),
      ...readingRoutes(snapshots),
      ...readingRoutes(images),
      ...readingRoutes(addresses),
      ...readingRoutes(routers),
      ...readingRoutes(instanceGroupManagers),
      ...readingRoutes(instanceGroups),
      ...readingRoutes(instanceTemplates),
      ...readingRoutes(autoscalers),
      ...readingRoutes(forwardingRules),
      ...readingRoutes(backendServices),
      ...readingRoutes(backendBuckets),
      ...readingRoutes(networkEndpointGroups),
      ...readingRoutes(targetHttpProxies),
      ...readingRoutes(targetHttpsProxies),
      ...readingRoutes(targetPools),
      ...readingRoutes(targetSslProxies),
      ...readingRoutes(targetTcpProxies),
      ...readingRoutes(urlMaps),
      ...groupMemberRoutes,
      ...healthRoutes,
      ...placeRoutes,
      ...instanceRoutes(changing),
      ...storageRoutes(changing),
      ...labelRoutes(changing),
      ...operationRoutes(operations),
    ],
  };
}
