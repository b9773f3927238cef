import type { Clock, EpochMs } from '../../core/time.ts';

/** How much may be asked in a while. */
export interface RateLimit {
  /** Requests that may come at once. */
  readonly burst: number;
  readonly perSecond: number;
}

export type RateLimitMode = 'generous' | 'strict';

const generous: RateLimit = { burst: 20_000, perSecond: 10_000 };

/** Operations of EC2 that AWS limits more than others. */
const strictOperations: Readonly<Record<string, RateLimit>> = {
  'ec2 StartInstances': { burst: 5, perSecond: 2 },
  'ec2 StopInstances': { burst: 5, perSecond: 2 },
  'ec2 DescribeTags': { burst: 100, perSecond: 20 },
  'monitoring GetMetricData': { burst: 50, perSecond: 50 },
  'ce GetCostAndUsage': { burst: 5, perSecond: 1 },
  'iam GenerateCredentialReport': { burst: 5, perSecond: 1 },
};

const strictServices: Readonly<Record<string, RateLimit>> = {
  iam: { burst: 20, perSecond: 15 },
  organizations: { burst: 13, perSecond: 8 },
  sts: { burst: 600, perSecond: 600 },
};

const strictRead: RateLimit = { burst: 100, perSecond: 20 };
const strictWrite: RateLimit = { burst: 50, perSecond: 5 };

function limitOf(service: string, operation: string): RateLimit {
  const usual = /^(Describe|List|Get)/.test(operation) ? strictRead : strictWrite;
  return strictOperations[`${service} ${operation}`] ?? strictServices[service] ?? usual;
}

interface Bucket {
  tokens: number;
  filledAt: EpochMs;
}

/** Token buckets, one for each account, region and operation, filled by the wall clock. */
export class RateLimits {
  mode: RateLimitMode;
  readonly #clock: Clock;
  readonly #buckets = new Map<string, Bucket>();

  constructor(mode: RateLimitMode, clock: Clock) {
    this.mode = mode;
    this.#clock = clock;
  }

  /** Whether there is a token for a request; takes it. */
  take(site: {
    readonly account: string;
    readonly region: string;
    readonly service: string;
    readonly operation: string;
  }): boolean {
    const limit = this.mode === 'generous' ? generous : limitOf(site.service, site.operation);
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
