import {
  type Clock,
  type Scope,
  type SeriesRequest,
  type SeriesResult,
  type Telemetry,
  UnsupportedError,
} from 'bursar/adapter';
import pLimit from 'p-limit';
import type { AzureClients } from './client.ts';
import type { MachineTypeOf } from './machine-type-of.ts';
import type { ToldMetrics } from './monitor/answer.ts';
import { earliestStart, intervalOf } from './monitor/interval.ts';
import type { AzureSignal, MetricSource } from './monitor/metrics.ts';
import { answerOf, batchesOf, type MetricsBatch, type Planned, partOfBatch } from './monitor/planned.ts';
import { MetricsReader } from './monitor/reader.ts';

/** What telemetry is read with. */
export interface TelemetryOptions {
  readonly signals: readonly AzureSignal[];
  readonly clock: Clock;
  readonly machineTypeOf: MachineTypeOf;
  /** The clients of a scope's subscription. */
  clientsOf(scope: Scope): AzureClients;
  /** An error of the SDK as the port's; any other is left as it is. */
  toCloudError(error: unknown): unknown;
}

/** Calls under way at a time, over all scopes: each answer takes some megabytes while it is read. */
const concurrency = 3;

/** Reads signals from Azure Monitor. */
export function createTelemetry(options: TelemetryOptions): Telemetry {
  const sources = new Map(
    options.signals.flatMap(({ signal, sources: list }) =>
      list.map((source) => [sourceKey(signal.signal, source.kind.name), source] as const),
    ),
  );
  const limit = pLimit(concurrency);

  return {
    reach: 'region',
    supports: (signal, kind) => sources.has(sourceKey(signal, kind)),

    async *read(requests, scope, signal) {
      const planned: Planned[] = [];
      for (const request of requests) {
        const answer = planOf(request, sources.get(sourceKey(request.signal, request.resource.kind)));
        if ('plan' in answer) planned.push(answer);
        else yield answer;
      }
      const reader = new MetricsReader(options.clientsOf(scope), options.toCloudError, signal);
      const read = new Map<string, ToldMetrics | Error>();
      await Promise.all(batchesOf(planned).map((batch) => limit(() => readInto(read, batch, reader))));
      for (const one of planned) yield answerOf(one, read);
    },
  };

  function planOf(request: SeriesRequest, source: MetricSource | undefined): Planned | SeriesResult {
    const { resource, stepMs, endAt } = request;
    if (source === undefined)
      return {
        request,
        error: new UnsupportedError(`${request.signal}: not told of a ${resource.kind}`),
      };
    const interval = intervalOf(stepMs);
    if (interval === undefined)
      return { request, error: new UnsupportedError(`Azure Monitor has no figures of ${stepMs} ms`) };
    const startAt = earliestStart(request.startAt, stepMs, options.clock.now());
    const plan = source.plan(resource, { machineTypeOf: options.machineTypeOf });
    if (plan === undefined || startAt >= endAt) return { request, series: undefined };
    return { request, plan, window: { startAt, endAt, stepMs }, interval };
  }
}

async function readInto(
  read: Map<string, ToldMetrics | Error>,
  batch: MetricsBatch,
  reader: MetricsReader,
): Promise<void> {
  for (const [resource, told] of await reader.read(batch)) {
    const key = partOfBatch(resource, batch.call);
    const known = read.get(key);
    // What does not fit into one call comes in several.
    const both = known instanceof Map && told instanceof Map ? new Map([...known, ...told]) : told;
    read.set(key, known instanceof Error ? known : both);
  }
}

function sourceKey(signal: string, kind: string): string {
  return `${signal} of ${kind}`;
}
