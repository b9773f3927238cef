import { type Check, CloudError } from 'bursar/adapter';
import type { PrometheusApi } from './api.ts';
import { fixedMatchers, renderQuery } from './promql.ts';
import type { PrometheusSettings, SignalQuery } from './settings.ts';

/** How far back series are looked for. */
const lookBackMs = 900_000;

/** Whether the server answers, and whether the series that signals are read from are there. */
export async function* checkPrometheus(
  settings: PrometheusSettings,
  queries: ReadonlyMap<string, SignalQuery>,
  api: PrometheusApi,
  signal: AbortSignal,
): AsyncGenerator<Check> {
  const title = `Prometheus (${settings.name})`;
  try {
    await api.count('vector(1)', signal);
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof CloudError)) throw error;
    const remedy = 'Check "url", the credentials and whether this machine may reach it.';
    yield { title, status: 'failed', detail: error.message, remedy };
    return;
  }
  yield { title, status: 'ok', detail: `${settings.url} answers` };
  for (const [name, query] of queries) yield await checkSignal(name, query);

  async function checkSignal(name: string, query: SignalQuery): Promise<Check> {
    const asked = { title: `${title}: ${name}` };
    try {
      const found = await seriesOf(query);
      if (found > 0) return { ...asked, status: 'ok', detail: `${found} series` };
      const labels = settings.resources.map(({ label }) => `"${label}"`).join(' or ');
      return {
        ...asked,
        status: 'warning',
        detail: `no series with the label ${labels} in the last quarter of an hour`,
        remedy:
          'Name the label in "resources", give a query of your own, or switch the signal off with false.',
      };
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof CloudError)) throw error;
      const remedy = `Check the query of ${name} in "queries".`;
      return { ...asked, status: 'failed', detail: error.message, remedy };
    }
  }

  async function seriesOf({ average, maximum, sum }: SignalQuery): Promise<number> {
    const template = average ?? sum ?? maximum ?? '';
    let most = 0;
    for (const { label } of settings.resources) {
      const match = [...fixedMatchers(settings), `${label}!=""`].join(',');
      const query = renderQuery(template, { match, by: label, stepMs: lookBackMs });
      most = Math.max(most, (await api.count(`count(${query})`, signal)) ?? 0);
    }
    return most;
  }
}
