import type { EpochMs } from '../../../core/time.ts';
import type { Curve } from '../../estate/usage.ts';
import type { Sampling } from '../../estate/usage-figures.ts';
import type { Population } from '../../population.ts';
import type { Cell, ProjectCell } from '../estate/estate.ts';
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

/** The resources of one sort in one place. */
export interface MetricPlace {
  /** `global` where they are of no region. */
  readonly region: string;
  readonly size: number;
  seriesAt(index: number): readonly MetricSeries[];
  /** The number of the resource that a key's value names. */
  indexOf(key: string, value: string): number | undefined;
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
  places(project: ProjectCell): readonly MetricPlace[];
}

/** Resources of a sort, as several types of metrics tell of them. */
export interface MetricSubject<Model> {
  readonly keys: readonly string[];
  population(cell: Cell): Population<Model>;
  /** By the value of a key. */
  find(cell: Cell, key: string, value: string): Model | undefined;
}

/** Declares a source by the resources of a project's regions and what each of them reports. */
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
    places: ({ cells }) =>
      cells.map((cell) => {
        const population = subject.population(cell);
        return {
          region: cell.region,
          size: population.size,
          seriesAt: (index) => series(population.at(index), cell),
          indexOf: (key, value) => subject.find(cell, key, value)?.index,
        };
      }),
  };
}

/** A sample each minute, zeros included. */
export const everyMinute: Sampling = { everyMinute: true, sparse: false };

/** A sample each minute in which there is something to tell. */
export const whenever: Sampling = { everyMinute: true, sparse: true };
