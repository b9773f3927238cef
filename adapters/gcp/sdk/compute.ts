import type { CallOptions } from '../client.ts';
import { type ClientConfig, loadClient } from './load.ts';

/*
 * Compute's own typings are 33 MB, which every type check would read, and its answers are not seen by the SDK: what is
 * used of it is described here.
 */

/** What a list of Compute is asked by. */
export interface ComputeListRequest {
  readonly project: string;
  readonly maxResults: number;
  readonly pageToken?: string | undefined;
  /** Whether what can be reached is told where something cannot. */
  readonly returnPartialSuccess?: boolean;
  readonly filter?: string;
}

/** Lists of something that is kept in zones or regions, over all of them. */
export interface AggregatedListClient {
  aggregatedListAsync(request: ComputeListRequest, options: CallOptions): AsyncIterable<unknown>;
}

/** Lists of something that a project has once. */
export interface GlobalListClient {
  listAsync(request: ComputeListRequest, options: CallOptions): AsyncIterable<unknown>;
}

/** The health of what is behind a load balancer. */
export interface BackendServicesClient extends AggregatedListClient {
  getHealth(
    request: {
      readonly project: string;
      readonly backendService: string;
      readonly resourceGroupReferenceResource: { readonly group: string };
    },
    options: CallOptions,
  ): Promise<unknown>;
}

export interface RegionBackendServicesClient {
  getHealth(
    request: {
      readonly project: string;
      readonly region: string;
      readonly backendService: string;
      readonly resourceGroupReferenceResource: { readonly group: string };
    },
    options: CallOptions,
  ): Promise<unknown>;
}

/** The clients of Compute that are used. */
export interface ComputeClients {
  readonly addresses: AggregatedListClient;
  readonly autoscalers: AggregatedListClient;
  readonly backendServices: BackendServicesClient;
  readonly disks: AggregatedListClient;
  readonly forwardingRules: AggregatedListClient;
  readonly images: GlobalListClient;
  readonly instanceGroupManagers: AggregatedListClient;
  readonly instances: AggregatedListClient;
  readonly regionBackendServices: RegionBackendServicesClient;
  readonly routers: AggregatedListClient;
  readonly snapshots: GlobalListClient;
  readonly targetPools: AggregatedListClient;
}

const files: { readonly [Name in keyof ComputeClients]: readonly [file: string, name: string] } = {
  addresses: ['v1/addresses_client', 'AddressesClient'],
  autoscalers: ['v1/autoscalers_client', 'AutoscalersClient'],
  backendServices: ['v1/backend_services_client', 'BackendServicesClient'],
  disks: ['v1/disks_client', 'DisksClient'],
  forwardingRules: ['v1/forwarding_rules_client', 'ForwardingRulesClient'],
  images: ['v1/images_client', 'ImagesClient'],
  instanceGroupManagers: ['v1/instance_group_managers_client', 'InstanceGroupManagersClient'],
  instances: ['v1/instances_client', 'InstancesClient'],
  regionBackendServices: ['v1/region_backend_services_client', 'RegionBackendServicesClient'],
  routers: ['v1/routers_client', 'RoutersClient'],
  snapshots: ['v1/snapshots_client', 'SnapshotsClient'],
  targetPools: ['v1/target_pools_client', 'TargetPoolsClient'],
};

/** Makes one of Compute's clients. */
export function computeClient<Name extends keyof ComputeClients>(
  name: Name,
  config: ClientConfig,
): ComputeClients[Name] {
  const [file, className] = files[name];
  const client = loadClient({ package: '@google-cloud/compute', file, name: className }, config);
  // What is used of the class of that name.
  return client as ComputeClients[Name];
}
