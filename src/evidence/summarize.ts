import type {
  Measure,
  PointKind,
  Series,
  Signal,
  SignalEvidence,
  SignalNeed,
  Statistic,
} from '../core/signal.ts';
import { durationMs } from '../core/time.ts';
import type { EvidenceResult } from '../policy/verdict-of.ts';

const hourMs = 3_600_000;

/** The points a statistic is made from: peaks from maxima, totals from sums, and counters always from sums. */
export function pointKindOf(measure: Measure, statistic: Statistic): PointKind {
  if (measure === 'counter' || statistic === 'sum') return 'sum';
  return statistic === 'max' ? 'maximum' : 'average';
}

/** The step at which a window is read: five minutes up to three days, an hour beyond. */
export function stepMsOf(windowMs: number): number {
  return windowMs <= 72 * hourMs ? 300_000 : hourMs;
}

/** One figure from a series, or why there is none: no data at all, or too little of the window covered. */
export function summarize(signal: Signal, need: SignalNeed, series: Series | undefined): EvidenceResult {
  const present = series?.points.filter((point) => point !== undefined) ?? [];
  if (series === undefined || present.length === 0) {
    return { status: 'absent', reason: `${need.signal}: no data` };
  }
  const values = series.sparse ? series.points.map((point) => point ?? 0) : present;
  const expected = Math.max(1, Math.round(durationMs(need.window) / series.stepMs));
  const coverage = Math.min(1, values.length / expected);
  if (coverage < need.minCoverage) {
    return {
      status: 'absent',
      reason: `${need.signal}: ${percent(coverage)} of ${need.window} covered, ${percent(need.minCoverage)} needed`,
    };
  }
  const isPerHour = signal.measure === 'counter' && need.statistic !== 'sum';
  const value: SignalEvidence = {
    signal: need.signal,
    unit: signal.unit,
    value: statisticOf(values, need.statistic) * (isPerHour ? hourMs / series.stepMs : 1),
    ...(isPerHour && { per: 'hour' }),
    window: need.window,
    statistic: need.statistic,
    coverage,
    samples: values.length,
    newestAt:
      series.startAt + (series.points.findLastIndex((point) => point !== undefined) + 1) * series.stepMs,
    source: series.source,
  };
  return { status: 'known', value };
}

/** A statistic over at least one value; percentiles by the nearest rank, so that the result is a value that was seen. */
export function statisticOf(values: readonly number[], statistic: Statistic): number {
  switch (statistic) {
    case 'sum':
      return sum(values);
    case 'mean':
      return sum(values) / values.length;
    case 'max':
      return values.reduce((highest, value) => Math.max(highest, value), Number.NEGATIVE_INFINITY);
    case 'p50':
    case 'p90':
    case 'p95':
    case 'p99':
      return percentile(values, Number(statistic.slice(1)));
  }
}

function percentile(values: readonly number[], rank: number): number {
  const sorted = Float64Array.from(values).toSorted();
  return sorted[Math.max(0, Math.ceil((rank / 100) * sorted.length) - 1)] ?? Number.NaN;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function percent(share: number): string {
  return `${Math.floor(share * 100)} %`;
}
