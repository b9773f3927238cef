import type { Clock, EpochMs } from '../../core/time.ts';
import type { RateLimits } from '../rate-limits.ts';

/** What Resource Graph allows each caller, counted in windows. */
const queries = { strict: 15, generous: 50_000 } as const;
const windowMs = 5_000;

interface Window {
  readonly startedAt: EpochMs;
  left: number;
}

/** Resource Graph's quota: so many queries of a caller in five seconds, and then none until they are over. */
export class QueryQuota {
  readonly #clock: Clock;
  readonly #limits: RateLimits;
  readonly #windows = new Map<string, Window>();

  constructor(clock: Clock, limits: RateLimits) {
    this.#clock = clock;
    this.#limits = limits;
  }

  /** Takes a query out of a caller's window; `granted` is false where none was left. */
  take(caller: string): { readonly granted: boolean; readonly headers: Readonly<Record<string, string>> } {
    const now = this.#clock.now();
    const most = queries[this.#limits.mode];
    const key = `${this.#limits.mode} ${caller}`;
    const known = this.#windows.get(key);
    const window = known && now - known.startedAt < windowMs ? known : { startedAt: now, left: most };
    this.#windows.set(key, window);
    const granted = window.left > 0;
    if (granted) window.left--;
    const seconds = Math.max(1, Math.ceil((window.startedAt + windowMs - now) / 1_000));
    return {
      granted,
      headers: {
        'x-ms-user-quota-remaining': String(window.left),
        'x-ms-user-quota-resets-after': `00:00:0${seconds}`,
        ...(!granted && { 'retry-after': String(seconds) }),
      },
    };
  }
}
