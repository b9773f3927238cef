import type { protos } from '@google-cloud/monitoring';
import { type Page, ProtocolError, UnavailableError } from 'bursar/adapter';
import { z } from 'zod';
import type { GcpClients } from '../client.ts';
import { filterOf } from './filter.ts';
import type { Fields } from './metric.ts';

/** The window that one call asks for: points at a step from a start. */
export interface Window {
  readonly startAt: number;
  readonly endAt: number;
  readonly stepMs: number;
}

/** What one call asks for. */
export interface TimeSeriesCall {
  readonly type: string;
  readonly labels?: Fields;
  readonly by: string;
  readonly values: readonly string[];
  readonly window: Window;
  /** Absent: the headers only, of which series there are. */
  readonly aggregation?: Aggregation;
}

/** What Cloud Monitoring makes of the samples of a step, and of the series of a group. */
export interface Aggregation {
  readonly aligner: 'ALIGN_DELTA' | 'ALIGN_MAX' | 'ALIGN_MEAN' | 'ALIGN_SUM';
  readonly reducer: 'REDUCE_MAX' | 'REDUCE_SUM';
  readonly groupBy: readonly string[];
}

const labels = z.object({ labels: z.record(z.string(), z.string()).default({}) }).default({ labels: {} });
const schema = z
  .object({
    // Points are too many for a schema: they are looked at one by one where they are used.
    timeSeries: z
      .array(
        z.object({
          metric: labels,
          resource: labels,
          points: z.array(z.unknown()).default([]),
          unit: z.string().optional(),
        }),
      )
      .default([]),
    unit: z.string().default(''),
    executionErrors: z.array(z.object({ message: z.string().default('incomplete') })).default([]),
    nextPageToken: z.string().optional(),
  })
  .default({ timeSeries: [], unit: '', executionErrors: [] });

/** A series as it comes: its labels, the unit of its values, and its points with the newest first. */
export type RawSeries = z.output<typeof schema>['timeSeries'][number] & { readonly unit: string };

/** A page is read into memory whole: some three megabytes. */
const pointsPerPage = 20_000;
const headersPerPage = 5_000;

const headerFields = 'timeSeries(metric/labels,resource/labels),executionErrors,nextPageToken';
const pointFields =
  'timeSeries(metric/labels,resource/labels,unit,points(interval/endTime,value)),unit,executionErrors,nextPageToken';

/** One page of `timeSeries.list`. @throws {CloudError} */
export async function readPage(
  clients: GcpClients,
  { type, labels: fixed = {}, by, values, window, aggregation }: TimeSeriesCall,
  pageToken: string | undefined,
  signal: AbortSignal,
): Promise<Page<RawSeries>> {
  const monitoring = await clients.monitoring();
  const request: protos.google.monitoring.v3.IListTimeSeriesRequest = {
    name: `projects/${clients.project}`,
    filter: filterOf(type, fixed, by, values),
    interval: { startTime: timestamp(window.startAt), endTime: timestamp(window.endAt) },
    view: aggregation === undefined ? 'HEADERS' : 'FULL',
    pageSize: aggregation === undefined ? headersPerPage : pointsPerPage,
    ...(pageToken !== undefined && { pageToken }),
    ...(aggregation !== undefined && {
      aggregation: {
        alignmentPeriod: { seconds: window.stepMs / 1_000 },
        perSeriesAligner: aggregation.aligner,
        crossSeriesReducer: aggregation.reducer,
        groupByFields: [...aggregation.groupBy],
      },
    }),
  };
  const fields = aggregation === undefined ? headerFields : pointFields;
  const answer = await clients.send((options) => monitoring.listTimeSeries(request, options), {
    signal,
    fields,
  });
  const page = schema.safeParse(answer);
  if (!page.success)
    throw new ProtocolError(`monitoring timeSeries.list of ${type}: ${z.prettifyError(page.error)}`);
  const [incomplete] = page.data.executionErrors;
  if (incomplete !== undefined) throw new UnavailableError(`${type}: ${incomplete.message}`);
  const { timeSeries, unit, nextPageToken } = page.data;
  return {
    items: timeSeries.map((series) => ({ ...series, unit: series.unit ?? unit })),
    next: nextPageToken,
  };
}

/** The end of a point's period, as text; undefined where it is not told. */
export function endOf(point: unknown): string | undefined {
  const { endTime } = recordOf(recordOf(point)['interval']);
  return typeof endTime === 'string' ? endTime : undefined;
}

/** What was measured in a point's period; no number where it is not told. */
export function valueOf(point: unknown): number {
  const { doubleValue, int64Value } = recordOf(recordOf(point)['value']);
  return Number(doubleValue ?? int64Value ?? Number.NaN);
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  // An object's properties may be asked for by any name.
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

function timestamp(at: number): { readonly seconds: number; readonly nanos: number } {
  const seconds = Math.floor(at / 1_000);
  return { seconds, nanos: (at - seconds * 1_000) * 1_000_000 };
}
