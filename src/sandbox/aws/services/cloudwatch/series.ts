import type { EpochMs } from '../../../../core/time.ts';
import { slotMs } from '../../../estate/usage.ts';
import { CurveReader } from '../../../estate/usage-figures.ts';
import type { Cell } from '../../estate/estate.ts';
import type { MetricSeries } from '../../metrics/source.ts';
import { metricSources } from '../../metrics/sources.ts';
import type { Periods } from './periods.ts';
import { statisticOf } from './statistics.ts';

interface MetricName {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions: readonly { readonly Name: string; readonly Value: string }[];
}

const minuteMs = 60_000;

/** The series that has exactly these dimensions; with one more or less it is another metric, which has no data. */
export function findSeries(cell: Cell, metric: MetricName): MetricSeries | undefined {
  const wanted = new Map(metric.Dimensions.map(({ Name, Value }) => [Name, Value]));
  for (const source of metricSources) {
    const name = source.namespace === metric.Namespace ? wanted.get(source.key) : undefined;
    if (name === undefined) continue;
    const found = source
      .seriesOf(cell, name)
      .find(
        (series) =>
          series.metric === metric.MetricName &&
          series.dimensions.length === wanted.size &&
          series.dimensions.every(([key, value]) => wanted.get(key) === value),
      );
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Figures of a series by the number of the period; undefined where it has none. */
export type PeriodReader = (index: number) => number | undefined;

/** Reads one statistic of a series over periods, as far as samples have been taken by now. */
export function periodReader(
  series: MetricSeries,
  stat: string,
  { startAt, endAt, periodMs }: Periods,
  now: EpochMs,
): PeriodReader {
  const reader = new CurveReader(series.curve(), series.sampling);
  const statistic = statisticOf(stat);
  const factor = stat === 'SampleCount' ? 1 : (series.factor ?? 1);
  const sampleMs = series.sampling.everyMinute ? minuteMs : slotMs;
  const first = Math.ceil(series.from / minuteMs) * minuteMs;
  // A sample is there when its time is over.
  const taken = Math.floor(now / sampleMs) * sampleMs;
  const last = Math.min(endAt, taken, Math.floor((series.until ?? now) / minuteMs) * minuteMs);
  return (index) => {
    const from = startAt + index * periodMs;
    const value = statistic(reader, Math.max(first, from), Math.min(last, from + periodMs));
    return value === undefined ? undefined : Math.round(value * factor * 1e4) / 1e4;
  };
}
