import { randomBytes } from 'node:crypto';
import type { Clock, EpochMs } from '../../core/time.ts';
import type { GcpCaller } from './service.ts';

/** A token that was given out. */
export interface IssuedToken {
  readonly token: string;
  readonly expiresInSeconds: number;
}

interface Grant {
  readonly caller: GcpCaller;
  readonly expiresAt: EpochMs;
}

/** How many are kept; the oldest are forgotten, which is as if they had expired. */
const mostTokens = 10_000;

/** Bearer tokens: opaque, and good until they expire by the wall clock. */
export class Tokens {
  readonly #wallClock: Clock;
  readonly #grants = new Map<string, Grant>();

  constructor(wallClock: Clock) {
    this.#wallClock = wallClock;
  }

  issue(caller: GcpCaller, expiresInSeconds = 3_599): IssuedToken {
    const token = `ya29.c.${randomBytes(96).toString('base64url')}`;
    const [oldest] = this.#grants.keys();
    if (this.#grants.size >= mostTokens && oldest !== undefined) this.#grants.delete(oldest);
    this.#grants.set(token, { caller, expiresAt: this.#wallClock.now() + expiresInSeconds * 1_000 });
    return { token, expiresInSeconds };
  }

  /** Who a token stands for. */
  find(token: string): GcpCaller | 'expired' | undefined {
    const grant = this.#grants.get(token);
    if (grant === undefined) return undefined;
    return grant.expiresAt <= this.#wallClock.now() ? 'expired' : grant.caller;
  }

  /** Makes all that were given out as if they had expired. */
  revokeAll(): void {
    this.#grants.clear();
  }
}
