import type { MetricsQueryResult } from '@azure/monitor-query-metrics';
import { ProtocolError, UnavailableError } from 'bursar/adapter';
import { z } from 'zod';
import { type Aggregation, type Datum, type Grids, gridsOf, type Window } from './points.ts';

/** One metric as an answer tells it. */
export interface ToldMetric {
  /** By the values of the dimension that was split by, in lower case; by an empty text where none was. */
  readonly series: ReadonlyMap<string, Grids>;
}

/** The metrics of one resource by their names in lower case; of one that failed, why. */
export type ToldMetrics = ReadonlyMap<string, ToldMetric | Error>;

/** What was asked, as far as it decides what is kept of an answer. */
export interface Asked {
  readonly aggregations: readonly Aggregation[];
  readonly window: Window;
}

interface Series {
  readonly metadatavalues?: readonly { readonly value?: string | undefined }[] | undefined;
  readonly grids: Grids;
}

/** A resource of a batch as the SDK gives it. The SDK's `name` is a title for people, in the caller's language. */
export function toldOfBatch({ metrics }: MetricsQueryResult, asked: Asked): ToldMetrics {
  return new Map(
    metrics.map(({ id, errorCode, timeseries }) =>
      told(
        id,
        errorCode,
        timeseries.map((series) => seriesOf(series, asked)),
      ),
    ),
  );
}

const figure = z
  .number()
  .nullish()
  .transform((value) => value ?? undefined);

const singleAnswer = z.object({
  value: z.array(
    z.object({
      id: z.string(),
      errorCode: z.string().optional(),
      timeseries: z
        .array(
          z.object({
            metadatavalues: z.array(z.object({ value: z.string().default('') })).default([]),
            data: z
              .array(
                z.object({
                  timeStamp: z.coerce.date(),
                  average: figure,
                  maximum: figure,
                  minimum: figure,
                  total: figure,
                }),
              )
              .default([]),
          }),
        )
        .default([]),
    }),
  ),
});

/** The answer about a single resource, which no client of the SDK reads. @throws {ProtocolError} */
export function toldOfSingle(body: unknown, asked: Asked): ToldMetrics {
  const parsed = singleAnswer.safeParse(body);
  if (!parsed.success)
    throw new ProtocolError('Azure Monitor answered with something that is no list of metrics');
  return new Map(
    parsed.data.value.map(({ id, errorCode, timeseries }) =>
      told(
        id,
        errorCode,
        timeseries.map((series) => seriesOf(series, asked)),
      ),
    ),
  );
}

function seriesOf(
  {
    metadatavalues,
    data = [],
  }: Pick<Series, 'metadatavalues'> & { readonly data?: readonly Datum[] | undefined },
  { aggregations, window }: Asked,
): Series {
  return { metadatavalues, grids: gridsOf(data, aggregations, window) };
}

/** A metric by its name in lower case, or why there is nothing of it. */
export function told(
  id: string,
  errorCode: string | undefined,
  timeseries: readonly Series[],
): readonly [string, ToldMetric | Error] {
  const name = nameIn(id);
  if (errorCode !== undefined && errorCode !== 'Success')
    return [name, new UnavailableError(`Azure Monitor gave ${name} as ${errorCode}`)];
  const series = timeseries.map(
    ({ metadatavalues = [], grids }) =>
      [metadatavalues.map(({ value = '' }) => value.toLowerCase()).join(), grids] as const,
  );
  return [name, { series: new Map(series) }];
}

const metricsPart = '/providers/microsoft.insights/metrics/';

/** A metric's name, which may have slashes in it: `disk read operations/sec`. */
function nameIn(id: string): string {
  const lower = id.toLowerCase();
  const at = lower.lastIndexOf(metricsPart);
  return at < 0 ? lower : lower.slice(at + metricsPart.length);
}
