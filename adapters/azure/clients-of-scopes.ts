import { readFile } from 'node:fs/promises';
import { Agent } from 'node:https';
import { createSecureContext, rootCertificates } from 'node:tls';
import { type AdapterContext, RejectedError, type Scope } from 'bursar/adapter';
import { Budgets } from './budget.ts';
import {
  type AzureClients,
  type ClientOptions,
  createClients,
  createTenantClients,
  type TenantClients,
} from './client.ts';
import { azureClouds } from './clouds.ts';
import { keptUntilExpiry, ownCredential } from './credentials.ts';
import type { AzureSettings } from './settings.ts';

/** Subscriptions whose clients are kept at a time; of more, those are let go that were not asked for the longest. */
const mostKept = 256;

/** Clients by subscription: made once, sharing sockets, tokens and budgets. */
export class ClientsOfScopes {
  /** Those of what belongs to no subscription. */
  readonly tenant: TenantClients;
  readonly #options: ClientOptions;
  readonly #clients = new Map<string, AzureClients>();

  constructor(options: ClientOptions) {
    this.#options = options;
    this.tenant = createTenantClients(options);
  }

  /** The clients of a scope that is a subscription. */
  of({ account }: Pick<Scope, 'account'>): AzureClients {
    const clients = this.#clients.get(account) ?? createClients(account, this.tenant, this.#options);
    // The last in the map's order is the one asked for last. What is let go may still be at work: the sockets are shared.
    this.#clients.delete(account);
    this.#clients.set(account, clients);
    for (const oldest of this.#clients.keys()) {
      if (this.#clients.size <= mostKept) break;
      this.#clients.delete(oldest);
    }
    return clients;
  }

  /** A token for Resource Manager, to see whose it is. @throws where there is no signing in. */
  async token(signal: AbortSignal): Promise<string> {
    const { credential, cloud } = this.#options;
    const token = await credential.getToken(cloud.resourceManagerScope, { abortSignal: signal });
    return token?.token ?? '';
  }

  /** Closes every socket. */
  close(): void {
    this.#options.agent.destroy();
    this.#clients.clear();
  }
}

/** Clients made as the settings say. @throws {CloudError} where the secret, or the certificates to trust, are not to be found. */
export async function createClientsOfScopes(
  settings: AzureSettings,
  { clock, random, signal }: AdapterContext,
): Promise<ClientsOfScopes> {
  const ca = settings.ca === undefined ? undefined : await pemOf(settings.ca);
  const agent = new Agent({
    keepAlive: true,
    // An authority of one's own comes besides those of the system. As a context: by what else it is given, an agent
    // tells its sockets apart for each request, and certificates are long.
    ...(ca !== undefined && { secureContext: createSecureContext({ ca: [...rootCertificates, ca] }) }),
  });
  return new ClientsOfScopes({
    credential: keptUntilExpiry(await ownCredential(settings, { agent, ca }), clock, signal),
    cloud: azureClouds[settings.cloud],
    endpoint: settings.endpoint,
    agent,
    budgets: new Budgets(clock, settings.callsPerSecond),
    maxAttempts: settings.maxAttempts,
    requestTimeoutMs: settings.requestTimeoutMs,
    clock,
    random,
    signal,
  });
}

/** Certificates in PEM, given as they are or as the path of a file. */
async function pemOf(ca: string): Promise<string> {
  if (ca.includes('-----BEGIN ')) return ca;
  try {
    return await readFile(ca, 'utf8');
  } catch (error) {
    throw new RejectedError(`the file ${ca}, which is to hold certificates, cannot be read`, {
      cause: error,
    });
  }
}
