import type { AssetServiceClient } from '@google-cloud/asset/build/src/v1/asset_service_client.js';
import type { FunctionServiceClient } from '@google-cloud/functions/build/src/v2/function_service_client.js';
import type { MetricServiceClient } from '@google-cloud/monitoring/build/src/v3/metric_service_client.js';
import type { NotebookServiceClient } from '@google-cloud/notebooks/build/src/v2/notebook_service_client.js';
import type { RecommenderClient } from '@google-cloud/recommender/build/src/v1/recommender_client.js';
import type { FoldersClient } from '@google-cloud/resource-manager/build/src/v3/folders_client.js';
import type { OrganizationsClient } from '@google-cloud/resource-manager/build/src/v3/organizations_client.js';
import type { ProjectsClient } from '@google-cloud/resource-manager/build/src/v3/projects_client.js';
import type { ServicesClient } from '@google-cloud/run/build/src/v2/services_client.js';
import type { iam_v1 } from '@googleapis/iam';
import type { CallOptions } from './call-options.ts';
import type { ComputeClients } from './sdk/compute.ts';
import type { EndpointsClient, SqlInstancesClient } from './sdk/described.ts';
import type { BucketsClient } from './sdk/storage.ts';

/** How one call is sent. */
export interface SendOptions {
  readonly signal: AbortSignal;
  /** What of the answer is wanted: `items.*.instances(name,status),nextPageToken`; left out, everything. */
  readonly fields?: string | undefined;
  /** Parameters that Google's documentation has and the SDK has not: `{ returnPartialSuccess: 'true' }`. */
  readonly parameters?: Readonly<Record<string, string>> | undefined;
  /** Whether it changes something: tried again then only where Google did not take it. */
  readonly changes?: boolean | undefined;
}

/** The SDK's clients, each imported and made when it is first asked for. */
export interface SdkClients {
  asset(): Promise<AssetServiceClient>;
  buckets(): Promise<BucketsClient>;
  compute<Name extends keyof ComputeClients>(name: Name): Promise<ComputeClients[Name]>;
  /** Of one region, which answers for itself alone. */
  endpoints(region: string): Promise<EndpointsClient>;
  folders(): Promise<FoldersClient>;
  functions(): Promise<FunctionServiceClient>;
  iam(): Promise<iam_v1.Iam>;
  monitoring(): Promise<MetricServiceClient>;
  notebooks(): Promise<NotebookServiceClient>;
  organizations(): Promise<OrganizationsClient>;
  projects(): Promise<ProjectsClient>;
  recommender(): Promise<RecommenderClient>;
  runServices(): Promise<ServicesClient>;
  sqlInstances(): Promise<SqlInstancesClient>;
}

/** The SDK's clients as one project uses them. */
export interface GcpClients extends SdkClients {
  /** Id of the project whose budget is spent. */
  readonly project: string;
  /**
   * Makes one call through a client and gives Google's answer as it came over the wire:
   * `clients.send((options) => monitoring.listTimeSeries(request, options), { signal })`. The SDK itself is shown an
   * empty answer. @throws {CloudError}
   */
  send(ask: (options: CallOptions) => Promise<unknown>, options: SendOptions): Promise<unknown>;
}
