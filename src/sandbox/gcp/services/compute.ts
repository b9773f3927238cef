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
      ...placeRoutes,
    ],
  };
}
