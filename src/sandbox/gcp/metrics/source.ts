import type { EpochMs } from '../../../core/time.ts';
import type { Curve } from '../../estate/usage.ts';
import type { Sampling } from '../../estate/usage-figures.ts';
import type { Population } from '../../population.ts';
import type { Cell } from '../estate/estate.ts';
import type { MetricDescriptor } from './descriptor.ts';

export type Labels = Readonly<Record<string, string>>;

/** One series of points of one resource, as Cloud Monitoring keeps it. */
export interface MetricSeries {
  readonly metricLabels: Labels;
  readonly resourceLabels: Labels;
  readonly sampling: Sampling;
  /** When its first sample was taken, and its last; no end: it goes on. */
  readonly from: EpochMs;
  readonly until?: EpochMs;
  /** What one of the curve's units is in the metric's. */
  readonly factor?: number;
  curve(): Curve;
}

/** Where a type of metric comes from: resources of one sort. */
export interface MetricSource {
  readonly descriptor: MetricDescriptor;
  /**
   * The fields (`resource.labels.instance_id`) of which each alone names the resource, so that those of one resource can
   * be looked up, and series that agree in them are of one resource.
   */
  readonly keys: readonly string[];
  /** Whether the type is not known in a project before something in it has reported it. */
  readonly reported: boolean;
  /** How many resources a cell has of that sort. */
  size(cell: Cell): number;
  seriesAt(cell: Cell, index: number): readonly MetricSeries[];
  /** The number of the resource that a key's value names, in a cell. */
  indexOf(cell: Cell, key: string, value: string): number | undefined;
}

/** Resources of a sort, as several types of metrics tell of them. */
export interface MetricSubject<Model> {
  readonly keys: readonly string[];
  population(cell: Cell): Population<Model>;
  /** By the value of a key. */
  find(cell: Cell, key: string, value: string): Model | undefined;
}

/** Declares a source by the resources of a cell and what each of them reports. */
export function metricSource<Model extends { readonly index: number }>(
  subject: MetricSubject<Model>,
  descriptor: MetricDescriptor,
  series: (model: Model, cell: Cell) => readonly MetricSeries[],
  options: { readonly reported?: boolean } = {},
): MetricSource {
  return {
    descriptor,
    keys: subject.keys,
    reported: options.reported ?? false,
    size: (cell) => subject.population(cell).size,
    seriesAt: (cell, index) => series(subject.population(cell).at(index), cell),
    indexOf: (cell, key, value) => subject.find(cell, key, value)?.index,
  };
}

/** A sample each minute, zeros included. */
export const everyMinute: Sampling = { everyMinute: true, sparse: false };

/** A sample each minute in which there is something to tell. */
export const whenever: Sampling = { everyMinute: true, sparse: true };
