import type { EpochMs } from '../../../core/time.ts';
import type { Curve } from '../../estate/usage.ts';
import type { Sampling } from '../../estate/usage-figures.ts';
import type { Population } from '../../population.ts';
import type { Cell } from '../estate/estate.ts';
import type { AzureModel } from '../estate/model.ts';

/** A metric that a type of resource has, whether or not there are any figures of it. */
export interface MetricDefinition {
  readonly name: string;
  /** As the portal calls it. */
  readonly title: string;
  readonly unit: 'Percent' | 'Bytes' | 'Count' | 'CountPerSecond' | 'MilliBytes';
}

/** One metric of one resource, as Monitor keeps it. */
export interface MetricSeries {
  readonly metric: string;
  /** What it is of, by the namespace's dimension: the number of a GPU. */
  readonly part?: string;
  readonly sampling: Sampling;
  /** When its first sample was taken, and its last; no end: it goes on. */
  readonly from: EpochMs;
  readonly until?: EpochMs | undefined;
  /** What one of the curve's units is in the metric's. */
  readonly factor?: number;
  curve(): Curve;
}

/** A resource that Monitor knows. */
export interface MeasuredResource {
  readonly armId: string;
  readonly location: string;
  series(): readonly MetricSeries[];
}

/** A namespace of metrics, all of one type of resource. */
export interface MetricSource {
  /** As Azure spells it: `Microsoft.Compute/virtualMachines`. */
  readonly type: string;
  /** The same as the type, where it is the platform that measures. */
  readonly namespace: string;
  readonly definitions: readonly MetricDefinition[];
  /** What its metrics can be split by. */
  readonly dimension?: string;
  /** By its ARM id, in lower case. */
  find(cell: Cell, id: string): MeasuredResource | undefined;
}

/** Declares a source by the resources of a cell and what each of them reports. */
export function metricSource<Model extends AzureModel>(source: {
  readonly type: string;
  readonly namespace?: string;
  readonly definitions: readonly MetricDefinition[];
  readonly dimension?: string;
  population(cell: Cell): Population<Model>;
  /** The name by which the population finds a resource; left out, the last of its id. */
  nameOf?(id: string): string;
  series(model: Model, cell: Cell): readonly MetricSeries[];
}): MetricSource {
  const { population, series, nameOf = lastName, namespace = source.type, ...facts } = source;
  return {
    ...facts,
    namespace,
    find(cell, id) {
      const model = population(cell).find(nameOf(id));
      if (model === undefined || model.arn !== id || model.gone === true) return undefined;
      return { armId: model.armId, location: cell.location, series: () => series(model, cell) };
    },
  };
}

function lastName(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}

/** A sample each minute, zeros included. */
export const everyMinute: Sampling = { everyMinute: true, sparse: false };

/** A sample in each minute in which there was anything. */
export const whenAnything: Sampling = { everyMinute: true, sparse: true };

/** Of so many in a minute, how many there were in a second. */
export const perSecond = 1 / 60;
