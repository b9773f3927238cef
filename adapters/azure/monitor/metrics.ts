import type { Kind, Resource, ResourceOf, Signal } from 'bursar/adapter';
import type { MachineTypeOf } from '../machine-type-of.ts';

/** How a metric's values become points of a signal. */
export type Reading =
  /** A level as it is. */
  | 'level'
  /** What came in each step. */
  | 'count'
  /** So much a second, which makes so much in a step. */
  | 'rate'
  /** The percentage that is free, of which the rest is in use: the least that was free is the most that was used. */
  | 'free';

/** One metric of one resource. */
export interface Metric {
  /** An ARM id in lower case: not always that of the resource whose signal it makes. */
  readonly resource: string;
  /** Left out, the type of the resource, where the platform keeps its own metrics. */
  readonly namespace?: string;
  readonly name: string;
  readonly reading: Reading;
  /** No level above this can be true; samples above it are a driver's or an agent's garbage, and are dropped. */
  readonly most?: number;
}

/** How a signal is made of metrics, point by point. */
export type Expression =
  | { readonly type: 'metric'; readonly metric: Metric }
  /** No point where one of them has none. */
  | { readonly type: 'combined'; readonly by: 'sum' | 'max'; readonly of: readonly Expression[] }
  /** `part` as a percentage of `whole`. */
  | { readonly type: 'percentage'; readonly part: Expression; readonly whole: Expression };

/** How one series is read. */
export interface SeriesPlan {
  readonly expression: Expression;
  /** For people: `Azure Monitor microsoft.compute/virtualmachines Percentage CPU`. */
  readonly source: string;
  /** See {@link Series.sparse}. */
  readonly sparse?: boolean;
  /**
   * What an agent on the machine reports for each of several things by a dimension, of which at least so many have to
   * report: the largest of all counts. Such metrics are read one resource at a time, and are not there without an agent.
   */
  readonly each?: { readonly dimension: string; readonly least: number };
}

/** What a plan may need to know beside the resource. */
export interface PlanContext {
  readonly machineTypeOf: MachineTypeOf;
}

/** Where a signal of one kind comes from. */
export interface MetricSource {
  readonly kind: Kind;
  /** Undefined where Azure Monitor can have nothing to tell of this resource. */
  plan(resource: Resource, context: PlanContext): SeriesPlan | undefined;
}

/** A neutral signal in Azure Monitor's terms. */
export interface AzureSignal {
  readonly signal: Signal;
  readonly sources: readonly MetricSource[];
}

/** The actions of Azure's roles that reading metrics needs, in batches and one at a time alike. */
export const metricPermissions: readonly string[] = ['Microsoft.Insights/metrics/read'];

/** Declares the source of a signal for one kind; the resource's type comes from the kind. */
export function metricSource<K extends Kind>(source: {
  readonly kind: K;
  plan(resource: ResourceOf<K>, context: PlanContext): SeriesPlan | undefined;
}): MetricSource {
  // Telemetry looks a source up by the kind of the resource that it hands in (method parameters are bivariant).
  return source;
}

/** One metric that the platform keeps of a resource. */
export function metric(
  resource: string,
  name: string,
  reading: Reading,
  limits: { readonly most?: number } = {},
): Expression {
  return { type: 'metric', metric: { resource, name, reading, ...limits } };
}

/** The sum of metrics all of which are needed for a point. */
export function sumOf(of: readonly Expression[]): Expression {
  return { type: 'combined', by: 'sum', of };
}

/** The largest of expressions all of which are needed for a point. */
export function maxOf(of: readonly Expression[]): Expression {
  return { type: 'combined', by: 'max', of };
}

/** Where the platform's metrics of a resource come from, for people. */
export function platformSource({ id }: Pick<Resource, 'id'>, ...names: readonly string[]): string {
  return `Azure Monitor ${typeOf(id)} ${names.join(' + ')}`;
}

/** The type of a resource by its id, in lower case: `microsoft.sql/servers/databases`. */
export function typeOf(id: string): string {
  const parts = id.toLowerCase().split('/');
  const at = parts.lastIndexOf('providers');
  const namespace = parts[at + 1] ?? '';
  const types = parts.slice(at + 2).filter((_, index) => index % 2 === 0);
  return [namespace, ...types].join('/');
}

/** The namespace that a metric is in. */
export function namespaceOf({ resource, namespace }: Metric): string {
  return namespace ?? typeOf(resource);
}
