import { NotFoundError, type PointKind, pagesOf } from 'bursar/adapter';
import type { GcpClients } from '../client.ts';
import { type Metric, type Parts, percentFactor, soundValue } from './metric.ts';
import { type Aggregation, endOf, type RawSeries, readPage, valueOf, type Window } from './time-series.ts';

/** A metric of one resource, and what is made of its samples. */
export interface MetricQuery {
  readonly metric: Metric;
  readonly points: PointKind;
}

/** The number of points of a window. */
export function lengthOf({ startAt, endAt, stepMs }: Window): number {
  return Math.max(0, Math.ceil((endAt - startAt) / stepMs));
}

/** Tells calls apart: queries of one such key can be answered by one call. */
export function callKey({ metric, points }: MetricQuery): string {
  const { type, labels, by, across } = metric;
  return JSON.stringify([type, labels, by, across, points, groupOf(metric)]);
}

/**
 * One call with all its pages, for queries that agree in their {@link callKey}: the parts of each. A type of metric that
 * nothing has ever reported in the project is not known there, which is as good as no series. @throws {CloudError}
 */
export async function readParts(
  clients: GcpClients,
  queries: readonly MetricQuery[],
  window: Window,
  signal: AbortSignal,
): Promise<readonly Parts[]> {
  const [first] = queries;
  if (first === undefined) return [];
  const { metric } = first;
  const slots = new Slots(window);
  const builders = queries.map((query) => new PartsBuilder(query, slots));
  const byValue = new Map<string, PartsBuilder[]>();
  for (const builder of builders) {
    for (const value of builder.metric.values) {
      const others = byValue.get(value);
      if (others === undefined) byValue.set(value, [builder]);
      else others.push(builder);
    }
  }
  const call = {
    type: metric.type,
    labels: metric.labels ?? {},
    by: metric.by,
    values: [...byValue.keys()],
    window,
    aggregation: aggregationOf(first),
  };
  const pages = pagesOf('monitoring timeSeries.list', (token) => readPage(clients, call, token, signal));
  try {
    for await (const page of pages) {
      for (const series of page)
        for (const builder of byValue.get(fieldOf(series, metric.by) ?? '') ?? []) builder.add(series);
    }
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error;
  }
  return builders.map((builder) => builder.parts);
}

function aggregationOf({ metric, points }: MetricQuery): Aggregation {
  const summed = metric.measure === 'delta' ? 'ALIGN_DELTA' : 'ALIGN_SUM';
  return {
    aligner: points === 'sum' ? summed : points === 'maximum' ? 'ALIGN_MAX' : 'ALIGN_MEAN',
    reducer: metric.across === 'sum' ? 'REDUCE_SUM' : 'REDUCE_MAX',
    groupBy: groupOf(metric),
  };
}

function groupOf({ by, within, apart }: Metric): readonly string[] {
  return [by, ...Object.keys(within ?? {}), ...(apart === undefined ? [] : [apart])];
}

/** What a field of a filter is in a series. */
function fieldOf({ metric, resource }: RawSeries, field: string): string | undefined {
  const [of, , ...name] = field.split('.');
  return (of === 'metric' ? metric : resource).labels[name.join('.')];
}

/** The places of a window; all series of a call have points at the same instants, which are read once. */
class Slots {
  readonly length: number;
  readonly #window: Window;
  readonly #known = new Map<string, number>();

  constructor(window: Window) {
    this.#window = window;
    this.length = lengthOf(window);
  }

  /** The place of the period that ends at an instant; outside of the window, or no number, where it has none. */
  of(end: string | undefined): number {
    if (end === undefined) return Number.NaN;
    const known = this.#known.get(end);
    if (known !== undefined) return known;
    const { startAt, stepMs } = this.#window;
    const slot = Math.ceil((Date.parse(end) - startAt) / stepMs) - 1;
    // Of what is misaligned there would be as many instants as points.
    if (this.#known.size <= 2 * this.length) this.#known.set(end, slot);
    return slot;
  }
}

/** Puts one metric's points together from as many pages as they come on. */
class PartsBuilder {
  readonly metric: Metric;
  readonly parts = new Map<string, (number | undefined)[]>();
  readonly #slots: Slots;
  readonly #summed: boolean;

  constructor({ metric, points }: MetricQuery, slots: Slots) {
    this.metric = metric;
    this.#slots = slots;
    this.#summed = points === 'sum';
  }

  add(series: RawSeries): void {
    const { metric } = this;
    for (const [field, value] of Object.entries(metric.within ?? {}))
      if (fieldOf(series, field) !== value) return;
    const points = this.#partOf(metric.apart === undefined ? '' : (fieldOf(series, metric.apart) ?? ''));
    const factor = metric.share === true ? percentFactor(series.unit) : 1;
    for (const point of series.points) {
      const slot = this.#slots.of(endOf(point));
      const value = soundValue(valueOf(point) * factor, metric, this.#summed);
      if (value === undefined || !(slot >= 0 && slot < points.length)) continue;
      points[slot] = this.#joined(points[slot], value);
    }
  }

  #partOf(key: string): (number | undefined)[] {
    const known = this.parts.get(key);
    if (known !== undefined) return known;
    const points: (number | undefined)[] = Array.from({ length: this.#slots.length }, () => undefined);
    this.parts.set(key, points);
    return points;
  }

  /** A machine that was made anew has several numbers, each with a series of its own. */
  #joined(known: number | undefined, value: number): number {
    if (known === undefined) return value;
    return this.metric.across === 'sum' ? known + value : Math.max(known, value);
  }
}
