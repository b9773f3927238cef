import type { AuthClient } from 'google-auth-library';
import type { SdkClients } from '../client.ts';
import { once } from '../once.ts';
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
  async function configOf(service: GcpService) {
    const [{ endpointOptions }, authClient] = await Promise.all([import('./load.ts'), auth(service)]);
    return { authClient, fallback: true as const, ...endpointOptions(endpoint) };
  }
  const client = <Client>(service: GcpService, file: ClientFile): (() => Promise<Client>) =>
    once(async () => {
      const { loadClient } = await import('./load.ts');
      // What the package's typings say of the class of that name.
      return loadClient(file, await configOf(service)) as Client;
    });
  const manager = (file: string, name: string): ClientFile => ({
    package: '@google-cloud/resource-manager',
    file: `v3/${file}`,
    name,
  });
  const compute = onceForEach(async (name: keyof ComputeClients) => {
    const { computeClient } = await import('./compute.ts');
    return computeClient(name, await configOf('compute'));
  });
  return {
    asset: client('cloudasset', {
      package: '@google-cloud/asset',
      file: 'v1/asset_service_client',
      name: 'AssetServiceClient',
    }),
    // Made under its name, so that it is the client of that name.
    compute: async <Name extends keyof ComputeClients>(name: Name) =>
      (await compute(name)) as ComputeClients[Name],
    folders: client('cloudresourcemanager', manager('folders_client', 'FoldersClient')),
    monitoring: client('monitoring', {
      package: '@google-cloud/monitoring',
      file: 'v3/metric_service_client',
      name: 'MetricServiceClient',
    }),
    organizations: client('cloudresourcemanager', manager('organizations_client', 'OrganizationsClient')),
    projects: client('cloudresourcemanager', manager('projects_client', 'ProjectsClient')),
    recommender: client('recommender', {
      package: '@google-cloud/recommender',
      file: 'v1/recommender_client',
      name: 'RecommenderClient',
    }),
  };
}

/** Makes a value for each key once. */
function onceForEach<Key, Value>(make: (key: Key) => Promise<Value>): (key: Key) => Promise<Value> {
  const made = new Map<Key, () => Promise<Value>>();
  return (key) => {
    const value = made.get(key) ?? once(() => make(key));
    made.set(key, value);
    return value();
  };
}
