import {
  CloudError,
  type SeriesRequest,
  type SeriesResult,
  type Telemetry,
  UnsupportedError,
} from 'bursar/adapter';
import pLimit from 'p-limit';
import type { GcpClients } from './client.ts';
import type { MachineTypeOf } from './machine-type-of.ts';
import { lookUpMachineIds, type MachineIds, noMachineIds } from './monitoring/machine-ids.ts';
import type { Parts } from './monitoring/metric.ts';
import { machineNameOf } from './monitoring/names.ts';
import { answerOf, type Batch, batchesOf, type Planned } from './monitoring/planned.ts';
import { type MetricQuery, readParts } from './monitoring/read-parts.ts';
import type { GcpSignal, MetricSource } from './monitoring/source.ts';

/** What telemetry is read with. */
export interface TelemetryOptions {
  readonly signals: readonly GcpSignal[];
  readonly machineTypeOf: MachineTypeOf;
  clientsOf(project: string): GcpClients;
  /** An error as the port's; any other is left as it is. */
  toCloudError(error: unknown): unknown;
}

/** Calls under way at a time, over all projects: each answer takes some megabytes while it is read. */
const concurrency = 3;

interface Asked {
  readonly request: SeriesRequest;
  readonly source: MetricSource | undefined;
}

/** Reads signals from Cloud Monitoring. */
export function createTelemetry(options: TelemetryOptions): Telemetry {
  const sources = new Map(
    options.signals.flatMap(({ signal, sources: list }) =>
      list.map((source) => [sourceKey(signal.signal, source.kind.name), source] as const),
    ),
  );
  const limit = pLimit(concurrency);

  return {
    reach: 'account',
    supports: (signal, kind) => sources.has(sourceKey(signal, kind)),

    async *read(requests, scope, signal) {
      signal.throwIfAborted();
      const clients = options.clientsOf(scope.account);
      const asked = requests.map((request) => ({
        request,
        source: sources.get(sourceKey(request.signal, request.resource.kind)),
      }));
      const ids = await lookUp(asked, clients, signal);
      const planned: Planned[] = [];
      for (const one of asked) {
        const answer = planOf(one, ids);
        if ('plan' in answer) planned.push(answer);
        else yield answer;
      }
      yield* answers(planned, clients, signal);
    },
  };

  /** Answers requests as soon as the last of their metrics is read; a call that fails leaves the others alone. */
  async function* answers(
    planned: readonly Planned[],
    clients: GcpClients,
    signal: AbortSignal,
  ): AsyncGenerator<SeriesResult, void, void> {
    // Those of one signal are answered by the same calls.
    for (const [, group] of Map.groupBy(planned, ({ request }) => request.signal)) {
      const read = new Map<MetricQuery, Parts | Error>();
      await Promise.all(
        batchesOf(group).map((batch) =>
          limit(async () => {
            const outcomes = await readBatch(batch, clients, signal);
            for (const [index, query] of batch.queries.entries()) {
              const outcome = outcomes instanceof Error ? outcomes : outcomes[index];
              if (outcome !== undefined) read.set(query, outcome);
            }
          }),
        ),
      );
      for (const one of group) yield answerOf(one, read);
    }
  }

  async function readBatch(
    { queries, window }: Batch,
    clients: GcpClients,
    signal: AbortSignal,
  ): Promise<readonly Parts[] | Error> {
    return readParts(clients, queries, window, signal).catch((error) => expected(error, signal));
  }

  /** The numbers of the machines that are asked for by them, window by window. */
  async function lookUp(
    asked: readonly Asked[],
    clients: GcpClients,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, MachineIds | Error>> {
    const windows = Map.groupBy(
      asked.filter(({ source, request }) => source?.byMachineId === true && isWhole(request)),
      ({ request }) => windowKey(request),
    );
    const found = [...windows].map(async ([key, group]) => {
      const machines = group.map(({ request }) => machineNameOf(request.resource));
      const named = machines.filter((machine) => machine !== undefined);
      const [first] = group;
      const ids =
        first === undefined || named.length === 0
          ? noMachineIds
          : await limit(() => lookUpMachineIds(clients, named, first.request, signal)).catch((error) =>
              expected(error, signal),
            );
      return [key, ids] as const;
    });
    return new Map(await Promise.all(found));
  }

  function planOf(
    { request, source }: Asked,
    ids: ReadonlyMap<string, MachineIds | Error>,
  ): Planned | SeriesResult {
    const { resource, signal, points } = request;
    if (source === undefined)
      return { request, error: new UnsupportedError(`${signal}: not told of a ${resource.kind}`) };
    if (!isWhole(request))
      return { request, error: new UnsupportedError('Cloud Monitoring’s periods are whole minutes') };
    const machineIds = source.byMachineId ? (ids.get(windowKey(request)) ?? noMachineIds) : noMachineIds;
    if (machineIds instanceof Error) return { request, error: machineIds };
    const plan = source.plan(resource, { machineIds, machineTypeOf: options.machineTypeOf });
    if (plan === undefined) return { request, series: undefined };
    return { request, plan, queries: plan.metrics.map((metric) => ({ metric, points })) };
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

function windowKey({ startAt, endAt }: SeriesRequest): string {
  return `${startAt} ${endAt}`;
}

function isWhole({ stepMs }: SeriesRequest): boolean {
  return stepMs > 0 && stepMs % 60_000 === 0;
}
