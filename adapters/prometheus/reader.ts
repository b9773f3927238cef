import {
  AmbiguousError,
  anyGlobMatcher,
  CloudError,
  instance,
  isKind,
  mapBounded,
  type Resource,
  type SeriesRequest,
  type SeriesResult,
  type SignalReader,
  signals,
} from 'bursar/adapter';
import type { PrometheusApi, RawSeries } from './api.ts';
import { type Batch, batchesOf } from './batches.ts';
import { LookAlikes, valueOf } from './identity.ts';
import { type Grid, type Merging, mergedPoints } from './points.ts';
import { SeriesFinder } from './series-finder.ts';
import type { Identifier, PrometheusSettings, SignalQuery } from './settings.ts';

/** Makes a reader for one pass, which knows every resource that a label's value might mean. */
export async function createReader(
  settings: PrometheusSettings,
  queries: ReadonlyMap<string, SignalQuery>,
  api: PrometheusApi,
  resources: AsyncIterable<readonly Resource[]>,
): Promise<SignalReader> {
  const isKnown = scopeFilter(settings);
  const lookAlikes = new LookAlikes(settings.resources);
  for await (const chunk of resources) {
    for (const resource of chunk) if (isKnown(resource)) lookAlikes.add(resource);
  }
  const finder = new SeriesFinder(settings, api);

  /** What is found by one label; nothing of what is not. */
  async function find(
    batch: Batch,
    identifier: Identifier,
    signal: AbortSignal,
  ): Promise<readonly SeriesResult[]> {
    const byValue = Map.groupBy(batch.requests, ({ resource }) => valueOf(resource, identifier));
    const values = [...byValue.keys()].filter((value) => value !== undefined);
    if (values.length === 0) return [];
    const found = await finder.find(batch, identifier, values, signal);
    return values.flatMap((value) => {
      const series = found.get(value) ?? [];
      const requests = byValue.get(value) ?? [];
      if (series instanceof CloudError) return requests.map((request) => ({ request, error: series }));
      if (series.length === 0) return [];
      if (lookAlikes.has(identifier, value)) {
        const error = ambiguous(identifier);
        return requests.map((request) => ({ request, error }));
      }
      return requests.flatMap((request) => resultOf(request, series, batch));
    });
  }

  function resultOf(
    request: SeriesRequest,
    series: readonly RawSeries[],
    { grid, source }: Batch,
  ): readonly SeriesResult[] {
    const merged = mergedPoints(series, grid, mergingOf(request));
    const points = merged?.map((point, index) =>
      isSince(request.resource, grid, index) ? point : undefined,
    );
    if (points?.some((point) => point !== undefined) !== true) return [];
    const { startAt, stepMs } = grid;
    return [{ request, series: { startAt, stepMs, points, source: `${settings.name} ${source}` } }];
  }

  /** Looks for each resource by one label after the other, until something is found. */
  async function answer(batch: Batch, signal: AbortSignal): Promise<readonly SeriesResult[]> {
    const answers = new Map<SeriesRequest, SeriesResult>();
    for (const identifier of settings.resources) {
      const requests = batch.requests.filter((request) => !answers.has(request));
      for (const result of await find({ ...batch, requests }, identifier, signal))
        answers.set(result.request, result);
    }
    return batch.requests.map((request) => answers.get(request) ?? { request, series: undefined });
  }

  return {
    async *read(requests, signal) {
      const asked = requests.filter(
        ({ resource, signal: name, points }) =>
          isKnown(resource) && queries.get(name)?.[points] !== undefined,
      );
      const batches = batchesOf(asked, queries, settings.resourcesPerQuery);
      const answers = await mapBounded(batches, settings.concurrency, (batch) => answer(batch, signal));
      for (const results of answers) yield* results;
      const answered = new Set(asked);
      for (const request of requests) if (!answered.has(request)) yield { request, series: undefined };
    },
  };
}

function ambiguous({ from, label }: Identifier): AmbiguousError {
  return new AmbiguousError(
    `some resources have the same ${from}, so that series cannot be told apart by the label "${label}"`,
  );
}

/** Machines get the names and addresses of others that are gone: what was measured before it was made is not its own. */
function isSince({ createdAt }: Resource, { startAt, stepMs }: Grid, index: number): boolean {
  return createdAt === undefined || startAt + index * stepMs >= createdAt;
}

function mergingOf({ signal, resource }: SeriesRequest): Merging {
  const known = signals.find((one) => one.signal === signal);
  const gpu = isKind(resource, instance) ? resource.attributes.gpu : undefined;
  return {
    across: known?.across ?? 'max',
    unit: known?.unit,
    // A fraction of a GPU shows as one.
    ...(signal.startsWith('gpu-') && gpu !== undefined && { gpus: Math.ceil(gpu.count) }),
  };
}

function scopeFilter({ scopes }: PrometheusSettings): (resource: Resource) => boolean {
  const provider = scopes.providers && anyGlobMatcher(scopes.providers);
  const account = scopes.accounts && anyGlobMatcher(scopes.accounts);
  const region = scopes.regions && anyGlobMatcher(scopes.regions);
  return ({ scope }) =>
    (provider?.(scope.provider) ?? true) &&
    (account === undefined || account(scope.account) || account(scope.accountName ?? scope.account)) &&
    (region?.(scope.region) ?? true);
}
