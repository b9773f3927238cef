import { CloudError, type Scope, type Selection } from 'bursar/adapter';
import type { Asked } from './asked.ts';
import type { GcpCollector } from './collector.ts';
import { gcpCollectors } from './collectors/index.ts';
import type { ConnectionParts } from './connection-parts.ts';
import { disabledApiOf } from './errors.ts';

/** Kinds whose first page takes one call or two, and shows whether the API behind it is switched on. */
const quick = new Set([
  'bucket',
  'database',
  'endpoint',
  'function',
  'image',
  'notebook',
  'policy',
  'snapshot',
]);

/** APIs that a project has not switched on, of those that are needed for what is selected. */
export async function disabledApis(
  scope: Scope,
  { settings, clients, hierarchy, clock }: ConnectionParts,
  selection: Selection,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const asked: Asked = { clients: clients.of(scope.account), scope, signal };
  const collectors = gcpCollectors(settings, hierarchy, clock);
  const selected = collectors.filter(({ kind }) => selection.kinds.has(kind.name));
  const probes = selected
    .filter(({ kind }) => quick.has(kind.name))
    .map((collector) => () => firstPage(collector, asked));
  if (selected.some(({ kind }) => kind.name === 'recommendation')) probes.push(() => firstAdvice(asked));
  const disabled = new Set<string>();
  for (const probe of probes) {
    try {
      await probe();
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof CloudError)) throw error;
      const api = disabledApiOf(error);
      // What else is wrong the permissions tell, or the pass.
      if (api !== undefined) disabled.add(api);
    }
  }
  return [...disabled].toSorted();
}

async function firstPage(collector: GcpCollector, asked: Asked): Promise<void> {
  await collector.pages(asked)[Symbol.asyncIterator]().next();
}

async function firstAdvice({ clients, scope, signal }: Asked): Promise<void> {
  const client = await clients.recommender();
  const parent = `projects/${scope.account}/locations/global/recommenders/google.iam.policy.Recommender`;
  await clients.send((options) => client.listRecommendations({ parent, pageSize: 1 }, options), { signal });
}
