import type { Clock, EpochMs } from '../core/time.ts';

/** A clock that runs along with another one, and that tests move ahead. */
export class MovableClock implements Clock {
  readonly #base: Clock;
  #movedMs = 0;

  constructor(base: Clock) {
    this.#base = base;
  }

  /** By how much it has been moved in all. */
  get movedMs(): number {
    return this.#movedMs;
  }

  now(): EpochMs {
    return this.#base.now() + this.#movedMs;
  }

  /** Moves it ahead. @throws {RangeError} for a length that is not positive: time does not run backwards. */
  advance(ms: number): void {
    if (!Number.isFinite(ms) || ms < 0) throw new RangeError(`a clock cannot be advanced by ${ms} ms`);
    this.#movedMs += ms;
  }
}
