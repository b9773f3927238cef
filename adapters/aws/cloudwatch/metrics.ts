import type { Kind, Resource, ResourceOf, Signal } from 'bursar/adapter';
import type { MachineTypeOf } from '../machine-type-of.ts';
import type { AgentMetric, AgentMetrics } from './agent-metrics.ts';
import type { Dimension } from './dimension.ts';

/** One CloudWatch metric of one resource. */
export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: readonly Dimension[];
  /** No level above this can be true; samples above it are a driver's or an agent's garbage, and are dropped. */
  readonly most?: number;
}

/** How a signal is made of metrics, point by point. */
export type Expression =
  | { readonly type: 'metric'; readonly metric: Metric }
  /** No point where one of the required has none; of the optional, those that have one count. */
  | {
      readonly type: 'combined';
      readonly by: 'sum' | 'max';
      readonly required: readonly Expression[];
      readonly optional: readonly Expression[];
    }
  /** `part` as a percentage of `whole`. */
  | { readonly type: 'percentage'; readonly part: Expression; readonly whole: Expression }
  | { readonly type: 'scaled'; readonly of: Expression; readonly factor: number; readonly most: number };

/** How one series is read. */
export interface SeriesPlan {
  readonly expression: Expression;
  /** For people: `CloudWatch AWS/EC2 CPUUtilization`. */
  readonly source: string;
  /** See {@link Series.sparse}. */
  readonly sparse?: boolean;
}

/** What a plan may need to know beside the resource. */
export interface PlanContext {
  /** What agents report; of the metrics that the source looks up. */
  readonly agent: AgentMetrics;
  readonly machineTypeOf: MachineTypeOf;
}

/** Where a signal of one kind comes from. */
export interface MetricSource {
  readonly kind: Kind;
  /** The agent's metrics, whose dimensions differ from machine to machine and have to be looked up. */
  readonly lookup: readonly AgentMetric[];
  /** Undefined where CloudWatch can have nothing to tell of this resource. */
  plan(resource: Resource, context: PlanContext): SeriesPlan | undefined;
}

/** A neutral signal in CloudWatch's terms. */
export interface AwsSignal {
  readonly signal: Signal;
  readonly sources: readonly MetricSource[];
}

/** Declares the source of a signal for one kind; the resource's type comes from the kind. */
export function metricSource<K extends Kind>(source: {
  readonly kind: K;
  readonly lookup?: readonly AgentMetric[];
  plan(resource: ResourceOf<K>, context: PlanContext): SeriesPlan | undefined;
}): MetricSource {
  // Telemetry looks a source up by the kind of the resource that it hands in (method parameters are bivariant).
  return { lookup: [], ...source };
}

/** The IAM actions that a source needs. */
export function sourcePermissions({ lookup }: MetricSource): readonly string[] {
  return lookup.length === 0
    ? ['cloudwatch:GetMetricData']
    : ['cloudwatch:GetMetricData', 'cloudwatch:ListMetrics'];
}

/** One metric, by its dimensions. */
export function metric(
  namespace: string,
  name: string,
  dimensions: Readonly<Record<string, string>>,
  limits: { readonly most?: number } = {},
): Expression {
  const list = Object.entries(dimensions).map(([key, value]) => ({ name: key, value }));
  return { type: 'metric', metric: { namespace, name, dimensions: list, ...limits } };
}

/** The sum of metrics all of which are needed for a point; the optional ones are added where they are there. */
export function sumOf(required: readonly Expression[], optional: readonly Expression[] = []): Expression {
  return { type: 'combined', by: 'sum', required, optional };
}

/** The largest of expressions all of which are needed for a point. */
export function maxOfAll(required: readonly Expression[]): Expression {
  return { type: 'combined', by: 'max', required, optional: [] };
}

/** The largest of whichever expressions have a point. */
export function maxOfAny(optional: readonly Expression[]): Expression {
  return { type: 'combined', by: 'max', required: [], optional };
}

/** The last part of an ARN, as CloudWatch's dimensions name most things: `i-0abc` of `…:instance/i-0abc`. */
export function shortId({ id }: Resource): string {
  return id.slice(Math.max(id.lastIndexOf('/'), id.lastIndexOf(':')) + 1);
}
