import type { Pluggable } from '@smithy/types';
import { type Clock, TokenBucket } from 'bursar/adapter';
import { isThrottling } from './errors.ts';

interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

/**
 * Calls a second that leave room for others in the same account: about half of what AWS documents or is known to refill,
 * by the SDK's names of services. @see https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html
 */
const cautious: Readonly<Record<string, Rate>> = {
  EC2: { perSecond: 10, burst: 50 },
  CloudWatch: { perSecond: 25, burst: 25 },
  IAM: { perSecond: 7, burst: 10 },
  Organizations: { perSecond: 4, burst: 6 },
  STS: { perSecond: 50, burst: 50 },
  'Cost Explorer': { perSecond: 1, burst: 2 },
  SageMaker: { perSecond: 4, burst: 10 },
  'Elastic Load Balancing v2': { perSecond: 5, burst: 20 },
  'Auto Scaling': { perSecond: 5, burst: 20 },
  Lambda: { perSecond: 7, burst: 15 },
  S3: { perSecond: 100, burst: 200 },
  RDS: { perSecond: 5, burst: 20 },
};

const otherwise: Rate = { perSecond: 5, burst: 10 };

/** Token buckets, one for each account, region and service, shared by all who call them. */
export class Budgets {
  readonly #buckets = new Map<string, TokenBucket>();
  readonly #clock: Clock;
  readonly #callsPerSecond: Readonly<Record<string, number>>;

  constructor(clock: Clock, callsPerSecond: Readonly<Record<string, number>>) {
    this.#clock = clock;
    this.#callsPerSecond = callsPerSecond;
  }

  of(account: string, region: string, service: string): TokenBucket {
    const key = `${account}/${region}/${service}`;
    const known = this.#buckets.get(key);
    if (known !== undefined) return known;
    const bucket = new TokenBucket({ ...this.#rateOf(service), clock: this.#clock });
    this.#buckets.set(key, bucket);
    return bucket;
  }

  #rateOf(service: string): Rate {
    const given = Object.hasOwn(this.#callsPerSecond, service) ? this.#callsPerSecond[service] : undefined;
    if (given !== undefined) return { perSecond: given, burst: Math.max(1, given * 2) };
    return cautious[service] ?? otherwise;
  }
}

/** Makes every attempt of a client take a token first, retries too, and tells the bucket how AWS took it. */
export function spend(bucket: TokenBucket, signal: AbortSignal): Pluggable<object, object> {
  return {
    applyToStack(stack) {
      stack.add(
        (next) => async (parameters) => {
          await bucket.take(signal);
          try {
            const result = await next(parameters);
            bucket.accepted();
            return result;
          } catch (error) {
            if (isThrottling(error)) bucket.throttled();
            throw error;
          }
        },
        // After the retry middleware, which is in the same step with a high priority: once for each attempt.
        { step: 'finalizeRequest', name: 'bursarBudget', priority: 'low' },
      );
    },
  };
}
