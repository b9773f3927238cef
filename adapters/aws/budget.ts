import type { FinalizeRequestMiddleware, HandlerExecutionContext, Pluggable } from '@smithy/types';
import { type Clock, TokenBucket } from 'bursar/adapter';
import { isThrottling } from './errors.ts';
import { type ApiRate, type BudgetedService, rateOf } from './rates.ts';
import type { AwsSettings } from './settings.ts';

/** Token buckets, one for each account, region and service, shared by all who call them. */
export class Budgets {
  readonly #buckets = new Map<string, TokenBucket>();
  readonly #clock: Clock;
  readonly #callsPerSecond: AwsSettings['callsPerSecond'];

  constructor(clock: Clock, callsPerSecond: AwsSettings['callsPerSecond']) {
    this.#clock = clock;
    this.#callsPerSecond = callsPerSecond;
  }

  /** The bucket for an operation, `DescribeInstances`, of a service, `EC2`. */
  of(account: string, region: string, service: string, operation: string): TokenBucket {
    const apart = apartOf(service, operation);
    const key = `${account}/${region}/${apart ?? service}`;
    const known = this.#buckets.get(key);
    if (known !== undefined) return known;
    const bucket = new TokenBucket({ ...this.#rateOf(service, apart), clock: this.#clock });
    this.#buckets.set(key, bucket);
    return bucket;
  }

  #rateOf(service: string, apart: string | undefined): ApiRate {
    // Names of services that no rate is known of find none.
    const given = this.#callsPerSecond[service as BudgetedService];
    if (given !== undefined) return { perSecond: given, burst: given * 2 };
    return rateOf(apart ?? service);
  }
}

/** What AWS counts an operation as, where that is not its service. */
function apartOf(service: string, operation: string): string | undefined {
  const own = `${service} ${operation}`;
  if (own === 'CloudWatch ListMetrics') return own;
  return service === 'EC2' && !/^(?:Describe|Get|List)/.test(operation) ? 'EC2 changes' : undefined;
}

/**
 * Makes every attempt of a client take a token first, retries too, and tells the bucket how AWS took it. `signal` ends the
 * waiting of calls that have none of their own.
 */
export function spend(
  bucketOf: (operation: string) => TokenBucket,
  signal: AbortSignal,
): Pluggable<object, object> {
  const takeToken: FinalizeRequestMiddleware<object, object> = (next, context) => {
    const bucket = bucketOf((context.commandName ?? '').replace(/Command$/, ''));
    return async (parameters) => {
      const taken = await bucket.take(signalOf(context) ?? signal);
      try {
        const result = await next(parameters);
        bucket.accepted();
        return result;
      } catch (error) {
        if (isThrottling(error)) bucket.throttled(taken);
        throw error;
      }
    };
  };
  return {
    applyToStack(stack) {
      // Once for each attempt, and before the signing of it: a signature is good for five minutes only.
      stack.addRelativeTo(takeToken, {
        name: 'bursarBudget',
        relation: 'before',
        toMiddleware: 'httpSigningMiddleware',
      });
    },
  };
}

/** The signal that a call was sent with; the SDK keeps it in its own part of the context. */
function signalOf({ __smithy_context: own }: HandlerExecutionContext): AbortSignal | undefined {
  const signal: unknown = own?.['abortSignal'];
  return signal instanceof AbortSignal ? signal : undefined;
}
