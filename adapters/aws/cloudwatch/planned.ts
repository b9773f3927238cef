import type { EpochMs, Series, SeriesRequest, SeriesResult } from 'bursar/adapter';
import { evaluate, type Points } from './evaluate.ts';
import { lengthOf, type MetricQuery, metricsPerCall, type Window } from './metric-data.ts';
import type { Metric, SeriesPlan } from './metrics.ts';

/** A request with the plan to answer it. */
export interface Planned {
  readonly request: SeriesRequest;
  readonly plan: SeriesPlan;
  readonly queries: readonly MetricQuery[];
}

/** Requests of one window together, as many as one call can answer; one that needs more has a batch to itself. */
export function batchesOf(planned: readonly Planned[]): readonly (readonly Planned[])[] {
  const batches: Planned[][] = [];
  const windows = Map.groupBy(planned, ({ request: { startAt, endAt, stepMs } }) =>
    [startAt, endAt, stepMs].join(),
  );
  for (const ofWindow of windows.values()) {
    let batch: Planned[] = [];
    let room = 0;
    for (const one of ofWindow) {
      if (batch.length === 0 || one.queries.length > room) {
        batch = [];
        batches.push(batch);
        room = metricsPerCall(one.request);
      }
      batch.push(one);
      room -= one.queries.length;
    }
  }
  return batches;
}

/** What has been read, by {@link queryKey}. */
export type ReadPoints = ReadonlyMap<string, Points | Error>;

/** Tells queries apart. */
export function queryKey({ metric, points }: MetricQuery): string {
  const dimensions = metric.dimensions.map(({ name, value }) => [name, value]);
  return JSON.stringify([metric.namespace, metric.name, points, dimensions]);
}

/** A request's answer from what has been read of its metrics. */
export function answerOf({ request, plan, queries }: Planned, read: ReadPoints): SeriesResult {
  for (const query of queries) {
    const points = read.get(queryKey(query));
    if (points instanceof Error) return { request, error: points };
  }
  const pointsOf = (metric: Metric): Points => {
    const points = read.get(queryKey({ metric, points: request.points }));
    return points === undefined || points instanceof Error ? [] : points;
  };
  const points = evaluate(plan.expression, lengthOf(request), pointsOf);
  if (points.every((point) => point === undefined)) return { request, series: undefined };
  return { request, series: seriesOf(request, plan, points) };
}

/**
 * A series that says nothing while nothing happens begins with its resource: before that a gap is not a zero.
 */
function seriesOf(request: Window & SeriesRequest, { source, sparse }: SeriesPlan, points: Points): Series {
  const { startAt, stepMs, resource } = request;
  if (sparse !== true) return { startAt, stepMs, points, source };
  const before = slotsBefore(resource.createdAt, request);
  const first = points.findIndex((point) => point !== undefined);
  const skipped = Math.max(0, Math.min(before, first));
  return { startAt: startAt + skipped * stepMs, stepMs, points: points.slice(skipped), sparse, source };
}

/** How many whole steps of a window had passed when something was created. */
function slotsBefore(createdAt: EpochMs | undefined, { startAt, stepMs }: Window): number {
  return createdAt === undefined ? 0 : Math.ceil((createdAt - startAt) / stepMs);
}

/** A list in pieces of a size. */
export function chunksOf<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, chunk) =>
    items.slice(chunk * size, (chunk + 1) * size),
  );
}
