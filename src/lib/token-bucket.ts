import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../core/time.ts';

export interface TokenBucketOptions {
  /** Tokens that may be taken at once after a rest. */
  readonly burst: number;
  /** Tokens that come in each second, at best. */
  readonly perSecond: number;
  readonly clock: Clock;
  /** Waits; tests move their clock instead. */
  readonly wait?: (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>;
}

/** The rate never falls below this share of the best one. */
const leastShare = 1 / 64;

/** Share of the best rate that comes back with every call that was not throttled. */
const recoveredShare = 1 / 200;

/**
 * Spends calls at no more than a rate, by waiting and never by failing. The rate halves whenever the other side throttles
 * and comes back little by little (additive increase, multiplicative decrease), so that it settles at what is allowed.
 */
export class TokenBucket {
  readonly #burst: number;
  readonly #bestPerMs: number;
  readonly #clock: Clock;
  readonly #wait: (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>;
  #perMs: number;
  /** Below zero, callers are waiting for tokens that are still to come, in the order in which they asked. */
  #tokens: number;
  #filledAt: number;

  constructor({ burst, perSecond, clock, wait = sleepUnlessAborted }: TokenBucketOptions) {
    this.#burst = burst;
    this.#bestPerMs = perSecond / 1_000;
    this.#perMs = this.#bestPerMs;
    this.#clock = clock;
    this.#wait = wait;
    this.#tokens = burst;
    this.#filledAt = clock.now();
  }

  /** Takes a token, after waiting for it where there is none. @throws the signal's reason when it is aborted. */
  async take(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.#fill();
    this.#tokens -= 1;
    if (this.#tokens < 0) await this.#wait(Math.ceil(-this.#tokens / this.#perMs), signal);
  }

  /** The other side throttled a call. */
  throttled(): void {
    this.#fill();
    this.#perMs = Math.max(this.#perMs / 2, this.#bestPerMs * leastShare);
    this.#tokens = Math.min(this.#tokens, 0);
  }

  /** The other side took a call. */
  accepted(): void {
    if (this.#perMs === this.#bestPerMs) return;
    this.#fill();
    this.#perMs = Math.min(this.#perMs + this.#bestPerMs * recoveredShare, this.#bestPerMs);
  }

  /** Tokens a second that come in now. */
  get perSecond(): number {
    return this.#perMs * 1_000;
  }

  #fill(): void {
    const now = this.#clock.now();
    this.#tokens = Math.min(this.#burst, this.#tokens + Math.max(0, now - this.#filledAt) * this.#perMs);
    this.#filledAt = now;
  }
}

async function sleepUnlessAborted(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  await sleep(milliseconds, undefined, { signal });
}
