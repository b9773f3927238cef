import type { MetricsQueryResourcesOptions } from '@azure/monitor-query-metrics';
import type { OperationOptions } from '@azure-rest/core-client';
import { ProtocolError } from 'bursar/adapter';
import type { AzureClients } from '../client.ts';
import { type ToldMetrics, toldOfBatch, toldOfSingle } from './answer.ts';
import type { Aggregation, Window } from './points.ts';
import { scanBatch } from './scan.ts';

/** One question about the same metrics of resources of one type and region. */
export interface MetricsCall {
  readonly region: string;
  readonly namespace: string;
  readonly names: readonly string[];
  readonly aggregations: readonly Aggregation[];
  readonly window: Window;
  /** As Azure writes it: `PT1H`. */
  readonly interval: string;
  /** The dimension to split by. */
  readonly split?: string | undefined;
}

/** More splits of one resource than any machine has GPUs. */
const mostSplits = 32;

/** The metrics of up to 50 resources. @throws what the SDK throws */
export async function batchMetrics(
  clients: AzureClients,
  resources: readonly string[],
  call: MetricsCall,
  abortSignal: AbortSignal,
): Promise<ReadonlyMap<string, ToldMetrics>> {
  const client = await clients.metrics(call.region);
  // The SDK hands all options on to its pipeline, which its type does not say.
  const options: MetricsQueryResourcesOptions & OperationOptions = {
    startTime: new Date(call.window.startAt),
    endTime: new Date(call.window.endAt),
    interval: call.interval,
    aggregation: call.aggregations.join(),
    ...splitting(call, 'filter'),
    abortSignal,
  };
  let scanned: ReadonlyMap<string, ToldMetrics> | undefined;
  const scan = (text: string): string | undefined => {
    scanned = scanBatch(text, call);
    return scanned && emptyAnswer;
  };
  const results = await clients.ambient.run({ signal: abortSignal, answered: scan }, () =>
    client.queryResources([...resources], [...call.names], call.namespace, options),
  );
  if (scanned !== undefined) return scanned;
  return new Map(
    results.map((result) => [(result.resourceId ?? '').toLowerCase(), toldOfBatch(result, call)]),
  );
}

/** What is left of an answer for the SDK where all of it has been read. */
const emptyAnswer = '{"values":[]}';

/** The metrics of one resource, by Resource Manager. @throws what the SDK throws */
export async function singleMetrics(
  clients: AzureClients,
  resource: string,
  call: MetricsCall,
  abortSignal: AbortSignal,
): Promise<ToldMetrics> {
  const [client, { createRestError }] = await Promise.all([
    clients.resourceManager(),
    import('@azure-rest/core-client'),
  ]);
  const { startAt, endAt } = call.window;
  const response = await client.path(`${resource}/providers/Microsoft.Insights/metrics`).get({
    queryParameters: {
      'api-version': '2024-02-01',
      timespan: `${new Date(startAt).toISOString()}/${new Date(endAt).toISOString()}`,
      interval: call.interval,
      metricnamespace: call.namespace,
      metricnames: call.names.join(),
      aggregation: call.aggregations.join(),
      ...splitting(call, '$filter'),
    },
    abortSignal,
  });
  if (response.status !== '200') throw createRestError(response);
  return toldOfSingle(response.body, call);
}

function splitting({ split }: MetricsCall, filter: string): Readonly<Record<string, string | number>> {
  return split === undefined ? {} : { [filter]: `${split} eq '*'`, top: mostSplits };
}

/** What an answer tells of a resource that was asked about. @throws {ProtocolError} where it tells nothing */
export function answered(told: ReadonlyMap<string, ToldMetrics>, resource: string): ToldMetrics {
  const metrics = told.get(resource);
  if (metrics === undefined) throw new ProtocolError(`Azure Monitor left out ${resource}`);
  return metrics;
}
