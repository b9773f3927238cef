import type { Kind } from './kind.ts';
import type { Duration, EpochMs } from './time.ts';

/** What is made of the points of a series over its window. */
export const statistics = ['mean', 'p50', 'p90', 'p95', 'p99', 'max', 'sum'] as const;
export type Statistic = (typeof statistics)[number];

export type SignalUnit = 'percent' | 'bytes' | 'bytes-per-second' | 'count' | 'count-per-second' | 'watts';

/**
 * What a point means. A gauge is a level (percent, open connections); of a counter (bytes, requests) a point is how much
 * came in its step, and every statistic but the sum is made per hour, whatever the step was.
 */
export type Measure = 'gauge' | 'counter';

/** How the points of several series of one resource (its GPUs, its disks) become one. */
export type Across = 'max' | 'sum';

/**
 * A kind of evidence over time, neutral of any cloud. Called, it is what a rule `needs`:
 * `cpuUtilization({ window: '14d', statistic: 'p95' })`.
 */
export interface Signal {
  (query: SignalQuery): SignalNeed;
  readonly signal: string;
  readonly summary: string;
  readonly unit: SignalUnit;
  readonly kinds: readonly Kind[];
  readonly measure: Measure;
  readonly across: Across;
}

/** How much of a signal, and what of it. */
export interface SignalQuery {
  readonly window: Duration;
  readonly statistic: Statistic;
  /** The least share of the window's points, 0 to 1, below which the evidence counts as unknown. Default 0.7. */
  readonly minCoverage?: number;
}

/** A signal over a window. */
export interface SignalNeed {
  readonly type: 'signal';
  readonly signal: string;
  readonly window: Duration;
  readonly statistic: Statistic;
  readonly minCoverage: number;
}

/** How the points of a series were made from the raw samples. */
export type PointKind = 'average' | 'maximum' | 'sum';

/** Points of one resource's signal at a fixed step, oldest first; `undefined` where there is none. */
export interface Series {
  readonly startAt: EpochMs;
  readonly stepMs: number;
  readonly points: readonly (number | undefined)[];
  /** Whether the source says nothing while nothing happens, so that a gap beside other points is a zero. */
  readonly sparse?: boolean;
  /** Where it was read: `CloudWatch AWS/EC2 CPUUtilization`. */
  readonly source: string;
}

/** Evidence: one figure, and how much it can be trusted. */
export interface SignalEvidence {
  readonly signal: string;
  readonly unit: SignalUnit;
  readonly value: number;
  /** Absent for levels and for sums. */
  readonly per?: 'hour';
  readonly window: Duration;
  readonly statistic: Statistic;
  /** Share of the window's points that were there, 0 to 1. */
  readonly coverage: number;
  /** Number of points the value rests on. */
  readonly samples: number;
  /** When the newest point was taken. */
  readonly newestAt: EpochMs;
  readonly source: string;
}

/** Declares a signal. */
export function defineSignal(declaration: {
  readonly signal: string;
  readonly summary: string;
  readonly unit: SignalUnit;
  readonly kinds: readonly Kind[];
  readonly measure?: Measure;
  readonly across?: Across;
}): Signal {
  const need = (query: SignalQuery): SignalNeed => ({
    type: 'signal',
    signal: declaration.signal,
    window: query.window,
    statistic: query.statistic,
    minCoverage: query.minCoverage ?? 0.7,
  });
  return Object.assign(need, { measure: 'gauge' as const, across: 'max' as const, ...declaration });
}
