import type { iam_v1 } from '@googleapis/iam';
import type { AuthClient } from 'google-auth-library';
import type { SdkClients } from '../client.ts';
import { once, onceForEach } from '../once.ts';
import type { GcpService } from '../rates.ts';
import type { ComputeClients } from './compute.ts';
import type { ClientFile } from './load.ts';

/** What the clients are made with. */
export interface SdkOptions {
  readonly endpoint: string | undefined;
  authOf(service: GcpService): Promise<AuthClient>;
}

/** The SDK's clients, each imported and made once, when it is first asked for. */
export function createSdk({ endpoint, authOf }: SdkOptions): SdkClients {
  const auth = onceForEach((service: GcpService) => authOf(service));

  async function load(service: GcpService, file: ClientFile, host?: string): Promise<object> {
    const { loadClient, endpointOptions } = await import('./load.ts');
    const own = host !== undefined && endpoint === undefined && { apiEndpoint: host };
    const authClient = await auth(service);
    return loadClient(file, { authClient, fallback: true, ...own, ...endpointOptions(endpoint) });
  }

  function client<Client>(service: GcpService, [packageName, file, name]: File): () => Promise<Client> {
    return once(async () => {
      // What the package's typings say of the class of that name.
      return (await load(service, { package: `@google-cloud/${packageName}`, file, name })) as Client;
    });
  }

  const compute = onceForEach(async (name: keyof ComputeClients) => {
    const { computeFile } = await import('./compute.ts');
    return load('compute', computeFile(name));
  });

  const endpoints = onceForEach((region: string) =>
    load('aiplatform', endpointsFile, `${region}-aiplatform.googleapis.com`),
  );

  return {
    asset: client('cloudasset', ['asset', 'v1/asset_service_client', 'AssetServiceClient']),
    buckets: once(async () => {
      const { bucketsClient } = await import('./storage.ts');
      return bucketsClient(await auth('storage'), endpoint);
    }),
    // What is used of the class of that name.
    compute: async <Name extends keyof ComputeClients>(name: Name) =>
      (await compute(name)) as ComputeClients[Name],
    // As above.
    endpoints: async (region) => (await endpoints(region)) as Awaited<ReturnType<SdkClients['endpoints']>>,
    folders: client('cloudresourcemanager', ['resource-manager', 'v3/folders_client', 'FoldersClient']),
    functions: client('cloudfunctions', ['functions', 'v2/function_service_client', 'FunctionServiceClient']),
    iam: once(async () => {
      const { iam_v1: sdk } = await import('@googleapis/iam');
      // Its typings are of an older version of the auth library, of which no more than `request` is used.
      const own = (await auth('iam')) as object as NonNullable<iam_v1.Options['auth']>;
      return new sdk.Iam({ auth: own, retry: false, ...(endpoint !== undefined && { rootUrl: endpoint }) });
    }),
    monitoring: client('monitoring', ['monitoring', 'v3/metric_service_client', 'MetricServiceClient']),
    notebooks: client('notebooks', ['notebooks', 'v2/notebook_service_client', 'NotebookServiceClient']),
    organizations: client('cloudresourcemanager', [
      'resource-manager',
      'v3/organizations_client',
      'OrganizationsClient',
    ]),
    projects: client('cloudresourcemanager', ['resource-manager', 'v3/projects_client', 'ProjectsClient']),
    recommender: client('recommender', ['recommender', 'v1/recommender_client', 'RecommenderClient']),
    runServices: client('run', ['run', 'v2/services_client', 'ServicesClient']),
    sqlInstances: client('sqladmin', ['sql', 'v1/sql_instances_service_client', 'SqlInstancesServiceClient']),
  };
}

/** A package of the SDK, a file in it and the client in that. */
type File = readonly [packageName: string, file: string, name: string];

const endpointsFile: ClientFile = {
  package: '@google-cloud/aiplatform',
  file: 'v1/endpoint_service_client',
  name: 'EndpointServiceClient',
};
