import { setTimeout as sleep } from 'node:timers/promises';
import { type Clock, TokenBucket } from 'bursar/adapter';
import { type BudgetedService, rateOf } from './rates.ts';
import type { AzureSettings } from './settings.ts';

/** What an answer says of the calls that are left. */
export interface Allowance {
  readonly throttled: boolean;
  /** How long no call shall be made. */
  readonly pauseMs?: number | undefined;
  /** Whether the next calls would be the last ones that are allowed for now. */
  readonly nearlySpent: boolean;
}

/** Calls to one service in one subscription: a rate, and the pauses that the service asks for. */
export class Budget {
  readonly #bucket: TokenBucket;
  readonly #clock: Clock;
  #pausedUntil = 0;

  constructor(bucket: TokenBucket, clock: Clock) {
    this.#bucket = bucket;
    this.#clock = clock;
  }

  /** Waits for a pause to end, and for a token. @throws the signal's reason when it is aborted. */
  async take(signal: AbortSignal): Promise<number> {
    let waitedUntil = 0;
    // A clock that stands still, as a test's does, must not make this wait for ever: each pause is waited for once.
    while (this.#pausedUntil > waitedUntil) {
      const until = this.#pausedUntil;
      const waitMs = until - Math.max(waitedUntil, this.#clock.now());
      if (waitMs > 0) await sleep(waitMs, undefined, { signal });
      waitedUntil = until;
    }
    return this.#bucket.take(signal);
  }

  /** Takes an answer's word for how many calls are left; `taken` is what `take` gave for it. */
  heed({ throttled, pauseMs, nearlySpent }: Allowance, taken: number): void {
    if (pauseMs !== undefined) this.#pausedUntil = Math.max(this.#pausedUntil, this.#clock.now() + pauseMs);
    if (throttled || nearlySpent) this.#bucket.throttled(taken);
    else this.#bucket.accepted();
  }

  /** Calls a second that may be made now. */
  get perSecond(): number {
    return this.#bucket.perSecond;
  }
}

/** Budgets, one for each subscription (or the tenant) and service, shared by all who call them. */
export class Budgets {
  readonly #budgets = new Map<string, Budget>();
  readonly #clock: Clock;
  readonly #callsPerSecond: AzureSettings['callsPerSecond'];

  constructor(clock: Clock, callsPerSecond: AzureSettings['callsPerSecond']) {
    this.#clock = clock;
    this.#callsPerSecond = callsPerSecond;
  }

  /** The budget of a service in a subscription; of what no subscription counts, in the tenant. */
  of(account: string, service: BudgetedService): Budget {
    const key = `${account}/${service}`;
    const known = this.#budgets.get(key);
    if (known !== undefined) return known;
    const rate = rateOf(service, this.#callsPerSecond[service]);
    const budget = new Budget(new TokenBucket({ ...rate, clock: this.#clock }), this.#clock);
    this.#budgets.set(key, budget);
    return budget;
  }
}
