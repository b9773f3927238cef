import { setTimeout as sleep } from 'node:timers/promises';

export interface TokenBucketOptions {
  /** Tokens that may be taken at once after a rest. */
  readonly burst: number;
  /** Tokens that come in each second, at best. */
  readonly perSecond: number;
  /** Milliseconds. */
  readonly clock: { now(): number };
  /** Waits; tests move their clock instead. */
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/** The rate never falls below this share of the best one. */
const leastShare = 1 / 64;

/** Share of the best rate that comes back with every call that was not throttled. */
const recoveredShare = 1 / 200;

/** A timer of Node cannot wait longer. */
const longestTimerMs = 2 ** 31 - 1;

/** How often the rate had been lowered when a token was taken. */
export type Epoch = number;

/**
 * Spends calls at no more than a rate, by waiting and never by failing, in the order in which they asked. The rate halves
 * when the other side throttles and comes back little by little (additive increase, multiplicative decrease), so that it
 * settles at what is allowed.
 */
export class TokenBucket {
  readonly #burst: number;
  readonly #bestPerMs: number;
  readonly #clock: { now(): number };
  readonly #wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  readonly #waiting = new Set<() => void>();
  /** Ends the wait for the next token; absent while nobody waits. */
  #waitingEnds: AbortController | undefined;
  #perMs: number;
  #tokens: number;
  #filledAt: number;
  #epoch: Epoch = 0;

  constructor({ burst, perSecond, clock, wait = sleepUnlessAborted }: TokenBucketOptions) {
    this.#burst = Math.max(1, burst);
    this.#bestPerMs = perSecond / 1_000;
    this.#perMs = this.#bestPerMs;
    this.#clock = clock;
    this.#wait = wait;
    this.#tokens = this.#burst;
    this.#filledAt = clock.now();
  }

  /** Takes a token, after waiting for it where there is none. @throws the signal's reason when it is aborted. */
  async take(signal?: AbortSignal): Promise<Epoch> {
    signal?.throwIfAborted();
    this.#fill();
    if (this.#waiting.size > 0 || this.#tokens < 1) await this.#turn(signal);
    else this.#tokens -= 1;
    return this.#epoch;
  }

  /**
   * The other side throttled a call. One whose token was taken before the rate was lowered last tells nothing new: of a
   * hundred calls under way that are all throttled, the first one counts.
   */
  throttled(takenIn: Epoch = this.#epoch): void {
    if (takenIn !== this.#epoch) return;
    this.#fill();
    this.#epoch += 1;
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

  #turn(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const aborted = (): void => {
        this.#waiting.delete(granted);
        if (this.#waiting.size === 0) this.#waitingEnds?.abort();
        reject(signal?.reason);
      };
      const granted = (): void => {
        signal?.removeEventListener('abort', aborted);
        resolve();
      };
      signal?.addEventListener('abort', aborted, { once: true });
      this.#waiting.add(granted);
      if (this.#waitingEnds === undefined) void this.#grantAll();
    });
  }

  /** Gives tokens to those who wait, the first one first, until nobody waits. */
  async #grantAll(): Promise<void> {
    this.#waitingEnds = new AbortController();
    for (let [next] = this.#waiting; next !== undefined; [next] = this.#waiting) {
      this.#fill();
      if (this.#tokens < 1) {
        await this.#waitForOne(this.#waitingEnds.signal);
        continue;
      }
      this.#tokens -= 1;
      this.#waiting.delete(next);
      next();
    }
    this.#waitingEnds = undefined;
  }

  async #waitForOne(signal: AbortSignal): Promise<void> {
    const waitMs = Math.min(Math.ceil((1 - this.#tokens) / this.#perMs), longestTimerMs);
    const from = this.#clock.now();
    try {
      await this.#wait(waitMs, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
      if (this.#waiting.size > 0) this.#waitingEnds = new AbortController();
      return;
    }
    // What a clock does not show that stands still, or was put back meanwhile, has passed all the same.
    const shownMs = Math.max(0, this.#clock.now() - from);
    this.#tokens += Math.max(0, waitMs - shownMs) * this.#perMs;
  }

  #fill(): void {
    const now = this.#clock.now();
    this.#tokens = Math.min(this.#burst, this.#tokens + Math.max(0, now - this.#filledAt) * this.#perMs);
    this.#filledAt = now;
  }
}

async function sleepUnlessAborted(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal });
}
