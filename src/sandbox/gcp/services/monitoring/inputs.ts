import type { EpochMs } from '../../../../core/time.ts';
import type { GoogleError } from '../../google-error.ts';
import { invalidArgument } from '../../refusals.ts';
import { type Aligner, alignerOf } from './aligners.ts';
import { canonicalField, type Filter, parseFilter } from './filter.ts';
import { type Reducer, reducerOf } from './reducers.ts';

/** What `timeSeries.list` is asked. */
export interface TimeSeriesQuery {
  readonly filter: Filter;
  /** All instants after the start, up to and including the end. */
  readonly start: EpochMs;
  readonly end: EpochMs;
  /** Absent: the samples as they were taken. */
  readonly aggregation?: Aggregation;
  readonly headersOnly: boolean;
  readonly pageSize: number;
  readonly pageToken: string | null;
  /** All that was asked but for the token, by which a token is bound to its list. */
  readonly asked: string;
}

/** How samples are put together. */
export interface Aggregation {
  readonly periodMs: number;
  readonly aligner: Aligner;
  readonly reducer?: Reducer;
  readonly groupBy: readonly string[];
}

/** The names of the query's parameters. */
export const timeSeriesParameters = [
  'filter',
  'interval.startTime',
  'interval.endTime',
  'aggregation.alignmentPeriod',
  'aggregation.perSeriesAligner',
  'aggregation.crossSeriesReducer',
  'aggregation.groupByFields',
  'orderBy',
  'view',
  'pageSize',
  'pageToken',
] as const;

const mostResults = 100_000;
const leastPeriodMs = 60_000;
const mostPeriodMs = 104 * 7 * 86_400_000;

/** Reads and checks a query. @throws {GoogleError} */
export function timeSeriesQuery(query: URLSearchParams): TimeSeriesQuery {
  const asked = new URLSearchParams(query);
  asked.delete('pageToken');
  const { start, end } = intervalOf(query);
  const view = query.get('view') ?? '0';
  const headersOnly = view === '1' || view === 'HEADERS';
  if (!headersOnly && view !== '0' && view !== 'FULL') throw invalid('view', view, 'It is no view.');
  const aggregation = aggregationOf(query);
  return {
    filter: filterOf(query.get('filter') ?? ''),
    start,
    end,
    ...(aggregation !== undefined && { aggregation }),
    headersOnly,
    pageSize: pageSizeOf(query.get('pageSize')),
    pageToken: query.get('pageToken'),
    asked: asked.toString(),
  };
}

function filterOf(text: string): Filter {
  if (text.trim() === '') throw invalid('filter', '', 'A filter must be specified.');
  const filter = parseFilter(text);
  if (typeof filter === 'string') throw invalid('filter', text, filter);
  return filter;
}

function intervalOf(query: URLSearchParams): { readonly start: EpochMs; readonly end: EpochMs } {
  const given = query.get('interval.endTime');
  if (given === null) throw invalid('interval.endTime', '', 'The end time is required.');
  const end = instantOf('interval.endTime', given);
  const from = query.get('interval.startTime');
  // Without a start, it is one instant.
  const start = from === null ? end - 1 : instantOf('interval.startTime', from);
  if (start > end)
    throw invalid('interval.startTime', from ?? '', 'The start time must be before the end time.');
  return { start, end };
}

function instantOf(field: string, text: string): EpochMs {
  const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(instant)) throw invalid(field, text, 'It is no instant of RFC 3339.');
  return instant;
}

function aggregationOf(query: URLSearchParams): Aggregation | undefined {
  const alignerName = query.get('aggregation.perSeriesAligner') ?? '0';
  const reducerName = query.get('aggregation.crossSeriesReducer') ?? '0';
  const reduces = reducerName !== '0' && reducerName !== 'REDUCE_NONE';
  if (alignerName === '0' || alignerName === 'ALIGN_NONE') {
    if (!reduces) return undefined;
    const problem = 'The aligner must be specified and must not be ALIGN_NONE when a reducer is specified.';
    throw invalid('aggregation.perSeriesAligner', alignerName, problem);
  }
  const aligner = alignerOf(alignerName);
  if (aligner === undefined)
    throw invalid('aggregation.perSeriesAligner', alignerName, 'The aligner is not supported.');
  const reducer = reduces ? reducerOf(reducerName) : undefined;
  if (reduces && reducer === undefined)
    throw invalid('aggregation.crossSeriesReducer', reducerName, 'The reducer is not supported.');
  return {
    periodMs: periodOf(query.get('aggregation.alignmentPeriod') ?? ''),
    aligner,
    ...(reducer !== undefined && { reducer }),
    groupBy: query.getAll('aggregation.groupByFields').map(canonicalField),
  };
}

/** `3600s` or, of fractions, `3600.0s`. */
function periodOf(text: string): number {
  const periodMs = Number(/^(\d+(?:\.\d+)?)s$/.exec(text)?.[1] ?? Number.NaN) * 1_000;
  if (Number.isNaN(periodMs) || periodMs < leastPeriodMs || periodMs > mostPeriodMs)
    throw invalid('aggregation.alignmentPeriod', text, 'The alignment period must be at least 60 seconds.');
  return periodMs;
}

function pageSizeOf(text: string | null): number {
  const size = Number(text ?? 0);
  if (!Number.isInteger(size) || size < 0) throw invalid('pageSize', text ?? '', 'It is no size of a page.');
  return size === 0 ? mostResults : Math.min(size, mostResults);
}

/** A refusal of one field, as Cloud Monitoring words it. */
export function invalid(field: string, value: string, problem: string): GoogleError {
  return invalidArgument(`Field ${field} had an invalid value of "${value}": ${problem}`);
}
