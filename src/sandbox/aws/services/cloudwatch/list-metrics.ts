import type { EpochMs } from '../../../../core/time.ts';
import type { Cell } from '../../estate/estate.ts';
import type { MetricSeries, MetricSource } from '../../metrics/source.ts';
import { metricSources } from '../../metrics/sources.ts';
import { offsetOf, tokenOf } from '../../wire/page.ts';
import type { ListMetricsInput } from './inputs.ts';

const pageSize = 500;
/** What separates the sources, and in a source the resources, in a token. */
const sourceStep = 2 ** 40;
const resourceStep = 2 ** 10;

const dayMs = 86_400_000;
const listedForMs = 14 * dayMs;
const recentlyMs = 3 * 3_600_000;

/** The metrics that have had data of late, in pages of 500. */
export function listMetrics(input: ListMetricsInput, cell: Cell, now: EpochMs): unknown {
  const { NextToken, ...asked } = input;
  const list = `monitoring metrics ${cell.account.id} ${cell.region} ${JSON.stringify(asked)}`;
  const metrics: unknown[] = [];
  const since = now - (input.RecentlyActive === undefined ? listedForMs : recentlyMs);
  for (const [position, source, series] of candidates(input, cell, offsetOf(list, NextToken))) {
    if (!isAskedFor(series, input) || series.from >= now || (series.until ?? now) <= since) continue;
    if (metrics.length === pageSize) return { Metrics: metrics, NextToken: tokenOf(list, position) };
    const Dimensions = series.dimensions.map(([Name, Value]) => ({ Name, Value }));
    metrics.push({ Namespace: source.namespace, MetricName: series.metric, Dimensions });
  }
  return { Metrics: metrics };
}

type Candidate = readonly [position: number, source: MetricSource, series: MetricSeries];

/** Every series that could be meant, with its position, from a position on. */
function* candidates(input: ListMetricsInput, cell: Cell, from: number): Generator<Candidate, void, void> {
  for (const [number, source] of metricSources.entries()) {
    const base = number * sourceStep;
    if (base + sourceStep <= from || (input.Namespace ?? source.namespace) !== source.namespace) continue;
    const named = input.Dimensions.find(({ Name }) => Name === source.key)?.Value;
    const start = Math.max(0, from - base);
    const size = named === undefined ? source.size(cell) : 1;
    for (let index = Math.floor(start / resourceStep); index < size; index++) {
      const all = named === undefined ? source.seriesAt(cell, index) : source.seriesOf(cell, named);
      for (const [place, series] of all.entries()) {
        const position = base + index * resourceStep + place;
        if (position >= from) yield [position, source, series];
      }
    }
  }
}

function isAskedFor(series: MetricSeries, { MetricName, Dimensions }: ListMetricsInput): boolean {
  if (MetricName !== undefined && MetricName !== series.metric) return false;
  return Dimensions.every(({ Name, Value }) =>
    series.dimensions.some(([name, value]) => name === Name && (Value ?? value) === value),
  );
}
