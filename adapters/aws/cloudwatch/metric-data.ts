import type { MetricDataQuery, MetricDataResult } from '@aws-sdk/client-cloudwatch';
import { DeniedError, type PointKind, ProtocolError, pagesOf, UnavailableError } from 'bursar/adapter';
import type { AwsClients } from '../client.ts';
import type { Points } from './evaluate.ts';
import type { Metric } from './metrics.ts';

/** The window that one call asks for: points at a step from a start, all metrics alike. */
export interface Window {
  readonly startAt: number;
  readonly endAt: number;
  readonly stepMs: number;
}

/** A metric and what is made of its samples. */
export interface MetricQuery {
  readonly metric: Metric;
  readonly points: PointKind;
}

/** The number of points of a window. */
export function lengthOf({ startAt, endAt, stepMs }: Window): number {
  return Math.max(0, Math.ceil((endAt - startAt) / stepMs));
}

/** AWS's limits of one call. */
const mostMetrics = 500;
const mostDatapoints = 100_800;

/** How many metrics of a window one call may ask for. */
export function metricsPerCall(window: Window): number {
  return Math.max(1, Math.min(mostMetrics, Math.floor(mostDatapoints / Math.max(1, lengthOf(window)))));
}

const statistics: Readonly<Record<PointKind, string>> = {
  average: 'Average',
  maximum: 'Maximum',
  sum: 'Sum',
};

/**
 * One GetMetricData call with all its pages: for each of the queries its points, or why it has none.
 * @throws what the SDK throws when the call as a whole fails.
 */
export async function metricData(
  clients: AwsClients,
  queries: readonly MetricQuery[],
  window: Window,
  abortSignal: AbortSignal,
): Promise<readonly (Points | Error)[]> {
  const { GetMetricDataCommand } = await import('@aws-sdk/client-cloudwatch');
  const cloudWatch = await clients.cloudWatch();
  const MetricDataQueries = queries.map((query, index) => queryOf(query, index, window.stepMs));
  const input = { MetricDataQueries, StartTime: new Date(window.startAt), EndTime: new Date(window.endAt) };
  const series = new Map(queries.map((query, index) => [`m${index}`, new SeriesBuilder(query, window)]));
  const pages = pagesOf('cloudwatch GetMetricData', async (NextToken) => {
    const answer = await cloudWatch.send(new GetMetricDataCommand({ ...input, NextToken }), { abortSignal });
    return { items: answer.MetricDataResults ?? [], next: answer.NextToken };
  });
  for await (const results of pages) for (const result of results) series.get(result.Id ?? '')?.add(result);
  return [...series.values()].map((builder) => builder.finish());
}

function queryOf({ metric, points }: MetricQuery, index: number, stepMs: number): MetricDataQuery {
  return {
    Id: `m${index}`,
    MetricStat: {
      Metric: {
        Namespace: metric.namespace,
        MetricName: metric.name,
        Dimensions: metric.dimensions.map(({ name, value }) => ({ Name: name, Value: value })),
      },
      Period: stepMs / 1_000,
      Stat: statistics[points],
    },
    ReturnData: true,
  };
}

/** Puts one metric's points together from as many pages as they come on. */
class SeriesBuilder {
  readonly #query: MetricQuery;
  readonly #window: Window;
  readonly #points: (number | undefined)[];
  #status: string | undefined;

  constructor(query: MetricQuery, window: Window) {
    this.#query = query;
    this.#window = window;
    this.#points = Array.from({ length: lengthOf(window) }, () => undefined);
  }

  add({ Timestamps = [], Values = [], StatusCode = 'Complete' }: MetricDataResult): void {
    this.#status = StatusCode;
    const { startAt, stepMs } = this.#window;
    for (const [index, timestamp] of Timestamps.entries()) {
      const slot = Math.floor((timestamp.getTime() - startAt) / stepMs);
      const value = Values[index];
      if (slot < 0 || slot >= this.#points.length || value === undefined) continue;
      this.#points[slot] = soundValue(value, this.#query);
    }
  }

  /** The points, once the last page has said that they are all there. */
  finish(): Points | Error {
    switch (this.#status) {
      case 'Complete':
        return this.#points;
      case 'Forbidden':
        return new DeniedError(`CloudWatch denies ${this.#query.metric.name}`, {
          permission: 'cloudwatch:GetMetricData',
        });
      case undefined:
        return new ProtocolError(`CloudWatch left out ${this.#query.metric.name}`);
      default:
        return new UnavailableError(`CloudWatch gave ${this.#query.metric.name} as ${this.#status}`);
    }
  }
}

/** By so much a level may exceed its limit for being an average of floating point numbers. */
const rounding = 1e-6;

/** A value that can have been measured; garbage is no value, neither a busy nor an idle one. */
function soundValue(value: number, { metric: { most }, points }: MetricQuery): number | undefined {
  if (!Number.isFinite(value) || value < 0) return undefined;
  if (most === undefined || points === 'sum') return value;
  return value > most * (1 + rounding) ? undefined : Math.min(value, most);
}
