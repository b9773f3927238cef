import type { PointKind } from 'bursar/adapter';
import type { Points } from './evaluate.ts';
import type { Metric } from './metrics.ts';

/** What Azure Monitor makes of the samples of an interval. */
export type Aggregation = 'average' | 'maximum' | 'minimum' | 'total';

/** Points at a step from a start. */
export interface Window {
  readonly startAt: number;
  readonly endAt: number;
  readonly stepMs: number;
}

/** Figures of one aggregation on the grid of a window: not a number where there is none. */
export type Grid = Float64Array;

/** The grids of a series by aggregation. */
export type Grids = ReadonlyMap<Aggregation, Grid>;

/** What was made of the samples of one interval: what has no samples is left out. */
export interface Datum {
  readonly timeStamp: Date;
  readonly average?: number | undefined;
  readonly maximum?: number | undefined;
  readonly minimum?: number | undefined;
  readonly total?: number | undefined;
}

/** Data as grids, which take a tenth of the room. */
export function gridsOf(data: readonly Datum[], aggregations: readonly Aggregation[], window: Window): Grids {
  const length = lengthOf(window);
  const grids = new Map(aggregations.map((one) => [one, new Float64Array(length).fill(Number.NaN)] as const));
  for (const datum of data) {
    const slot = Math.floor((datum.timeStamp.getTime() - window.startAt) / window.stepMs);
    if (!(slot >= 0 && slot < length)) continue;
    for (const [aggregation, grid] of grids) grid[slot] = datum[aggregation] ?? Number.NaN;
  }
  return grids;
}

/** The number of points of a window. */
export function lengthOf({ startAt, endAt, stepMs }: Window): number {
  return Math.max(0, Math.ceil((endAt - startAt) / stepMs));
}

/** What has to be asked of a metric for points of a kind. */
export function aggregationOf({ reading }: Metric, points: PointKind): Aggregation {
  if (reading === 'count') return 'total';
  if (reading === 'rate') return 'average';
  if (points === 'sum') return 'total';
  if (points === 'average') return 'average';
  return reading === 'free' ? 'minimum' : 'maximum';
}

/** What has been read of one metric as points of a signal. */
export function pointsOf(
  grids: Grids | undefined,
  metric: Metric,
  aggregation: Aggregation,
  window: Window,
): Points {
  const grid = grids?.get(aggregation);
  return Array.from({ length: lengthOf(window) }, (_, slot) =>
    pointOf(grid?.[slot] ?? Number.NaN, metric, aggregation, window.stepMs),
  );
}

/** By so much a level may exceed its limit for being an average of floating point numbers. */
const rounding = 1e-6;

/** A value that can have been measured as a point; garbage is no value, neither a busy nor an idle one. */
function pointOf(
  value: number,
  { most, reading }: Metric,
  aggregation: Aggregation,
  stepMs: number,
): number | undefined {
  if (!Number.isFinite(value) || value < 0) return undefined;
  if (reading === 'rate') return value * (stepMs / 1_000);
  if (reading === 'free') return value > 100 * (1 + rounding) ? undefined : Math.max(0, 100 - value);
  if (most === undefined || aggregation === 'total') return value;
  return value > most * (1 + rounding) ? undefined : Math.min(value, most);
}
