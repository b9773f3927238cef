import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { AwsCredentialIdentityProvider } from '@smithy/types';
import { type AdapterContext, type Clock, globalRegion, type Scope } from 'bursar/adapter';
import { Budgets, spend } from './budget.ts';
import { type AwsClients, type ClientOptions, clientConfig, createClients } from './client.ts';
import { type AssumedRole, roleCredentials } from './credentials.ts';
import { partitionOfArn, partitionOfRegion } from './partition.ts';
import type { AwsSettings } from './settings.ts';

/** An account that can be read, with the keys for it. */
export interface AwsAccount {
  readonly number: string;
  readonly name?: string;
  readonly partition: string;
  readonly credentials: AwsCredentialIdentityProvider;
}

/** Regions whose clients are kept at a time; of more, those are let go that were not asked for the longest. */
const mostKept = 256;

/** Clients by account and region: made once, sharing sockets and budgets. */
export class ClientsOfScopes {
  readonly #settings: AwsSettings;
  readonly #budgets: Budgets;
  readonly #handler: NodeHttpHandler;
  readonly #clients = new Map<string, AwsClients>();
  readonly #accounts = new Map<string, AwsAccount>();
  readonly #clock: Clock;
  readonly #signal: AbortSignal;
  #caller: AwsAccount | undefined;

  constructor(settings: AwsSettings, { clock, signal }: AdapterContext) {
    this.#settings = settings;
    this.#budgets = new Budgets(clock, settings.callsPerSecond);
    this.#clock = clock;
    this.#signal = signal;
    const { requestTimeoutMs } = settings;
    this.#handler = new NodeHttpHandler({
      connectionTimeout: Math.min(10_000, requestTimeoutMs),
      requestTimeout: requestTimeoutMs,
      throwOnRequestTimeout: true,
      socketTimeout: requestTimeoutMs,
    });
  }

  /** Lets scopes of the account whose keys Bursar was started with be read from now on. */
  addCaller(account: AwsAccount): void {
    this.#caller = account;
    this.add(account);
  }

  /** Lets scopes of this account be read from now on. */
  add(account: AwsAccount): void {
    this.#accounts.set(account.number, account);
  }

  /** The clients of a scope whose account was added; what it asks of the organization goes by the caller's keys. */
  of({ account: number, region }: Scope): AwsClients {
    const account = this.#accounts.get(number);
    if (account === undefined) throw new Error(`account ${number} has not been listed`);
    const clients = this.#home(account, region);
    const caller = this.#caller;
    if (caller === undefined || caller.number === number) return clients;
    return { ...clients, organizations: () => this.#home(caller, globalRegion).organizations() };
  }

  #home({ number, partition, credentials }: AwsAccount, region: string): AwsClients {
    const { homeRegion } = partitionOfArn(`arn:${partition}`);
    return this.with(number, region === globalRegion ? homeRegion : region, credentials);
  }

  /** The clients of an account and region, by keys of one's own; for looking around before any scope is known. */
  with(account: string, region: string, credentials: AwsCredentialIdentityProvider): AwsClients {
    const key = `${account}/${region}`;
    const clients = this.#clients.get(key) ?? this.#make(account, region, credentials);
    // The last in the map's order is the one asked for last. What is let go may still be at work: the sockets are shared.
    this.#clients.delete(key);
    this.#clients.set(key, clients);
    for (const oldest of this.#clients.keys()) {
      if (this.#clients.size <= mostKept) break;
      this.#clients.delete(oldest);
    }
    return clients;
  }

  /** The keys of a role that the caller takes on. */
  keysOf(
    role: AssumedRole,
    {
      account,
      region,
      credentials,
    }: {
      readonly account: string;
      readonly region: string;
      readonly credentials: AwsCredentialIdentityProvider;
    },
  ): Promise<AwsCredentialIdentityProvider> {
    const options = this.#options(account, region, credentials);
    const client = { config: clientConfig(options), plugins: options.plugins('STS') };
    return roleCredentials(role, credentials, client, this.#clock);
  }

  #make(account: string, region: string, credentials: AwsCredentialIdentityProvider): AwsClients {
    return createClients(this.#options(account, region, credentials));
  }

  #options(account: string, region: string, credentials: AwsCredentialIdentityProvider) {
    const { endpoint, profile, maxAttempts } = this.#settings;
    return {
      account,
      region,
      credentials,
      endpoint,
      profile,
      maxAttempts,
      requestHandler: this.#handler,
      plugins: (service: string) => [
        spend((operation) => this.#budgets.of(account, region, service, operation), this.#signal),
      ],
    } satisfies ClientOptions;
  }

  /** Closes every socket. */
  close(): void {
    this.#handler.destroy();
    this.#clients.clear();
  }
}

/** The region that is asked first, before any other is known: a configured one, the SDK's own, or the first of all. */
export async function firstRegion({ regions, profile }: AwsSettings): Promise<string> {
  const given = regions === 'enabled' ? undefined : regions[0];
  const { AWS_REGION, AWS_DEFAULT_REGION } = process.env;
  const named = given ?? AWS_REGION ?? AWS_DEFAULT_REGION;
  if (named !== undefined && named !== '') return named;
  const { loadConfig, NODE_REGION_CONFIG_FILE_OPTIONS, NODE_REGION_CONFIG_OPTIONS } = await import(
    '@smithy/core/config'
  );
  return loadConfig(
    { ...NODE_REGION_CONFIG_OPTIONS, default: partitionOfRegion('').homeRegion },
    { ...NODE_REGION_CONFIG_FILE_OPTIONS, ...(profile !== undefined && { profile }) },
  )();
}
