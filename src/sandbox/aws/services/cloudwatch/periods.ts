import type { EpochMs } from '../../../../core/time.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** For how long figures of each length are kept: minutes for 15 days, five minutes for 63, hours for 455. */
const retention = [
  { keptMs: 15 * dayMs, stepMs: minuteMs },
  { keptMs: 63 * dayMs, stepMs: 5 * minuteMs },
  { keptMs: 455 * dayMs, stepMs: 60 * minuteMs },
] as const;

/** The periods that are asked for: `count` of them from `startAt` on, the last cut off at `endAt`. */
export interface Periods {
  readonly startAt: EpochMs;
  readonly endAt: EpochMs;
  readonly periodMs: number;
  readonly count: number;
}

/**
 * The periods between two instants. They are counted from the start, which is rounded down to what is still kept at its
 * age; what is older than figures of that length are kept is left out.
 */
export function periodsBetween(start: EpochMs, end: EpochMs, periodMs: number, now: EpochMs): Periods {
  const step = retention.find(({ keptMs }) => start >= now - keptMs)?.stepMs ?? 60 * minuteMs;
  const rounded = Math.floor(start / step) * step;
  const endAt = Math.floor(end / minuteMs) * minuteMs;
  // None of the metrics here is kept by the second.
  const kept =
    periodMs < minuteMs ? 0 : (retention.findLast((tier) => periodMs % tier.stepMs === 0)?.keptMs ?? 0);
  const missing = Math.max(0, Math.ceil((now - kept - rounded) / periodMs));
  const startAt = rounded + missing * periodMs;
  return {
    startAt,
    endAt,
    periodMs,
    count: Math.max(0, Math.ceil((Math.min(endAt, now) - startAt) / periodMs)),
  };
}
