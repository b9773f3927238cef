import type { Clock, EpochMs } from '../core/time.ts';

/** How much may be asked in a while. */
export interface RateLimit {
  /** Requests that may come at once. */
  readonly burst: number;
  readonly perSecond: number;
}

/** What a cloud allows of an operation when it is strict. */
export type LimitOf = (service: string, operation: string) => RateLimit;

export type RateLimitMode = 'generous' | 'strict';

const generous: RateLimit = { burst: 20_000, perSecond: 10_000 };

interface Bucket {
  tokens: number;
  filledAt: EpochMs;
}

/** Token buckets, one for each account, region and operation, filled by the wall clock. */
export class RateLimits {
  mode: RateLimitMode;
  readonly #clock: Clock;
  readonly #limitOf: LimitOf;
  readonly #buckets = new Map<string, Bucket>();

  constructor(mode: RateLimitMode, clock: Clock, limitOf: LimitOf) {
    this.mode = mode;
    this.#clock = clock;
    this.#limitOf = limitOf;
  }

  /** Whether there is a token for a request; takes it. */
  take(site: {
    readonly account: string;
    readonly region: string;
    readonly service: string;
    readonly operation: string;
  }): boolean {
    const limit = this.mode === 'generous' ? generous : this.#limitOf(site.service, site.operation);
    const key = `${this.mode} ${site.account} ${site.region} ${site.service} ${site.operation}`;
    const now = this.#clock.now();
    const bucket = this.#buckets.get(key) ?? { tokens: limit.burst, filledAt: now };
    const refilled = bucket.tokens + ((now - bucket.filledAt) / 1_000) * limit.perSecond;
    bucket.tokens = Math.min(limit.burst, refilled);
    bucket.filledAt = now;
    this.#buckets.set(key, bucket);
    if (bucket.tokens < 1) return false;
    bucket.tokens--;
    return true;
  }
}
