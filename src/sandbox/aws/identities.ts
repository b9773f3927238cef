import { hash } from 'node:crypto';
import type { Clock, EpochMs } from '../../core/time.ts';
import type { MovableClock } from '../movable-clock.ts';
import type { Estate } from './estate/estate.ts';
import type { Account } from './estate/place.ts';

/** Keys as a client is configured with them. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Who a key belongs to. */
export interface Identity {
  readonly account: string;
  readonly arn: string;
  readonly userId: string;
  readonly secretAccessKey: string;
  readonly session?: Session;
}

interface Session {
  readonly token: string;
  readonly expiresAt: EpochMs;
  /** How far the sandbox's clock had been moved when it was opened. */
  readonly movedMs: number;
}

/** The role that every account lets the management account take on, if it knows the external id. */
export const auditRole = 'BursarAudit';

/** The role that Organizations makes in every account but the management account. */
export const organizationRole = 'OrganizationAccountAccessRole';

/** What has to be given with a request for {@link auditRole}. */
export const externalId = 'bursar-sandbox';

/** The keys of the user `bursar` of the organization's index-th account; the first is the management account. */
export function sandboxCredentials(account = 0): Credentials {
  const number = String(account).padStart(9, '0');
  return {
    accessKeyId: `AKIASANDBOX${number}`,
    secretAccessKey: hash('sha256', `sandbox account ${number}`, 'base64').slice(0, 40),
  };
}

const mostSessions = 10_000;

/** Who may call: the user of each account, and the sessions that were opened. */
export class Identities {
  readonly #accounts: ReadonlyMap<string, Identity>;
  readonly #sessions = new Map<string, Identity>();
  readonly #clock: MovableClock;
  readonly #wallClock: Clock;
  #opened = 0;

  /** Sessions expire by the wall clock, as clients see it, and when the sandbox's is moved. */
  constructor(estate: Estate, clock: MovableClock, wallClock: Clock) {
    this.#clock = clock;
    this.#wallClock = wallClock;
    this.#accounts = new Map(
      estate.accounts.map((account, index): [string, Identity] => {
        const { accessKeyId, secretAccessKey } = sandboxCredentials(index);
        return [accessKeyId, userOf(account, index, secretAccessKey)];
      }),
    );
  }

  find(accessKeyId: string): Identity | undefined {
    return this.#accounts.get(accessKeyId) ?? this.#sessions.get(accessKeyId);
  }

  isExpired({ session }: Identity): boolean {
    if (session === undefined) return false;
    const moved = this.#clock.movedMs - session.movedMs;
    return this.#wallClock.now() + moved >= session.expiresAt;
  }

  /** Opens a session of a role. */
  open(
    account: string,
    role: string,
    name: string,
    durationMs: number,
  ): Required<Credentials> & { readonly identity: Identity; readonly expiresAt: EpochMs } {
    const number = String(++this.#opened).padStart(9, '0');
    const accessKeyId = `ASIASANDBOX${number}`;
    const secretAccessKey = hash('sha256', `session ${number} of ${account}`, 'base64').slice(0, 40);
    const sessionToken = hash('sha512', `token ${number} of ${account}`, 'base64');
    const expiresAt = Math.floor((this.#wallClock.now() + durationMs) / 1_000) * 1_000;
    const identity: Identity = {
      account,
      arn: `arn:aws:sts::${account}:assumed-role/${role}/${name}`,
      userId: `AROASANDBOX${number}:${name}`,
      secretAccessKey,
      session: { token: sessionToken, expiresAt, movedMs: this.#clock.movedMs },
    };
    this.#sessions.set(accessKeyId, identity);
    const [oldest] = this.#sessions.keys();
    if (this.#sessions.size > mostSessions && oldest !== undefined) this.#sessions.delete(oldest);
    return { accessKeyId, secretAccessKey, sessionToken, identity, expiresAt };
  }
}

function userOf(account: Account, index: number, secretAccessKey: string): Identity {
  return {
    account: account.id,
    arn: `arn:aws:iam::${account.id}:user/bursar`,
    userId: `AIDASANDBOX${String(index).padStart(10, '0')}`,
    secretAccessKey,
  };
}
