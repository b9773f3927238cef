import type { EpochMs } from '../../../../core/time.ts';
import type { Cell } from '../../estate/estate.ts';
import { ServiceError } from '../../service-error.ts';
import type { MetricStatisticsInput } from './inputs.ts';
import { periodsBetween } from './periods.ts';
import { findSeries, periodReader } from './series.ts';

const mostDatapoints = 1_440;

/** The points of one metric, in no order, as the older operation has them. */
export function getMetricStatistics(input: MetricStatisticsInput, cell: Cell, now: EpochMs): unknown {
  const periods = periodsBetween(input.StartTime * 1_000, input.EndTime * 1_000, input.Period * 1_000, now);
  if (periods.count > mostDatapoints)
    throw new ServiceError(
      'InvalidParameterCombination',
      `You have requested up to ${periods.count} datapoints, which exceeds the limit of ${mostDatapoints}.`,
    );
  const series = findSeries(cell, input);
  if (series === undefined || (input.Unit !== undefined && input.Unit !== series.unit))
    return { Label: input.MetricName, Datapoints: [] };
  const readers = input.Statistics.map((name) => [name, periodReader(series, name, periods, now)] as const);
  const points = Array.from({ length: periods.count }, (_, index) => {
    const values = readers.map(([name, read]) => [name, read(index)] as const);
    const Timestamp = (periods.startAt + index * periods.periodMs) / 1_000;
    return values.some(([, value]) => value === undefined)
      ? []
      : [{ Timestamp, ...Object.fromEntries(values), Unit: series.unit }];
  });
  return { Label: input.MetricName, Datapoints: points.flat() };
}
