import type { GcpContext } from '../context.ts';
import type { GcpService } from '../service.ts';
import { readingRoutes } from './compute/collection-routes.ts';
import {
  addresses,
  autoscalers,
  disks,
  images,
  instanceGroupManagers,
  instanceGroups,
  instances,
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
import { placeRoutes } from './compute/places.ts';

/** Compute Engine, as far as Bursar uses it. */
export function computeService(_context: GcpContext): GcpService {
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
    ],
  };
}
