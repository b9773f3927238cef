/** An instant: milliseconds since 1970-01-01T00:00:00Z. A number, so that it compares, stores and travels as it is. */
export type EpochMs = number;

/** A length of time as people write it in options: `'90s'`, `'15m'`, `'24h'`, `'14d'`, `'2w'`. */
export type Duration = `${number}${DurationUnit}`;

type DurationUnit = 's' | 'm' | 'h' | 'd' | 'w';

const unitMs: Readonly<Record<DurationUnit, number>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

const durationPattern = /^\d+(?:\.\d+)?[smhdw]$/;

/** Where the time comes from; tests hand in one that they move themselves. */
export interface Clock {
  now(): EpochMs;
}

/** The machine's own clock. */
export const systemClock: Clock = { now: () => Date.now() };

/** Whether a text is a {@link Duration}. */
export function isDuration(text: string): text is Duration {
  return durationPattern.test(text);
}

/** The length in milliseconds of a duration such as `'14d'`. */
export function durationMs(duration: Duration): number {
  // The template type ends in one of the units, which the compiler cannot see through `at`.
  const unit = duration.at(-1) as DurationUnit;
  return Number(duration.slice(0, -1)) * unitMs[unit];
}

/** Whole days that have passed from one instant to a later one; negative where it is not later. */
export function daysBetween(from: EpochMs, to: EpochMs): number {
  return Math.floor((to - from) / unitMs.d);
}

/** Whole hours that have passed from one instant to a later one; negative where it is not later. */
export function hoursBetween(from: EpochMs, to: EpochMs): number {
  return Math.floor((to - from) / unitMs.h);
}
