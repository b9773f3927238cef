import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { AwsCredentialIdentityProvider } from '@smithy/types';
import { type AdapterContext, globalRegion, type Scope } from 'bursar/adapter';
import { Budgets, spend } from './budget.ts';
import { type AwsClients, createClients } from './client.ts';
import { partitionOfArn, partitionOfRegion } from './partition.ts';
import type { AwsSettings } from './settings.ts';

/** An account that can be read, with the keys for it. */
export interface AwsAccount {
  readonly number: string;
  readonly name?: string;
  readonly partition: string;
  readonly credentials: AwsCredentialIdentityProvider;
}

/** Clients by account and region: made once, sharing sockets and budgets. */
export class ClientsOfScopes {
  readonly #settings: AwsSettings;
  readonly #budgets: Budgets;
  readonly #handler: NodeHttpHandler;
  readonly #clients = new Map<string, AwsClients>();
  readonly #accounts = new Map<string, AwsAccount>();
  readonly #signal: AbortSignal;
  #caller: AwsAccount | undefined;

  constructor(settings: AwsSettings, { clock, signal }: AdapterContext) {
    this.#settings = settings;
    this.#budgets = new Budgets(clock, settings.callsPerSecond);
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
    const known = this.#clients.get(key);
    if (known !== undefined) return known;
    const { endpoint, profile, maxAttempts } = this.#settings;
    const clients = createClients({
      account,
      region,
      credentials,
      endpoint,
      profile,
      maxAttempts,
      requestHandler: this.#handler,
      plugins: (service) => [spend(this.#budgets.of(account, region, service), this.#signal)],
    });
    this.#clients.set(key, clients);
    return clients;
  }

  /** Closes every socket. */
  close(): void {
    this.#handler.destroy();
    this.#clients.clear();
  }
}

/** The region that is asked first, before any other is known. */
export function firstRegion(
  { regions }: AwsSettings,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  const given = regions === 'enabled' ? undefined : regions[0];
  return (
    given ??
    environment['AWS_REGION'] ??
    environment['AWS_DEFAULT_REGION'] ??
    partitionOfRegion('').homeRegion
  );
}
