import type { SeriesRequest } from 'bursar/adapter';
import type { Grid } from './points.ts';
import type { SignalQuery } from './settings.ts';

/** Requests that one query can answer. */
export interface Batch {
  readonly template: string;
  /** What the evidence is said to come from. */
  readonly source: string;
  readonly grid: Grid;
  readonly requests: readonly SeriesRequest[];
}

const longestSource = 80;

/** Requests sorted by what they ask for and over which time, at most so many in one; those without a query left out. */
export function batchesOf(
  requests: readonly SeriesRequest[],
  queries: ReadonlyMap<string, SignalQuery>,
  most: number,
): readonly Batch[] {
  const alike = Map.groupBy(
    requests,
    ({ signal, points, startAt, endAt, stepMs }) => `${signal} ${points} ${startAt} ${endAt} ${stepMs}`,
  );
  return [...alike.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const query = queries.get(first.signal);
    const template = query?.[first.points];
    if (template === undefined) return [];
    const { startAt, endAt, stepMs } = first;
    const grid = { startAt, stepMs, length: Math.round((endAt - startAt) / stepMs) };
    const source = query?.source ?? template.slice(0, longestSource);
    return chunksOf(group, most).map((chunk) => ({ template, source, grid, requests: chunk }));
  });
}

function chunksOf<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
