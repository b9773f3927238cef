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

/** What has a bucket of its own. */
export interface LimitSite {
  readonly account: string;
  readonly region: string;
  readonly service: string;
  readonly operation: string;
}

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
  take(site: LimitSite): boolean {
    const bucket = this.#filled(site);
    if (bucket.tokens < 1) return false;
    bucket.tokens--;
    return true;
  }

  /** How many requests may come at once at the moment. */
  left(site: LimitSite): number {
    return Math.floor(this.#filled(site).tokens);
  }

  /** After how long there is a token again; 0 where there is one. */
  waitMs(site: LimitSite): number {
    const lacking = 1 - this.#filled(site).tokens;
    return lacking <= 0 ? 0 : Math.ceil((lacking / this.#limit(site).perSecond) * 1_000);
  }

  #limit(site: LimitSite): RateLimit {
    return this.mode === 'generous' ? generous : this.#limitOf(site.service, site.operation);
  }

  #filled(site: LimitSite): Bucket {
    const limit = this.#limit(site);
    const key = `${this.mode} ${site.account} ${site.region} ${site.service} ${site.operation}`;
    const now = this.#clock.now();
    const bucket = this.#buckets.get(key) ?? { tokens: limit.burst, filledAt: now };
    const refilled = bucket.tokens + ((now - bucket.filledAt) / 1_000) * limit.perSecond;
    bucket.tokens = Math.min(limit.burst, refilled);
    bucket.filledAt = now;
    this.#buckets.set(key, bucket);
    return bucket;
  }
}
