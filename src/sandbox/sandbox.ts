import type { Logger } from 'pino';
import { type Clock, systemClock } from '../core/time.ts';
import { type AwsCloud, createAwsCloud } from './aws/cloud.ts';
import { auditRole, type Credentials, externalId, sandboxCredentials } from './aws/identities.ts';
import { type AzureCloud, createAzureCloud } from './azure/cloud.ts';
import { createCertificate } from './certificate.ts';
import type { Cloud, CloudName, CloudOptions, Served } from './cloud.ts';
import { createControl } from './control.ts';
import { type Fault, Faults } from './faults.ts';
import { createGcpCloud, type GcpAccess, type GcpCloud, gcpAccess } from './gcp/cloud.ts';
import { MovableClock } from './movable-clock.ts';
import type { RateLimitMode } from './rate-limits.ts';
import { RequestCounters } from './request-counters.ts';
import { createListener, type Listening, listen } from './server.ts';
import type { Truth } from './truth.ts';

export type { Estate } from './aws/estate/estate.ts';
export {
  auditRole,
  type Credentials,
  externalId,
  organizationRole,
} from './aws/identities.ts';
export { type CloudName, cloudNames } from './cloud.ts';
export type { Fault, FaultType } from './faults.ts';
export type { RateLimitMode } from './rate-limits.ts';
export type { RequestCount } from './request-counters.ts';
export type { Truth } from './truth.ts';

export interface SandboxOptions {
  /** The same seed gives the same estate, at the same instant. */
  readonly seed: number;
  /** Resources in all, divided evenly among the clouds; 50 to 1,000,000 for each. */
  readonly size: number;
  /** Default: AWS alone. */
  readonly clouds?: readonly CloudName[];
  /** 0, the default, takes free ones. Else AWS and the control are served here, the other clouds on the ports after it. */
  readonly port?: number;
  /** Accounts of AWS (the management account included), projects, subscriptions: so many of each. Default 3. */
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
  /** What to set as `AWS_ENDPOINT_URL`; the control is there too. */
  readonly url: string;
  readonly port: number;
  readonly clouds: readonly CloudName[];
  readonly clock: MovableClock;
  readonly faults: Faults;
  readonly requests: RequestCounters;
  /** @throws {RangeError} where AWS is not among its clouds. */
  readonly aws: AwsCloud & Served;
  /** Plain HTTP. @throws {RangeError} where Google Cloud is not among its clouds. */
  readonly gcp: GcpCloud & GcpAccess & Served;
  /** HTTPS, by a certificate (PEM) that clients have to be told to trust. @throws {RangeError} where Azure is not among its clouds. */
  readonly azure: AzureCloud & Served & { readonly certificate: string };
  /** What is true of every resource, made one after the other. */
  truths(): Iterable<Truth>;
  /** The keys of an account's user; of the management account's if none is named. */
  credentials(account?: string): Credentials;
  /** The roles of the members, in the order of their accounts. */
  readonly memberRoles: readonly SandboxRole[];
  close(): Promise<void>;
}

/** Starts a sandbox on ports of 127.0.0.1. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const names = options.clouds ?? ['aws'];
  const port = options.port ?? 0;
  const clock = new MovableClock(options.clock ?? systemClock);
  const faults = new Faults(options.seed);
  faults.set(options.faults ?? []);
  const requests = new RequestCounters();
  const cloudOptions = (name: CloudName): CloudOptions => ({
    seed: options.seed,
    size: shareOf(options.size, names, name),
    accounts: options.accounts ?? 3,
    clock,
    // Clients sign by the machine's clock, whatever time it is in the sandbox.
    wallClock: systemClock,
    faults,
    counters: requests,
  });
  const has = (name: CloudName): boolean => names.includes(name);
  const aws = has('aws') ? createAwsCloud(cloudOptions('aws')) : undefined;
  const gcp = has('gcp') ? createGcpCloud(cloudOptions('gcp')) : undefined;
  const azure = has('azure') ? createAzureCloud(cloudOptions('azure')) : undefined;
  const clouds = [aws, gcp, azure].filter((cloud) => cloud !== undefined);

  const limits = limitsOf(clouds);
  limits.mode = options.limits ?? 'generous';
  function* truths(): Generator<Truth, void, void> {
    for (const cloud of clouds) yield* cloud.truths();
  }
  const control = createControl({ clock, faults, requests, limits, truths });
  const listener = (cloud: Cloud | undefined) => createListener({ control, cloud, logger: options.logger });
  const listening: Listening[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(listening.map((server) => server.close()));
  };
  const started = async (starting: Promise<Listening>): Promise<Listening> => {
    const server = await starting;
    listening.push(server);
    return server;
  };

  try {
    const main = await started(listen(listener(aws), port));
    const googleAt = gcp && servedBy(await started(listen(listener(gcp), following(port, 1))));
    const google = gcp && googleAt && { ...gcp, ...googleAt, ...gcpAccess(gcp, googleAt) };
    const certificate = azure && (await createCertificate(systemClock));
    const microsoft = azure &&
      certificate && {
        ...azure,
        ...servedBy(await started(listen(listener(azure), following(port, 2), certificate))),
        certificate: certificate.cert,
      };
    return {
      url: main.url,
      port: main.port,
      clouds: names,
      clock,
      faults,
      requests,
      get aws() {
        return { ...present('AWS', aws), ...servedBy(main) };
      },
      get gcp() {
        return present('Google Cloud', google);
      },
      get azure() {
        return present('Azure', microsoft);
      },
      truths,
      credentials: (account) => credentialsOf(present('AWS', aws), account),
      memberRoles: (aws?.estate.accounts ?? [])
        .slice(1)
        .map(({ id }) => ({ arn: `arn:aws:iam::${id}:role/${auditRole}`, externalId })),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The part of the resources that a cloud has; what cannot be divided evenly goes to the first. */
function shareOf(size: number, names: readonly CloudName[], name: CloudName): number {
  const each = Math.floor(size / names.length);
  return name === names[0] ? size - each * (names.length - 1) : each;
}

/** The limits of all clouds as one. */
function limitsOf(clouds: readonly Cloud[]): { mode: RateLimitMode } {
  return {
    get mode() {
      return clouds[0]?.limits.mode ?? 'generous';
    },
    set mode(mode) {
      for (const cloud of clouds) cloud.limits.mode = mode;
    },
  };
}

function following(port: number, offset: number): number {
  return port === 0 ? 0 : port + offset;
}

function servedBy({ url, port }: Listening): Served {
  return { url, port };
}

function present<C>(title: string, cloud: C | undefined): C {
  if (cloud === undefined) throw new RangeError(`the sandbox has no ${title}`);
  return cloud;
}

function credentialsOf({ estate }: AwsCloud, account: string | undefined): Credentials {
  if (account === undefined) return sandboxCredentials();
  const index = estate.accounts.findIndex(({ id }) => id === account);
  if (index < 0) throw new RangeError(`there is no account ${account} in the sandbox`);
  return sandboxCredentials(index);
}
