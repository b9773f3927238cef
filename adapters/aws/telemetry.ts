import {
  type Clock,
  CloudError,
  type Scope,
  type SeriesRequest,
  type SeriesResult,
  scopeKey,
  type Telemetry,
  UnsupportedError,
} from 'bursar/adapter';
import pLimit from 'p-limit';
import type { AwsClients } from './client.ts';
import {
  type AgentMetric,
  type AgentMetrics,
  type AgentSeries,
  listAgentSeries,
} from './cloudwatch/agent-metrics.ts';
import { metricsIn, type Points } from './cloudwatch/evaluate.ts';
import { metricData, metricsPerCall } from './cloudwatch/metric-data.ts';
import type { AwsSignal, MetricSource } from './cloudwatch/metrics.ts';
import { answerOf, batchesOf, chunksOf, type Planned, queryKey } from './cloudwatch/planned.ts';
import type { MachineTypeOf } from './machine-type-of.ts';
import { RecentReadings } from './reading/readings.ts';

/** What telemetry is read with. */
export interface TelemetryOptions {
  readonly signals: readonly AwsSignal[];
  readonly clock: Clock;
  readonly machineTypeOf: MachineTypeOf;
  clientsOf(scope: Scope): AwsClients | Promise<AwsClients>;
  /** An error of the SDK as the port's; any other is left as it is. */
  toCloudError(error: unknown): unknown;
}

/**
 * Calls under way at a time, over all scopes: an answer of 100,800 datapoints takes some fifteen megabytes while it is
 * read, and scopes are read side by side.
 */
const concurrency = 3;

/** How long it is remembered under which dimensions the agents of a region report. */
const agentsKeptForMs = 900_000;

/** The agents' series by {@link keyOf}, or why they are not known. */
type LookedUp = ReadonlyMap<string, AgentSeries | Error>;

/** Reads signals from CloudWatch. */
export function createTelemetry(options: TelemetryOptions): Telemetry {
  const sources = new Map(
    options.signals.flatMap(({ signal, sources: list }) =>
      list.map((source) => [sourceKey(signal.signal, source.kind.name), source] as const),
    ),
  );
  const agents = new RecentReadings<AgentSeries>(options.clock, agentsKeptForMs);
  const limit = pLimit(concurrency);

  return {
    reach: 'region',
    supports: (signal, kind) => sources.has(sourceKey(signal, kind)),

    async *read(requests, scope, signal) {
      const clients = await options.clientsOf(scope);
      const asked = requests.map((request) => ({
        request,
        source: sources.get(sourceKey(request.signal, request.resource.kind)),
      }));
      const lookups = asked.flatMap(({ source }) => source?.lookup ?? []);
      const list = (metric: AgentMetric): Promise<AgentSeries> =>
        agents.get(`${scopeKey(scope)} ${keyOf(metric)}`, () => listAgentSeries(clients, metric, signal));
      const listed = await lookUp(lookups, list, signal);
      const planned: Planned[] = [];
      for (const { request, source } of asked) {
        const answer = planOf(request, source, listed);
        if ('plan' in answer) planned.push(answer);
        else yield answer;
      }
      for (const wave of chunksOf(batchesOf(planned), concurrency)) {
        const answers = await Promise.all(
          wave.map((batch) => limit(() => readBatch(batch, clients, signal))),
        );
        yield* answers.flat();
      }
    },
  };

  /** Each lookup's outcome; one that fails leaves the requests without it alone. */
  async function lookUp(
    metrics: readonly AgentMetric[],
    list: (metric: AgentMetric) => Promise<AgentSeries>,
    signal: AbortSignal,
  ): Promise<LookedUp> {
    const distinct = [...new Map(metrics.map((metric) => [keyOf(metric), metric]))];
    const outcomes = await Promise.all(
      distinct.map(async ([key, metric]) => {
        const series = await limit(() => list(metric)).catch((error) => expected(error, signal));
        return [key, series] as const;
      }),
    );
    return new Map(outcomes);
  }

  function planOf(
    request: SeriesRequest,
    source: MetricSource | undefined,
    listed: LookedUp,
  ): Planned | SeriesResult {
    if (source === undefined)
      return {
        request,
        error: new UnsupportedError(`${request.signal}: not told of a ${request.resource.kind}`),
      };
    if (request.stepMs % 60_000 !== 0 || request.stepMs <= 0)
      return { request, error: new UnsupportedError('CloudWatch’s periods are whole minutes') };
    const agent = agentMetricsOf(source, listed);
    if (agent instanceof Error) return { request, error: agent };
    const plan = source.plan(request.resource, { agent, machineTypeOf: options.machineTypeOf });
    if (plan === undefined) return { request, series: undefined };
    const queries = metricsIn(plan.expression).map((metric) => ({ metric, points: request.points }));
    return { request, plan, queries };
  }

  /** One batch's answers; what fails it as a whole is the error of each of its requests. */
  async function readBatch(
    batch: readonly Planned[],
    clients: AwsClients,
    signal: AbortSignal,
  ): Promise<readonly SeriesResult[]> {
    const [first] = batch;
    if (first === undefined) return [];
    const queries = new Map(
      batch.flatMap((planned) => planned.queries.map((query) => [queryKey(query), query] as const)),
    );
    const read = new Map<string, Points | Error>();
    try {
      for (const chunk of chunksOf([...queries], metricsPerCall(first.request))) {
        const answers = await metricData(
          clients,
          chunk.map(([, query]) => query),
          first.request,
          signal,
        );
        for (const [index, [key]] of chunk.entries()) read.set(key, answers[index] ?? []);
      }
    } catch (error) {
      const mapped = expected(error, signal);
      return batch.map(({ request }) => ({ request, error: mapped }));
    }
    return batch.map((planned) => answerOf(planned, read));
  }

  /** The port's error for what a cloud may do; an abort and a fault of ours propagate. */
  function expected(error: unknown, signal: AbortSignal): Error {
    signal.throwIfAborted();
    const mapped = options.toCloudError(error);
    if (mapped instanceof CloudError) return mapped;
    throw error;
  }
}

function sourceKey(signal: string, kind: string): string {
  return `${signal} of ${kind}`;
}

/** What the agents report of the metrics that a source looks up, or why that is not known. */
function agentMetricsOf({ lookup }: MetricSource, listed: LookedUp): AgentMetrics | Error {
  const known = new Map<string, AgentSeries>();
  for (const key of lookup.map(keyOf)) {
    const series = listed.get(key);
    if (series instanceof Error) return series;
    if (series !== undefined) known.set(key, series);
  }
  return { seriesOf: (metric, machine) => known.get(keyOf(metric))?.get(machine) ?? [] };
}

function keyOf({ namespace, name }: AgentMetric): string {
  return `${namespace} ${name}`;
}
