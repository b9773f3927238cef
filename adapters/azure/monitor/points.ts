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

/** What was made of the samples of one interval: what has no samples is left out. */
export interface Datum {
  readonly at: number;
  readonly average?: number | undefined;
  readonly maximum?: number | undefined;
  readonly minimum?: number | undefined;
  readonly total?: number | undefined;
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

/** One metric's data on the grid of a window. */
export function pointsOf(
  data: readonly Datum[],
  metric: Metric,
  aggregation: Aggregation,
  window: Window,
): Points {
  const points: (number | undefined)[] = Array.from({ length: lengthOf(window) }, () => undefined);
  for (const datum of data) {
    const slot = Math.floor((datum.at - window.startAt) / window.stepMs);
    const value = datum[aggregation];
    if (slot < 0 || slot >= points.length || value === undefined) continue;
    points[slot] = pointOf(value, metric, aggregation, window.stepMs);
  }
  return points;
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
