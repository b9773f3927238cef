import type { EpochMs } from '../../../core/time.ts';
import type { Curve } from '../../estate/usage.ts';
import type { Sampling } from '../../estate/usage-figures.ts';
import type { Population } from '../../population.ts';
import type { Cell } from '../estate/estate.ts';

/** A dimension of a metric. */
export type Dimension = readonly [name: string, value: string];

/** One metric of one resource, as CloudWatch keeps it. */
export interface MetricSeries {
  readonly metric: string;
  readonly dimensions: readonly Dimension[];
  readonly unit: string;
  readonly sampling: Sampling;
  /** When its first sample was taken, and its last; no end: it goes on. */
  readonly from: EpochMs;
  readonly until?: EpochMs;
  /** What one of the curve's units is in the metric's. */
  readonly factor?: number;
  curve(): Curve;
}

/** A namespace of metrics, all of one sort of resource. */
export interface MetricSource {
  readonly namespace: string;
  /** The dimension that names the resource. */
  readonly key: string;
  /** How many resources a cell has of that sort. */
  size(cell: Cell): number;
  seriesAt(cell: Cell, index: number): readonly MetricSeries[];
  /** By the value of the dimension that names the resource. */
  seriesOf(cell: Cell, name: string): readonly MetricSeries[];
}

/** Declares a source by the resources of a cell and what each of them reports. */
export function metricSource<Model>(source: {
  readonly namespace: string;
  readonly key: string;
  population(cell: Cell): Population<Model>;
  /** The id of the resource that a dimension's value names, where it is not that itself. */
  idOf?(name: string): string;
  series(model: Model, cell: Cell): readonly MetricSeries[];
}): MetricSource {
  return {
    namespace: source.namespace,
    key: source.key,
    size: (cell) => source.population(cell).size,
    seriesAt: (cell, index) => source.series(source.population(cell).at(index), cell),
    seriesOf(cell, name) {
      const model = source.population(cell).find(source.idOf?.(name) ?? name);
      return model === undefined ? [] : source.series(model, cell);
    },
  };
}

/** A sample each minute, zeros included. */
export const everyMinute: Sampling = { everyMinute: true, sparse: false };

/** A sample in five minutes, zeros included. */
export const everyFiveMinutes: Sampling = { everyMinute: false, sparse: false };
