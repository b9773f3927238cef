import {
  type EpochMs,
  ProtocolError,
  type Resource,
  type Series,
  type SeriesRequest,
  type SeriesResult,
} from 'bursar/adapter';
import type { ToldMetric, ToldMetrics } from './answer.ts';
import type { MetricsCall } from './call.ts';
import { combine, evaluate, metricsIn, type Points } from './evaluate.ts';
import { type Metric, namespaceOf, type SeriesPlan } from './metrics.ts';
import { type Aggregation, aggregationOf, lengthOf, pointsOf, type Window } from './points.ts';

/** A request with the plan to answer it. */
export interface Planned {
  readonly request: SeriesRequest;
  readonly plan: SeriesPlan;
  readonly window: Window;
  readonly interval: string;
}

/** Resources to ask the same about, at most as many as one call may name. */
export interface MetricsBatch {
  readonly call: MetricsCall;
  readonly resources: readonly string[];
}

/** What has been read: by call and resource, see {@link partOf}. */
export type Read = ReadonlyMap<string, ToldMetrics | Error>;

/** Azure's limits of one call, and of what an answer shall bring. */
const mostResources = 50;
const mostNames = 20;
const mostPoints = 60_000;

/** What is asked about one resource in one namespace and window. */
interface Part {
  readonly call: Omit<MetricsCall, 'names' | 'aggregations'>;
  readonly resource: string;
  readonly names: Map<string, string>;
  readonly aggregations: Set<Aggregation>;
}

/** Everything that is to be asked, in as few calls as Azure allows. */
export function batchesOf(planned: readonly Planned[]): readonly MetricsBatch[] {
  const parts = new Map<string, Part>();
  for (const one of planned) {
    for (const metric of metricsIn(one.plan.expression)) {
      const key = partOf(one, metric);
      const part = parts.get(key) ?? newPart(one, metric);
      parts.set(key, part);
      part.names.set(metric.name.toLowerCase(), metric.name);
      part.aggregations.add(aggregationOf(metric, one.request.points));
    }
  }
  const alike = Map.groupBy(parts.values(), (part) => {
    const { namespace, window, split } = part.call;
    const { startAt, endAt, stepMs } = window;
    return [namespace, startAt, endAt, stepMs, split, ...namesOf(part), ...aggregationsOf(part)].join('\n');
  });
  return [...alike.values()].flatMap(batchesOfAlike);
}

function newPart({ request, plan, window, interval }: Planned, metric: Metric): Part {
  const { region } = request.resource.scope;
  return {
    call: { region, namespace: namespaceOf(metric), window, interval, split: plan.each?.dimension },
    resource: metric.resource,
    names: new Map(),
    aggregations: new Set(),
  };
}

function batchesOfAlike(parts: readonly Part[]): readonly MetricsBatch[] {
  const [first] = parts;
  if (first === undefined) return [];
  const aggregations = aggregationsOf(first);
  return chunksOf(namesOf(first), mostNames).flatMap((names) => {
    const call = { ...first.call, names, aggregations };
    const pointsOfOne = lengthOf(call.window) * names.length;
    const fitting = Math.floor(mostPoints / Math.max(1, pointsOfOne));
    const size = call.split === undefined ? Math.max(1, Math.min(mostResources, fitting)) : 1;
    return chunksOf(parts, size).map((some) => ({ call, resources: some.map(({ resource }) => resource) }));
  });
}

function namesOf({ names }: Part): readonly string[] {
  return [...names.values()].toSorted((a, b) => (a < b ? -1 : 1));
}

function aggregationsOf({ aggregations }: Part): readonly Aggregation[] {
  return [...aggregations].toSorted((a, b) => (a < b ? -1 : 1));
}

/** Under what the answer about a metric's resource is kept. */
function partOf({ plan, window }: Pick<Planned, 'plan' | 'window'>, metric: Metric): string {
  const { startAt, endAt, stepMs } = window;
  return keyOf(metric.resource, { namespace: namespaceOf(metric), split: plan.each?.dimension }, [
    startAt,
    endAt,
    stepMs,
  ]);
}

/** The same of a resource of a batch. */
export function partOfBatch(resource: string, call: MetricsCall): string {
  const { startAt, endAt, stepMs } = call.window;
  return keyOf(resource, call, [startAt, endAt, stepMs]);
}

function keyOf(
  resource: string,
  { namespace, split }: Pick<MetricsCall, 'namespace' | 'split'>,
  window: readonly number[],
): string {
  return [resource, namespace, split ?? '', ...window].join('\n');
}

/** A request's answer from what has been read of its metrics. */
export function answerOf(planned: Planned, read: Read): SeriesResult {
  const { request, plan, window } = planned;
  const metrics = metricsIn(plan.expression);
  const told = new Map<Metric, ToldMetric | undefined>();
  for (const metric of metrics) {
    const part = read.get(partOf(planned, metric));
    if (part instanceof Error) return { request, error: part };
    const one = part?.get(metric.name.toLowerCase());
    if (one instanceof Error) return { request, error: one };
    // Only what an agent would report may be missing: what the platform keeps is told of, were it to say nothing.
    if (one === undefined && plan.each === undefined)
      return { request, error: new ProtocolError(`Azure Monitor left out ${metric.name}`) };
    told.set(metric, one);
  }
  const ofSplit = (split: string): Points =>
    evaluate(plan.expression, lengthOf(window), (metric) =>
      pointsOf(told.get(metric)?.series.get(split), metric, aggregationOf(metric, request.points), window),
    );
  const points = plan.each === undefined ? ofSplit('') : largest(plan.each, told, window, ofSplit);
  if (points.every((point) => point === undefined)) return { request, series: undefined };
  return { request, series: seriesOf(request.resource, plan, points, window) };
}

/** The largest of all splits; nothing unless as many of them report as there have to be. */
function largest(
  { least }: NonNullable<SeriesPlan['each']>,
  told: ReadonlyMap<Metric, ToldMetric | undefined>,
  window: Window,
  ofSplit: (split: string) => Points,
): Points {
  const splits = new Set([...told.values()].flatMap((metric) => [...(metric?.series.keys() ?? [])]));
  splits.delete('');
  return splits.size < least ? [] : combine('max', Array.from(splits, ofSplit), lengthOf(window));
}

/** A series that says nothing while nothing happens begins with its resource: before that a gap is not a zero. */
function seriesOf(
  { createdAt }: Resource,
  { source, sparse }: SeriesPlan,
  points: Points,
  window: Window,
): Series {
  const { startAt, stepMs } = window;
  if (sparse !== true) return { startAt, stepMs, points, source };
  const first = points.findIndex((point) => point !== undefined);
  const skipped = Math.max(0, Math.min(slotsBefore(createdAt, window), first));
  return { startAt: startAt + skipped * stepMs, stepMs, points: points.slice(skipped), sparse, source };
}

/** How many whole steps of a window had passed when something was created. */
function slotsBefore(createdAt: EpochMs | undefined, { startAt, stepMs }: Window): number {
  return createdAt === undefined ? 0 : Math.ceil((createdAt - startAt) / stepMs);
}

/** A list in pieces of a size. */
function chunksOf<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, chunk) =>
    items.slice(chunk * size, (chunk + 1) * size),
  );
}
