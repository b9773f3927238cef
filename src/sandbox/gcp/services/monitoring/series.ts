import type { EpochMs } from '../../../../core/time.ts';
import { CurveReader } from '../../../estate/usage-figures.ts';
import type { MetricDescriptor } from '../../metrics/descriptor.ts';
import type { MetricSeries } from '../../metrics/source.ts';
import type { Aligner } from './aligners.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;
/** For how long a sample is not seen after it was taken. */
const delayMs = 3 * minuteMs;
/** For how long points are kept. */
const keptMs = 730 * dayMs;

/** The value of the period that ends at an instant; undefined where it has none. */
export type PeriodReader = (end: EpochMs) => number | undefined;

/** What of the time of a series can be seen: from the first full minute to the last. */
export function seenTime(
  { from, until }: Pick<MetricSeries, 'from' | 'until'>,
  now: EpochMs,
): { readonly first: EpochMs; readonly last: EpochMs } {
  return {
    first: Math.ceil(Math.max(from, now - keptMs) / minuteMs) * minuteMs,
    last: Math.floor(Math.min(until ?? now, now - delayMs) / minuteMs) * minuteMs,
  };
}

/** Reads a series period by period, as far as it can be seen by now. */
export function periodReader(
  series: MetricSeries,
  aligner: Aligner,
  periodMs: number,
  now: EpochMs,
): PeriodReader {
  const reader = new CurveReader(series.curve(), series.sampling);
  const factor = aligner.counts === true ? 1 : (series.factor ?? 1);
  const { first, last } = seenTime(series, now);
  return (end) => {
    const to = Math.min(last, Math.floor(end / minuteMs) * minuteMs);
    const from = Math.max(first, Math.floor((end - periodMs) / minuteMs) * minuteMs);
    const value = from < to ? aligner.read(reader, from, to) : undefined;
    return value === undefined ? undefined : value * factor;
  };
}

/** A value as the protocol writes it. */
export function valueText(value: number, valueType: MetricDescriptor['valueType']): string {
  return valueType === 'INT64'
    ? `{"int64Value":"${Math.round(value)}"}`
    : `{"doubleValue":${Math.round(value * 1e8) / 1e8}}`;
}
