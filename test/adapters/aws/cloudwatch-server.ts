import type { AwsServer } from './aws-server.ts';
import { type AwsAnswer, type AwsCall, AwsRefusal, serveAws } from './aws-server.ts';

/** One metric as CloudWatch is asked for it. */
export interface Asked {
  readonly id: string;
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly stat: string;
  readonly periodMs: number;
  readonly startAt: number;
  readonly endAt: number;
}

/** The value of a metric for the period that begins at an instant; undefined where there is none. */
export type MetricValue = (asked: Asked, at: number) => number | undefined;

export interface CloudWatchOptions {
  /** Datapoints that one page holds. */
  readonly pageSize?: number;
  /** What to say of a metric in place of its values. */
  status?(asked: Asked): string | undefined;
  /** What to answer a whole call with. */
  refuse?(asked: readonly Asked[]): AwsAnswer | undefined;
  /** The agent's series: name and dimensions of each. */
  readonly listed?: readonly (readonly [name: string, dimensions: Readonly<Record<string, string>>])[];
}

/** CloudWatch, which refuses what CloudWatch refuses. */
export function serveCloudWatch(value: MetricValue, options: CloudWatchOptions = {}): Promise<AwsServer> {
  return serveAws({
    GetMetricData: (call) => getMetricData(call, value, options),
    ListMetrics: (call) => listMetrics(call, options.listed ?? []),
  });
}

/** What a call asked for. */
export function askedBy({ input }: AwsCall): readonly Asked[] {
  // The test's own client wrote it, in the shape that the SDK gives it.
  const { MetricDataQueries, StartTime, EndTime } = input as unknown as {
    readonly MetricDataQueries: readonly MetricDataQuery[];
    readonly StartTime: number;
    readonly EndTime: number;
  };
  return MetricDataQueries.map(({ Id, MetricStat: { Metric, Period, Stat } }) => ({
    id: Id,
    namespace: Metric.Namespace,
    name: Metric.MetricName,
    dimensions: Object.fromEntries(Metric.Dimensions.map(({ Name, Value }) => [Name, Value])),
    stat: Stat,
    periodMs: Period * 1_000,
    startAt: StartTime * 1_000,
    endAt: EndTime * 1_000,
  }));
}

interface MetricDataQuery {
  readonly Id: string;
  readonly MetricStat: {
    readonly Metric: {
      readonly Namespace: string;
      readonly MetricName: string;
      readonly Dimensions: readonly { readonly Name: string; readonly Value: string }[];
    };
    readonly Period: number;
    readonly Stat: string;
  };
}

function getMetricData(call: AwsCall, value: MetricValue, options: CloudWatchOptions): AwsAnswer {
  const asked = askedBy(call);
  const invalid = faultOf(asked);
  if (invalid !== undefined) return new AwsRefusal('ValidationError', 400, invalid);
  const refusal = options.refuse?.(asked);
  if (refusal !== undefined) return refusal;

  const points = asked.flatMap((one) =>
    pointsOf(one, value).map((point) => ({ one, at: point.at, value: point.value })),
  );
  const pageSize = options.pageSize ?? 100_800;
  const from = Number(call.input['NextToken'] ?? 0);
  const to = Math.min(points.length, from + pageSize);
  const page = points.slice(from, to);
  const last = to === points.length;
  const pageOf = Map.groupBy(page, (point) => point.one);
  const stillOpen = new Set(points.slice(to).map((point) => point.one));
  const results = asked.map((one) => {
    const own = pageOf.get(one) ?? [];
    const open = stillOpen.has(one);
    return {
      Id: one.id,
      Label: one.name,
      Timestamps: own.map(({ at }) => at / 1_000),
      Values: own.map((point) => point.value),
      StatusCode: options.status?.(one) ?? (open ? 'PartialData' : 'Complete'),
    };
  });
  return { MetricDataResults: results, ...(last ? {} : { NextToken: String(to) }) };
}

function faultOf(asked: readonly Asked[]): string | undefined {
  if (asked.length > 500) return `${asked.length} metrics are more than 500`;
  if (new Set(asked.map(({ id }) => id)).size !== asked.length) return 'an Id comes twice';
  if (asked.some(({ id }) => !/^[a-z][a-zA-Z0-9_]*$/.test(id))) return 'an Id is not valid';
  if (asked.some(({ periodMs }) => periodMs % 60_000 !== 0)) return 'a Period is no multiple of 60';
  const datapoints = asked.reduce((sum, one) => sum + Math.ceil((one.endAt - one.startAt) / one.periodMs), 0);
  if (asked.length > 1 && datapoints > 100_800) return `${datapoints} datapoints are more than 100800`;
  return undefined;
}

/** Newest first, as CloudWatch gives them. */
function pointsOf(asked: Asked, value: MetricValue): { readonly at: number; readonly value: number }[] {
  const points: { at: number; value: number }[] = [];
  for (let at = asked.endAt - asked.periodMs; at >= asked.startAt; at -= asked.periodMs) {
    const one = value(asked, at);
    if (one !== undefined) points.push({ at, value: one });
  }
  return points;
}

function listMetrics(
  { input }: AwsCall,
  listed: readonly (readonly [name: string, dimensions: Readonly<Record<string, string>>])[],
): AwsAnswer {
  const matching = listed.filter(([name]) => name === input['MetricName']);
  const from = Number(input['NextToken'] ?? 0);
  const page = matching.slice(from, from + 3);
  return {
    Metrics: page.map(([MetricName, dimensions]) => ({
      Namespace: 'CWAgent',
      MetricName,
      Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
    })),
    ...(from + 3 < matching.length ? { NextToken: String(from + 3) } : {}),
  };
}
