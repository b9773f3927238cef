import type { EpochMs } from '../../../../core/time.ts';
import { CurveReader, type Figures } from '../../../estate/usage-figures.ts';
import type { MeasuredResource, MetricDefinition, MetricSeries } from '../../metrics/source.ts';
import type { Aggregation, MetricsQuestion } from './question.ts';

const minuteMs = 60_000;

/** All metrics of a resource that were asked for, in their order. */
export function metricsOf(resource: MeasuredResource, question: MetricsQuestion, now: EpochMs): unknown {
  const all = resource.series();
  return question.definitions.map((definition) => {
    const series = all.filter(({ metric }) => metric === definition.name);
    return metricOf(resource.armId, definition, series, question, now);
  });
}

function metricOf(
  armId: string,
  { name, title, unit }: MetricDefinition,
  series: readonly MetricSeries[],
  question: MetricsQuestion,
  now: EpochMs,
): unknown {
  return {
    id: `${armId}/providers/Microsoft.Insights/metrics/${name}`,
    type: 'Microsoft.Insights/metrics',
    name: { value: name, localizedValue: title },
    displayDescription: title,
    unit,
    timeseries: question.split ? splitSeries(series, question, now) : oneSeries(series, question, now),
    errorCode: 'Success',
  };
}

function splitSeries(series: readonly MetricSeries[], question: MetricsQuestion, now: EpochMs): unknown {
  const name = question.source.dimension ?? '';
  return series.slice(0, question.top).map((one) => ({
    metadatavalues: [{ name: { value: name, localizedValue: name }, value: one.part ?? '' }],
    data: dataOf([one], question, now),
  }));
}

function oneSeries(series: readonly MetricSeries[], question: MetricsQuestion, now: EpochMs): unknown {
  return series.length === 0 ? [] : [{ metadatavalues: [], data: dataOf(series, question, now) }];
}

/** One entry for each interval; without any figure where there were no samples. */
function dataOf(series: readonly MetricSeries[], question: MetricsQuestion, now: EpochMs): unknown[] {
  const { startAt, endAt, intervalMs } = question;
  const readers = series.map((one) => figuresReader(one, endAt, now));
  const data: unknown[] = [];
  for (let at = startAt; at < endAt; at += intervalMs) {
    const figures = readers.map((read) => read(at, at + intervalMs)).filter((one) => one !== undefined);
    const told = figures.length === 0 ? {} : toldOf(together(figures), question.aggregations);
    data.push({ timeStamp: new Date(at).toISOString().replace('.000Z', 'Z'), ...told });
  }
  return data;
}

function figuresReader(
  { curve, sampling, from, until, factor = 1 }: MetricSeries,
  endAt: EpochMs,
  now: EpochMs,
): (start: EpochMs, end: EpochMs) => Figures | undefined {
  const reader = new CurveReader(curve(), sampling);
  const first = Math.ceil(from / minuteMs) * minuteMs;
  // A sample is there when its minute is over.
  const last = Math.min(endAt, wholeMinutes(now), wholeMinutes(until ?? now));
  return (start, end) => {
    const figures = reader.figures(Math.max(first, start), Math.min(last, end));
    return (
      figures && {
        samples: figures.samples,
        sum: figures.sum * factor,
        minimum: figures.minimum * factor,
        maximum: figures.maximum * factor,
      }
    );
  };
}

function wholeMinutes(at: EpochMs): EpochMs {
  return Math.floor(at / minuteMs) * minuteMs;
}

/** The figures of several series, as though they were one. */
function together(figures: readonly Figures[]): Figures {
  return figures.reduce((a, b) => ({
    samples: a.samples + b.samples,
    sum: a.sum + b.sum,
    minimum: Math.min(a.minimum, b.minimum),
    maximum: Math.max(a.maximum, b.maximum),
  }));
}

function toldOf(
  { samples, sum, minimum, maximum }: Figures,
  aggregations: readonly Aggregation[],
): Readonly<Record<string, number>> {
  const average = Math.min(maximum, Math.max(minimum, sum / samples));
  const all = { average, minimum, maximum, total: sum, count: samples };
  return Object.fromEntries(aggregations.map((name) => [name, round(all[name])]));
}

function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
