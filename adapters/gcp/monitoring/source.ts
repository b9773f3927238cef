import type { Kind, Resource, ResourceOf, Signal } from 'bursar/adapter';
import type { MachineTypeOf } from '../machine-type-of.ts';
import type { MachineIds } from './machine-ids.ts';
import type { Metric, Parts, Points } from './metric.ts';

/** How one series is read. */
export interface SeriesPlan {
  readonly metrics: readonly Metric[];
  /** The series from the parts of each metric, in their order. */
  points(parts: readonly Parts[], length: number): Points;
  /** For people: `Cloud Monitoring compute.googleapis.com/instance/cpu/utilization`. */
  readonly source: string;
  /** See {@link Series.sparse}. */
  readonly sparse?: boolean;
}

/** What a plan may need to know beside the resource. */
export interface PlanContext {
  readonly machineTypeOf: MachineTypeOf;
  /** The numbers of the machines whose agents are asked; of those only that the source looks up. */
  readonly machineIds: MachineIds;
}

/** Where a signal of one kind comes from. */
export interface MetricSource {
  readonly kind: Kind;
  /** Whether it is asked by the number of a machine, which has to be looked up. */
  readonly byMachineId: boolean;
  /** Undefined where Cloud Monitoring can have nothing to tell of this resource. */
  plan(resource: Resource, context: PlanContext): SeriesPlan | undefined;
}

/** A neutral signal in Cloud Monitoring's terms. */
export interface GcpSignal {
  readonly signal: Signal;
  readonly sources: readonly MetricSource[];
}

/** Declares the source of a signal for one kind; the resource's type comes from the kind. */
export function metricSource<K extends Kind>(source: {
  readonly kind: K;
  readonly byMachineId?: boolean;
  plan(resource: ResourceOf<K>, context: PlanContext): SeriesPlan | undefined;
}): MetricSource {
  // Telemetry looks a source up by the kind of the resource that it hands in (method parameters are bivariant).
  return { byMachineId: false, ...source };
}

/** All parts of one metric as one. */
export function whole(
  metric: Metric,
  combine: (series: readonly Points[], length: number) => Points,
): SeriesPlan {
  return {
    metrics: [metric],
    points: ([parts], length) => combine([...(parts?.values() ?? [])], length),
    source: sourceOf(metric.type),
  };
}

/** For people: where some metrics come from. */
export function sourceOf(...types: readonly string[]): string {
  return `Cloud Monitoring ${types.join(' + ')}`;
}
