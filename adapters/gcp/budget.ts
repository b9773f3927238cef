import { type Clock, TokenBucket } from 'bursar/adapter';
import { type GcpService, rateOf } from './rates.ts';
import type { GcpSettings } from './settings.ts';

/** Token buckets, one for each project and service, shared by all who call them. */
export class Budgets {
  readonly #buckets = new Map<string, TokenBucket>();
  readonly #clock: Clock;
  readonly #callsPerSecond: GcpSettings['callsPerSecond'];

  constructor(clock: Clock, callsPerSecond: GcpSettings['callsPerSecond']) {
    this.#clock = clock;
    this.#callsPerSecond = callsPerSecond;
  }

  /** The bucket for calls to a service that are counted for a project. */
  of(project: string, service: GcpService): TokenBucket {
    const key = `${project}/${service}`;
    const known = this.#buckets.get(key);
    if (known !== undefined) return known;
    const given = this.#callsPerSecond[service];
    const rate = given === undefined ? rateOf(service) : { perSecond: given, burst: given * 2 };
    const bucket = new TokenBucket({ ...rate, clock: this.#clock });
    this.#buckets.set(key, bucket);
    return bucket;
  }
}
