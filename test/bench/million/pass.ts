import { createAwsPrices } from '../../../adapters/aws/prices/index.ts';
import { defaultPack, instanceIdle, instanceStoppedBilled } from '../../../rules/index.ts';
import type { Connection } from '../../../src/core/adapter.ts';
import { definePack, use } from '../../../src/core/pack.ts';
import { defineRule } from '../../../src/core/rule.ts';
import { flag, pass } from '../../../src/core/verdict.ts';
import { instance } from '../../../src/kinds/instance.ts';
import { chooseRules } from '../../../src/policy/choices.ts';
import { priceOfAll } from '../../../src/prices/price-book.ts';
import { judgeInventory } from '../../../src/run/judge-inventory.ts';
import { signals } from '../../../src/signals/index.ts';
import type { Store } from '../../../src/store/store.ts';

const openMetadata = defineRule({
  id: 'open-metadata',
  summary: 'Its metadata service demands no token.',
  severity: 'low',
  kinds: [instance],
  messages: { open: '{{name}}' },
  evaluate: ({ attributes }) =>
    attributes.metadataTokenRequired === false ? flag('open', { data: {} }) : pass,
});

/** Ten rules: those that come with Bursar but the one whose evidence is not in the store and one of another cloud, and one more. */
const pack = definePack([
  ...defaultPack,
  {
    name: 'bench',
    rules: [use(instanceIdle, 'off'), use(instanceStoppedBilled, 'off'), use(openMetadata, 'report')],
  },
]);

/** What a pass does once the inventory is in the store: read all, judge it, record findings, settle, count. */
export async function passOverStore(
  store: Store,
  runId: string,
  at: number,
): Promise<{ readonly resources: number; readonly findings: number; readonly unknown: number }> {
  const { total } = await store.inventory.counts();
  const prices = createAwsPrices();
  const choices = chooseRules([pack], { now: at, price: priceOfAll(new Map([['aws', prices]])) });
  const connections = new Map([['aws', quietConnection(prices)]]);
  const run = { id: runId, startedAt: at, mode: 'report' } as const;
  const byName = new Map(signals.map((signal) => [signal.signal, signal]));
  const dependencies = {
    store,
    connections,
    signalSources: [],
    signals: byName,
    clock: { now: () => at },
    observer: {},
  };
  await judgeInventory(run, choices, dependencies, new AbortController().signal);
  const { findings, unknown } = await store.findings.totals(runId);
  await store.findings.savings();
  return { resources: total, findings, unknown };
}

/** A provider that has measured nothing, so that the store alone is at work. */
function quietConnection(prices: Connection['prices']): Connection {
  return {
    provider: 'aws',
    async *scopes() {},
    collectors: [],
    telemetry: {
      reach: 'region',
      supports: () => true,
      async *read(requests) {
        for (const request of requests) yield { request, series: undefined };
      },
    },
    prices,
    async *checks() {},
    async close() {},
  };
}
