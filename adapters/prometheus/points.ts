import type { Across, EpochMs, Signal } from 'bursar/adapter';
import type { RawSeries } from './api.ts';

/** The grid that points lie on: point `i` covers the step that begins at `startAt + i * stepMs`. */
export interface Grid {
  readonly startAt: EpochMs;
  readonly stepMs: number;
  readonly length: number;
}

/** How the series of one resource become one. */
export interface Merging {
  readonly across: Across;
  readonly unit: Signal['unit'] | undefined;
  /** How many GPUs have to tell, each by itself, where that is known. */
  readonly gpus?: number;
}

type Points = (number | undefined)[];

/** From here on, drivers mean "not known" (2^31 and up, `DCGM_INT32_BLANK` and its kin). */
export const leastBlank = 2_147_483_632;

/** Rounding may go this far beyond a share's ends; what goes further is no share. */
const leastPercent = -1;
const mostPercent = 100.000_001;

/**
 * The points of several series of one resource as one; undefined where none has any. A value that cannot be (no number, a
 * driver's sign for "blank", more than all) makes the whole point unknown, for what it stands for may be the one that
 * counts. So does a GPU that does not tell.
 */
export function mergedPoints(series: readonly RawSeries[], grid: Grid, merging: Merging): Points | undefined {
  const points: Points = Array.from({ length: grid.length }, () => undefined);
  const spoiled = new Set<number>();
  const tellers = merging.gpus === undefined ? undefined : points.map(() => new Set<string>());
  for (const { metric, values } of series) {
    const gpu = metric['UUID'] ?? metric['gpu'];
    for (const [atSeconds, text] of values) {
      const index = indexOf(atSeconds, grid);
      const value = Number(text);
      if (!isPossible(value, merging.unit)) spoiled.add(index);
      points[index] = across(merging.across, points[index], value);
      if (gpu !== undefined) tellers?.[index]?.add(gpu);
    }
  }
  for (const index of spoiled) points[index] = undefined;
  withoutSilent(points, tellers, merging.gpus);
  return points.some((point) => point !== undefined) ? points : undefined;
}

/** Takes out the points at which not every GPU has told; where series do not name their GPU, that cannot be seen. */
function withoutSilent(
  points: Points,
  tellers: readonly Set<string>[] | undefined,
  gpus: number | undefined,
): void {
  if (tellers === undefined || gpus === undefined || tellers.every(({ size }) => size === 0)) return;
  for (const [index, { size }] of tellers.entries()) if (size < gpus) points[index] = undefined;
}

function across(how: Across, known: number | undefined, value: number): number {
  if (known === undefined) return value;
  return how === 'sum' ? known + value : Math.max(known, value);
}

function isPossible(value: number, unit: Merging['unit']): boolean {
  if (!Number.isFinite(value)) return false;
  if (unit === 'percent') return value >= leastPercent && value <= mostPercent;
  return value >= 0 && (unit !== 'watts' || value < leastBlank);
}

/** A value is of the step that ends at its instant. */
function indexOf(atSeconds: number, { startAt, stepMs }: Grid): number {
  return Math.round((atSeconds * 1_000 - startAt) / stepMs) - 1;
}
