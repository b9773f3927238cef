import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { stop } from '../../src/actions/stop.ts';
import type { Connection } from '../../src/core/adapter.ts';
import { money } from '../../src/core/money.ts';
import { owningAccount, referencedBy } from '../../src/core/need.ts';
import { definePack, type Level, type Pack, use } from '../../src/core/pack.ts';
import type { Quote } from '../../src/core/price.ts';
import type { RunView } from '../../src/core/report.ts';
import { defineRule } from '../../src/core/rule.ts';
import type { SignalConnection } from '../../src/core/signal-source.ts';
import { toTags } from '../../src/core/tags.ts';
import { durationMs } from '../../src/core/time.ts';
import { flag, pass } from '../../src/core/verdict.ts';
import { account, instance, kinds, volume } from '../../src/kinds/index.ts';
import { runPass } from '../../src/run/pass.ts';
import { latestView } from '../../src/run/view.ts';
import { cpuUtilization, signals } from '../../src/signals/index.ts';
import { openStore } from '../../src/store/open.ts';
import { defaultRetention } from '../../src/store/store.ts';
import { type FakeCloud, fakeConnection } from '../fixtures/fake-adapter.ts';
import { scopeOf } from '../fixtures/resources.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const start = Date.UTC(2026, 5, 1);
const base = { summary: 'A rule of the test.', severity: 'medium' } as const;

const idle = defineRule({
  ...base,
  id: 'idle',
  kinds: [instance],
  select: (vm) => vm.attributes.state === 'running',
  needs: () => ({ cpu: cpuUtilization({ window: '1d', statistic: 'p95' }) }),
  messages: { idle: '{{name}} at {{cpu}} %' },
  action: stop,
  evaluate: (vm, { needs: { cpu }, price }) =>
    cpu.value < 5 ? flag('idle', { data: { cpu: cpu.value }, saving: price(vm) }) : pass,
});
export const unattached = defineRule({
  ...base,
  id: 'unattached',
  kinds: [volume],
  needs: () => ({ users: referencedBy(instance) }),
  messages: { unattached: '{{name}} is used by nothing' },
  evaluate: (_volume, { needs: { users } }) => (users.length === 0 ? flag('unattached', { data: {} }) : pass),
});
const owned = defineRule({
  ...base,
  id: 'owned',
  kinds: [instance],
  needs: () => ({ account: owningAccount() }),
  messages: { unowned: '{{name}} has no owner' },
  evaluate: ({ tags }, { needs }) =>
    (tags?.['owner'] ?? needs.account.tags?.['owner']) === undefined ? flag('unowned', { data: {} }) : pass,
});
export const throwing = defineRule({
  ...base,
  id: 'throwing',
  kinds: [volume],
  options: z.strictObject({}),
  messages: { never: 'never' },
  evaluate() {
    throw new RangeError('a bug of the rule');
  },
});

export function packOf(level: Level = 'report'): Pack {
  return definePack([{ name: 'all', rules: [use(idle, level), use(unattached, level), use(owned, level)] }]);
}

export type FakeList = ReturnType<FakeCloud['list']>;

export function cloudOf(lists: Readonly<Record<string, FakeList>>): FakeCloud {
  return {
    scopes: [scopeOf(), scopeOf('global')],
    kinds: ['instance', 'volume', 'account'],
    list: (scope, kind) => lists[`${scope.region} ${kind}`] ?? [[]],
    series: (request) => ({
      request,
      series: {
        startAt: request.startAt,
        stepMs: request.stepMs,
        points: Array.from({ length: 288 }, () => (request.resource.name.startsWith('idle') ? 1 : 50)),
        source: 'test',
      },
    }),
    price: (resource): Quote | undefined =>
      resource.name === 'idle-priced'
        ? { monthly: money('70.08', 'USD'), quality: 'embedded', asOf: '2026-01-01', basis: 'list' }
        : undefined,
    asked: [],
  };
}

export async function governed(
  cloud: FakeCloud,
  packs: readonly Pack[] = [packOf()],
  signalSources: readonly SignalConnection[] = [],
  connections: readonly Connection[] = [fakeConnection(cloud)],
): Promise<() => Promise<RunView>> {
  const store = await openStore({ dataDir: await temporaryFolder(), kinds });
  onTestFinished(() => store.close());
  let [now, runs] = [start, 0];
  return async () => {
    now += durationMs('1h');
    await runPass(
      {
        store,
        connections,
        signalSources,
        packs,
        signals: new Map(signals.map((signal) => [signal.signal, signal])),
        retention: defaultRetention,
        concurrency: 4,
        clock: { now: () => now },
        logger: pino({ level: 'silent' }),
        observer: {},
        newRunId: () => `run-${++runs}`,
      },
      new AbortController().signal,
    );
    const view = await latestView(store);
    if (view === undefined) throw new Error('no view');
    return view;
  };
}

export async function messages(view: RunView): Promise<readonly string[]> {
  const findings = await Array.fromAsync(view.findings());
  return findings.map(({ message, stale }) => (stale ? `${message} (stale)` : message)).toSorted();
}

export const accountOne = {
  kind: account.name,
  id: 'account-1',
  name: 'one',
  scope: scopeOf('global'),
  tags: toTags([['owner', 'ada']]),
  attributes: { number: '1', state: 'active', path: [] },
};
