import { z } from 'zod';
import { isStatistic } from './statistics.ts';

const mostQueries = 500;
const mostDatapoints = 100_800;

const dimension = z.strictObject({ Name: z.string().min(1).max(255), Value: z.string().min(1).max(1_024) });
const dimensionFilter = z.strictObject({
  Name: z.string().min(1).max(255),
  Value: z.string().min(1).optional(),
});

const period = z
  .int()
  .refine((seconds) => [1, 5, 10, 20, 30].includes(seconds) || (seconds > 0 && seconds % 60 === 0), {
    error: 'The parameter Period must be 1, 5, 10, 20, 30 or a multiple of 60',
  });

const statistic = z.string().refine(isStatistic, { error: 'The value for parameter Stat is not supported' });

const query = z.strictObject({
  Id: z
    .string()
    .regex(/^[a-z][a-zA-Z0-9_]*$/, { error: 'is not matched with the expression ^[a-z][a-zA-Z0-9_]*$' }),
  MetricStat: z.strictObject({
    Metric: z.strictObject({
      Namespace: z.string().min(1),
      MetricName: z.string().min(1),
      Dimensions: z.array(dimension).max(30).default([]),
    }),
    Period: period,
    Stat: statistic,
    Unit: z.string().optional(),
  }),
  Label: z.string().optional(),
  ReturnData: z.boolean().default(true),
  AccountId: z.string().optional(),
});

/** What GetMetricData takes; its instants are in seconds. */
export const metricDataInput = z
  .strictObject({
    MetricDataQueries: z
      .array(query)
      .min(1)
      .max(mostQueries, {
        error: `The collection MetricDataQueries must not have a size greater than ${mostQueries}.`,
      }),
    StartTime: z.number(),
    EndTime: z.number(),
    NextToken: z.string().optional(),
    ScanBy: z.enum(['TimestampDescending', 'TimestampAscending']).default('TimestampDescending'),
    MaxDatapoints: z.int().min(1).max(mostDatapoints).default(mostDatapoints),
    LabelOptions: z.strictObject({ Timezone: z.string().optional() }).optional(),
  })
  .refine((input) => input.StartTime < input.EndTime, {
    error: 'The parameter StartTime must be less than the parameter EndTime',
  })
  .refine(
    (input) => new Set(input.MetricDataQueries.map(({ Id }) => Id)).size === input.MetricDataQueries.length,
    {
      error: 'The values for parameter id in MetricDataQueries must be unique',
    },
  );

export type MetricDataInput = z.output<typeof metricDataInput>;

/** What ListMetrics takes. */
export const listMetricsInput = z.strictObject({
  Namespace: z.string().min(1).optional(),
  MetricName: z.string().min(1).optional(),
  Dimensions: z.array(dimensionFilter).max(10).default([]),
  RecentlyActive: z.literal('PT3H', { error: 'RecentlyActive must be PT3H' }).optional(),
  NextToken: z.string().optional(),
});

export type ListMetricsInput = z.output<typeof listMetricsInput>;

/** What GetMetricStatistics takes. */
export const metricStatisticsInput = z
  .strictObject({
    Namespace: z.string().min(1),
    MetricName: z.string().min(1),
    Dimensions: z.array(dimension).max(30).default([]),
    StartTime: z.number(),
    EndTime: z.number(),
    Period: period,
    Statistics: z
      .array(z.enum(['Average', 'Maximum', 'Minimum', 'SampleCount', 'Sum']))
      .min(1)
      .max(5),
    Unit: z.string().optional(),
  })
  .refine((input) => input.StartTime < input.EndTime, {
    error: 'The parameter StartTime must be less than the parameter EndTime',
  });

export type MetricStatisticsInput = z.output<typeof metricStatisticsInput>;
