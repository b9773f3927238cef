import type { AdapterContext, SignalConnection } from 'bursar/adapter';
import { createApi } from './api.ts';
import { checkPrometheus } from './checks.ts';
import { defaultQueries } from './default-queries.ts';
import { createReader } from './reader.ts';
import type { PrometheusSettings, SignalQuery } from './settings.ts';

/** Connects to a server; nothing is asked of it yet. */
export async function connectPrometheus(
  settings: PrometheusSettings,
  context: AdapterContext,
): Promise<SignalConnection> {
  const api = createApi(settings, context);
  const queries = queriesOf(settings);
  return {
    name: settings.name,
    offers: [...queries].map(([signal, { kinds }]) => ({ signal, kinds })),
    prepare: (resources) => createReader(settings, queries, api, resources),
    checks: (signal) => checkPrometheus(settings, queries, api, signal),
    async close() {
      api.close();
    },
  };
}

/** Those that come with this, but where the settings have their own or want none. */
function queriesOf({ queries }: PrometheusSettings): ReadonlyMap<string, SignalQuery> {
  const chosen = new Map<string, SignalQuery>(Object.entries(defaultQueries));
  for (const [signal, query] of Object.entries(queries)) {
    if (query === false) chosen.delete(signal);
    else chosen.set(signal, query);
  }
  return chosen;
}
