import type { EpochMs, Series, SeriesRequest, SeriesResult } from 'bursar/adapter';
import { chunksOf, textsPerCall } from './filter.ts';
import type { Parts, Points } from './metric.ts';
import { callKey, lengthOf, type MetricQuery } from './read-parts.ts';
import type { SeriesPlan } from './source.ts';
import type { Window } from './time-series.ts';

/** A request with the plan to answer it. */
export interface Planned {
  readonly request: SeriesRequest;
  readonly plan: SeriesPlan;
  readonly queries: readonly MetricQuery[];
}

/** Queries that one call can answer, all of one window. */
export interface Batch {
  readonly window: Window;
  readonly queries: readonly MetricQuery[];
}

/** Points that a call should not have many more of, so that its answer is not too large. */
const mostPoints = 100_000;

/** Queries of one window and metric together, as many as one call can answer. */
export function batchesOf(planned: readonly Planned[]): readonly Batch[] {
  const groups = Map.groupBy(
    planned.flatMap(({ request, queries }) => queries.map((query) => ({ request, query }))),
    ({ request: { startAt, endAt, stepMs }, query }) => `${startAt} ${endAt} ${stepMs} ${callKey(query)}`,
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { startAt, endAt, stepMs } = first.request;
    const window = { startAt, endAt, stepMs };
    const texts = group.flatMap(({ query }) => query.metric.values);
    const size = Math.min(textsPerCall(texts), Math.ceil(mostPoints / Math.max(1, lengthOf(window))));
    const most = Math.max(1, ...group.map(({ query }) => query.metric.values.length));
    return chunksOf(group, Math.max(1, Math.floor(size / most))).map((chunk) => ({
      window,
      queries: chunk.map(({ query }) => query),
    }));
  });
}

/** What has been read, by the query itself. */
export type ReadParts = ReadonlyMap<MetricQuery, Parts | Error>;

/** A request's answer from what has been read of its metrics. */
export function answerOf({ request, plan, queries }: Planned, read: ReadParts): SeriesResult {
  const parts: Parts[] = [];
  for (const query of queries) {
    const found = read.get(query);
    if (found instanceof Error) return { request, error: found };
    parts.push(found ?? new Map());
  }
  const length = lengthOf(request);
  const points = sinceCreation(request, plan.points(parts, length));
  if (points.every((point) => point === undefined)) return { request, series: undefined };
  return { request, series: seriesOf(request, plan, points) };
}

/** What was before a resource was made is of another one that had its name. */
function sinceCreation(request: SeriesRequest, points: Points): Points {
  const before = slotsBefore(request.resource.createdAt, request);
  return before <= 0 ? points : points.map((point, slot) => (slot < before ? undefined : point));
}

/** A series that says nothing while nothing happens begins with its resource: before that a gap is not a zero. */
function seriesOf(request: SeriesRequest, { source, sparse }: SeriesPlan, points: Points): Series {
  const { startAt, stepMs } = request;
  if (sparse !== true) return { startAt, stepMs, points, source };
  const skipped = Math.max(0, slotsBefore(request.resource.createdAt, request));
  return { startAt: startAt + skipped * stepMs, stepMs, points: points.slice(skipped), sparse, source };
}

/** How many steps of a window had begun when something was created. */
function slotsBefore(createdAt: EpochMs | undefined, { startAt, stepMs }: Window): number {
  return createdAt === undefined ? 0 : Math.ceil((createdAt - startAt) / stepMs);
}
