import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { type Clock, systemClock } from '../core/time.ts';
import { type AwsCloud, createAwsCloud } from './aws/cloud.ts';
import { auditRole, type Credentials, externalId, sandboxCredentials } from './aws/identities.ts';
import type { RateLimitMode } from './aws/rate-limits.ts';
import { truthsOf } from './aws/truths.ts';
import { createControl } from './control.ts';
import { type Fault, Faults } from './faults.ts';
import { MovableClock } from './movable-clock.ts';
import { RequestCounters } from './request-counters.ts';
import { createListener } from './server.ts';
import type { Truth } from './truth.ts';

export type { Estate } from './aws/estate/estate.ts';
export {
  auditRole,
  type Credentials,
  externalId,
  organizationRole,
} from './aws/identities.ts';
export type { RateLimitMode } from './aws/rate-limits.ts';
export type { Fault, FaultType } from './faults.ts';
export type { RequestCount } from './request-counters.ts';
export type { Truth } from './truth.ts';

export interface SandboxOptions {
  /** The same seed gives the same estate, at the same instant. */
  readonly seed: number;
  /** Resources in all, 50 to 1,000,000. */
  readonly size: number;
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** Accounts, the management account included. Default 3. */
  readonly accounts?: number;
  /** Where the sandbox's time comes from, before it is moved. Default: the machine. */
  readonly clock?: Clock;
  readonly faults?: readonly Fault[];
  /** Default `generous`. */
  readonly limits?: RateLimitMode;
  readonly logger?: Logger;
}

/** A role that the management account can take on. */
export interface SandboxRole {
  readonly arn: string;
  readonly externalId: string;
}

/** Clouds on loopback, speaking their own protocols. */
export interface Sandbox {
  /** What to set as `AWS_ENDPOINT_URL`. */
  readonly url: string;
  readonly port: number;
  readonly clock: MovableClock;
  readonly faults: Faults;
  readonly requests: RequestCounters;
  readonly aws: AwsCloud;
  /** What is true of every resource, made one after the other. */
  truths(): Iterable<Truth>;
  /** The keys of an account's user; of the management account's if none is named. */
  credentials(account?: string): Credentials;
  /** The roles of the members, in the order of their accounts. */
  readonly memberRoles: readonly SandboxRole[];
  close(): Promise<void>;
}

/** Starts a sandbox on a port of 127.0.0.1. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const clock = new MovableClock(options.clock ?? systemClock);
  const faults = new Faults(options.seed);
  faults.set(options.faults ?? []);
  const requests = new RequestCounters();
  const aws = createAwsCloud({
    seed: options.seed,
    size: options.size,
    accounts: options.accounts ?? 3,
    clock,
    // Clients sign by the machine's clock, whatever time it is in the sandbox.
    wallClock: systemClock,
    faults,
    counters: requests,
  });
  aws.limits.mode = options.limits ?? 'generous';
  const truths = (): Iterable<Truth> => truthsOf(aws.estate);
  const control = createControl({ clock, faults, requests, limits: aws.limits, truths });
  const server = createServer(createListener({ control, cloud: aws, logger: options.logger }));
  // Clients keep connections open between passes; none of them shall find one just closed.
  server.keepAliveTimeout = 120_000;
  const port = await listen(server, options.port ?? 0);
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    clock,
    faults,
    requests,
    aws,
    truths,
    credentials: (account) => credentialsOf(aws, account),
    memberRoles: aws.estate.accounts
      .slice(1)
      .map(({ id }) => ({ arn: `arn:aws:iam::${id}:role/${auditRole}`, externalId })),
    close: () => close(server),
  };
}

function credentialsOf({ estate }: AwsCloud, account: string | undefined): Credentials {
  if (account === undefined) return sandboxCredentials();
  const index = estate.accounts.findIndex(({ id }) => id === account);
  if (index < 0) throw new RangeError(`there is no account ${account} in the sandbox`);
  return sandboxCredentials(index);
}

function listen(server: ReturnType<typeof createServer>, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      // A server that listens on a port has an address of this form.
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function close(server: ReturnType<typeof createServer>): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)));
    server.closeAllConnections();
  });
}
