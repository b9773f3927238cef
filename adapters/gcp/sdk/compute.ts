import type { CallOptions } from '../call-options.ts';
import type { ClientFile } from './load.ts';

/*
 * Compute's own typings are 33 MB, which every type check would read, and its answers are not seen by the SDK: what is
 * used of it is described here.
 */

/** What a list of Compute is asked by. */
export interface ComputeListRequest {
  readonly project: string;
  readonly maxResults: number;
  readonly pageToken?: string | undefined;
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

/** Which members of a managed instance group there are. */
export interface MembersRequest extends ComputeListRequest {
  readonly instanceGroupManager: string;
}

export interface InstanceGroupManagersClient extends AggregatedListClient {
  listManagedInstancesAsync(
    request: MembersRequest & { readonly zone: string },
    options: CallOptions,
  ): AsyncIterable<unknown>;
}

export interface RegionInstanceGroupManagersClient {
  listManagedInstancesAsync(
    request: MembersRequest & { readonly region: string },
    options: CallOptions,
  ): AsyncIterable<unknown>;
}

/** How one group of backends is. */
export interface HealthRequest {
  readonly project: string;
  readonly backendService: string;
  readonly resourceGroupReferenceResource: { readonly group: string };
}

export interface BackendServicesClient extends AggregatedListClient {
  getHealth(request: HealthRequest, options: CallOptions): Promise<unknown>;
}

export interface RegionBackendServicesClient {
  getHealth(request: HealthRequest & { readonly region: string }, options: CallOptions): Promise<unknown>;
}

export interface TargetPoolsClient extends AggregatedListClient {
  getHealth(
    request: {
      readonly project: string;
      readonly region: string;
      readonly targetPool: string;
      readonly instanceReferenceResource: { readonly instance: string };
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
  readonly instanceGroupManagers: InstanceGroupManagersClient;
  readonly instanceTemplates: AggregatedListClient;
  readonly instances: AggregatedListClient;
  readonly regionBackendServices: RegionBackendServicesClient;
  readonly regionInstanceGroupManagers: RegionInstanceGroupManagersClient;
  readonly routers: AggregatedListClient;
  readonly snapshots: GlobalListClient;
  readonly targetHttpProxies: AggregatedListClient;
  readonly targetHttpsProxies: AggregatedListClient;
  readonly targetPools: TargetPoolsClient;
  readonly targetSslProxies: GlobalListClient;
  readonly targetTcpProxies: AggregatedListClient;
  readonly urlMaps: AggregatedListClient;
}

const files: { readonly [Name in keyof ComputeClients]: readonly [file: string, name: string] } = {
  addresses: ['v1/addresses_client', 'AddressesClient'],
  autoscalers: ['v1/autoscalers_client', 'AutoscalersClient'],
  backendServices: ['v1/backend_services_client', 'BackendServicesClient'],
  disks: ['v1/disks_client', 'DisksClient'],
  forwardingRules: ['v1/forwarding_rules_client', 'ForwardingRulesClient'],
  images: ['v1/images_client', 'ImagesClient'],
  instanceGroupManagers: ['v1/instance_group_managers_client', 'InstanceGroupManagersClient'],
  instanceTemplates: ['v1/instance_templates_client', 'InstanceTemplatesClient'],
  instances: ['v1/instances_client', 'InstancesClient'],
  regionBackendServices: ['v1/region_backend_services_client', 'RegionBackendServicesClient'],
  regionInstanceGroupManagers: [
    'v1/region_instance_group_managers_client',
    'RegionInstanceGroupManagersClient',
  ],
  routers: ['v1/routers_client', 'RoutersClient'],
  snapshots: ['v1/snapshots_client', 'SnapshotsClient'],
  targetHttpProxies: ['v1/target_http_proxies_client', 'TargetHttpProxiesClient'],
  targetHttpsProxies: ['v1/target_https_proxies_client', 'TargetHttpsProxiesClient'],
  targetPools: ['v1/target_pools_client', 'TargetPoolsClient'],
  targetSslProxies: ['v1/target_ssl_proxies_client', 'TargetSslProxiesClient'],
  targetTcpProxies: ['v1/target_tcp_proxies_client', 'TargetTcpProxiesClient'],
  urlMaps: ['v1/url_maps_client', 'UrlMapsClient'],
};

/** Where one of Compute's clients is. */
export function computeFile(client: keyof ComputeClients): ClientFile {
  const [file, name] = files[client];
  return { package: '@google-cloud/compute', file, name };
}
