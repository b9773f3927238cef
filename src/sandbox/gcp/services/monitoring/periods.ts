import type { EpochMs } from '../../../../core/time.ts';

const minuteMs = 60_000;

/** The periods that end in an interval, the newest first: each ends where the one before it in time begins. */
export interface Periods {
  readonly count: number;
  readonly periodMs: number;
  /** The end of a period, to the millisecond, as its point tells it. */
  endAt(index: number): EpochMs;
}

/** Periods of a length, counted back from the end of an interval; where it does not divide, the oldest begins before. */
export function periodsOf(start: EpochMs, end: EpochMs, periodMs: number): Periods {
  return {
    count: Math.max(1, Math.ceil((end - start) / periodMs)),
    periodMs,
    endAt: (index) => end - index * periodMs,
  };
}

/** A period for each sample as it was taken, at the full minute. */
export function samplesOf(start: EpochMs, end: EpochMs): Periods {
  const last = Math.floor(end / minuteMs) * minuteMs;
  const first = Math.floor(start / minuteMs) * minuteMs;
  return {
    count: Math.max(0, (last - first) / minuteMs),
    periodMs: minuteMs,
    endAt: (index) => last - index * minuteMs,
  };
}
