import { createRequire } from 'node:module';
import type { AuthClient } from 'google-auth-library';
import { slimGaxOf } from './slim-gax.ts';

/** What every client of the SDK is made with. */
export interface ClientConfig {
  readonly authClient: AuthClient;
  /** Plain REST, without gRPC. */
  readonly fallback: true;
  /** A host in place of the service's own. */
  readonly apiEndpoint?: string;
  readonly port?: number;
  readonly protocol?: string;
}

/** Where in a package of the SDK one client is. */
export interface ClientFile {
  /** `@google-cloud/compute` */
  readonly package: string;
  /** `v1/instances_client` */
  readonly file: string;
  /** `InstancesClient` */
  readonly name: string;
}

const require = createRequire(import.meta.url);

/**
 * Makes one client of the SDK from its own file, and with only those descriptors that it uses. A package imported whole
 * brings all its clients: Compute alone 250 MB and a second.
 */
export function loadClient({ package: packageName, file, name }: ClientFile, config: ClientConfig): object {
  // The file is the package's own; it has the class of that name.
  const module = require(`${packageName}/build/src/${file}.js`) as Readonly<
    Record<string, new (config: ClientConfig, gax: object) => object>
  >;
  const Class = module[name];
  if (Class === undefined) throw new Error(`${packageName} has no ${name}`);
  return new Class(config, slimGaxOf(packageName));
}

/** The options that send a client's requests to an endpoint of one's own. */
export function endpointOptions(
  endpoint: string | undefined,
): Pick<ClientConfig, 'apiEndpoint' | 'port' | 'protocol'> {
  if (endpoint === undefined) return {};
  const { hostname, port, protocol } = new URL(endpoint);
  const plain = protocol.replace(':', '');
  return { apiEndpoint: hostname, protocol: plain, port: Number(port) || (plain === 'http' ? 80 : 443) };
}
