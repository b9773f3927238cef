import { z } from 'zod';
import { jsonAnswer } from '../../answer.ts';
import type { Instance } from '../../estate/instances.ts';
import type { Backend } from '../../estate/load-balancing.ts';
import { privateIpOf } from '../../estate/network.ts';
import { invalidArgument } from '../../refusals.ts';
import type { GcpRoute } from '../../service.ts';
import { bodyOf } from './body.ts';
import { base, scopeOf } from './collection-routes.ts';
import { linkBase } from './fields.ts';
import { findIn } from './lists.ts';
import { backendServices, networkEndpointGroups, targetPools } from './load-balancing-collections.ts';

const groupReference = z.object({ group: z.string() });
const instanceReference = z.object({ instance: z.string() });

/** How what is behind load balancers does, and what is in groups of endpoints. */
export const healthRoutes: readonly GcpRoute[] = [
  backendHealth('backendServices', 'global'),
  backendHealth('regionBackendServices', 'regions/{region}'),
  {
    operation: 'targetPools.getHealth',
    method: 'POST',
    path: `${base}/regions/{region}/targetPools/{resource}/getHealth`,
    permission: 'compute.targetPools.get',
    handle(request) {
      const { instance } = bodyOf(request, instanceReference);
      const { model } = findIn(
        targetPools,
        request,
        scopeOf(request.params),
        request.params['resource'] ?? '',
      );
      const member = model.rule.pool?.instances.find(({ path }) => instance.endsWith(path));
      if (member === undefined)
        throw invalidArgument(
          `Invalid value for field 'instance': '${instance}'. The instance is not in the pool.`,
        );
      return jsonAnswer({
        kind: 'compute#targetPoolInstanceHealth',
        healthStatus: [statusOf(member, model.rule.pool?.healthy ?? true)],
      });
    },
  },
  {
    operation: 'networkEndpointGroups.listNetworkEndpoints',
    method: 'POST',
    path: `${base}/zones/{zone}/networkEndpointGroups/{resource}/listNetworkEndpoints`,
    permission: 'compute.networkEndpointGroups.get',
    query: ['maxResults', 'pageToken', 'returnPartialSuccess', 'filter'],
    handle(request) {
      const { model } = findIn(
        networkEndpointGroups,
        request,
        scopeOf(request.params),
        request.params['resource'] ?? '',
      );
      const items =
        model.endpoints?.addresses.map((ipAddress) => ({ networkEndpoint: { ipAddress, port: 8_080 } })) ??
        [];
      return jsonAnswer({
        kind: 'compute#networkEndpointGroupsListNetworkEndpoints',
        ...(items.length > 0 && { items }),
      });
    },
  },
];

function backendHealth(operations: string, where: string): GcpRoute {
  return {
    operation: `${operations}.getHealth`,
    method: 'POST',
    path: `${base}/${where}/backendServices/{resource}/getHealth`,
    permission: 'compute.backendServices.get',
    handle(request) {
      const { group } = bodyOf(request, groupReference);
      const { model } = findIn(
        backendServices,
        request,
        scopeOf(request.params),
        request.params['resource'] ?? '',
      );
      const backend = model.service?.backends.find((candidate) => group.endsWith(candidate.group));
      if (backend === undefined)
        throw invalidArgument(
          `Invalid value for field 'resource.group': '${group}'. The group is not associated with the backend service.`,
        );
      if (backend.endpoints?.serverless)
        throw invalidArgument(
          `Invalid value for field 'resource.group': '${group}'. Serverless network endpoint groups have no health.`,
        );
      const healthStatus = statusesOf(backend);
      return jsonAnswer({
        kind: 'compute#backendServiceGroupHealth',
        ...(healthStatus.length > 0 && { healthStatus }),
      });
    },
  };
}

function statusesOf({ members, endpoints, healthy }: Backend): readonly object[] {
  if (endpoints !== undefined)
    return endpoints.addresses.map((ipAddress) => ({
      ipAddress,
      port: 8_080,
      healthState: healthy ? 'HEALTHY' : 'UNHEALTHY',
    }));
  return members.map((member) => statusOf(member, healthy));
}

function statusOf({ path, index, status }: Instance, healthy: boolean): object {
  return {
    instance: linkBase + path,
    ipAddress: privateIpOf(index + 2),
    port: 80,
    healthState: healthy && status === 'RUNNING' ? 'HEALTHY' : 'UNHEALTHY',
  };
}
