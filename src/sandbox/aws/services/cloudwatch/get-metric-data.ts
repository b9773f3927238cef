import type { EpochMs } from '../../../../core/time.ts';
import { mixText } from '../../../seeded.ts';
import type { Cell } from '../../estate/estate.ts';
import { offsetOf, tokenOf } from '../../wire/page.ts';
import type { MetricDataInput } from './inputs.ts';
import { periodsBetween } from './periods.ts';
import { findSeries, periodReader } from './series.ts';

/** More periods than there can be: what separates the queries in a token. */
const queryStep = 2 ** 24;

interface Result {
  readonly Id: string;
  readonly Label: string;
  readonly Timestamps: number[];
  readonly Values: number[];
  readonly StatusCode: 'Complete' | 'PartialData';
}

/**
 * The points of each query, one query after the other, until there are as many as may be told at once; the token then
 * tells at which period of which query the rest begins.
 */
export function getMetricData(input: MetricDataInput, cell: Cell, now: EpochMs): unknown {
  const { NextToken, ...asked } = input;
  const list = `monitoring data ${cell.account.id} ${cell.region} ${mixText(0, JSON.stringify(asked))}`;
  const from = offsetOf(list, NextToken);
  const results: Result[] = [];
  let room = input.MaxDatapoints;
  for (let index = Math.floor(from / queryStep); index < input.MetricDataQueries.length; index++) {
    const first = Math.max(0, from - index * queryStep);
    const { result, next } = resultOf(input, index, first, room, cell, now);
    if (result !== undefined) results.push(result);
    if (next !== undefined) return answerOf(results, { NextToken: tokenOf(list, index * queryStep + next) });
    room -= result?.Values.length ?? 0;
  }
  return answerOf(results, {});
}

function answerOf(results: readonly Result[], token: { readonly NextToken?: string }): unknown {
  return { MetricDataResults: results, Messages: [], ...token };
}

function resultOf(
  input: MetricDataInput,
  index: number,
  first: number,
  room: number,
  cell: Cell,
  now: EpochMs,
): { readonly result?: Result; readonly next?: number } {
  const query = input.MetricDataQueries[index];
  if (query === undefined || !query.ReturnData) return {};
  const { Metric, Period, Stat, Unit } = query.MetricStat;
  const Timestamps: number[] = [];
  const Values: number[] = [];
  const told = { Id: query.Id, Label: query.Label ?? Metric.MetricName, Timestamps, Values };
  const complete = { result: { ...told, StatusCode: 'Complete' } } as const;
  const series = findSeries(cell, Metric);
  if (series === undefined || (Unit !== undefined && Unit !== series.unit)) return complete;
  const periods = periodsBetween(input.StartTime * 1_000, input.EndTime * 1_000, Period * 1_000, now);
  const read = periodReader(series, Stat, periods, now);
  const ascending = input.ScanBy === 'TimestampAscending';
  for (let step = first; step < periods.count; step++) {
    const period = ascending ? step : periods.count - 1 - step;
    const value = read(period);
    if (value === undefined) continue;
    if (Values.length === room)
      return room === 0 ? { next: step } : { result: { ...told, StatusCode: 'PartialData' }, next: step };
    Timestamps.push((periods.startAt + period * periods.periodMs) / 1_000);
    Values.push(value);
  }
  return complete;
}
