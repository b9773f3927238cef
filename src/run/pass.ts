import type { Logger } from 'pino';
import type { Connection } from '../core/adapter.ts';
import type { PassObserver } from '../core/observer.ts';
import type { Pack } from '../core/pack.ts';
import type { Run, RunMode } from '../core/run.ts';
import type { Signal } from '../core/signal.ts';
import type { SignalConnection } from '../core/signal-source.ts';
import type { Clock } from '../core/time.ts';
import { collectInventory } from '../inventory/collect.ts';
import { chooseRules } from '../policy/choices.ts';
import { priceOfAll } from '../prices/price-book.ts';
import { planOf } from '../remediation/plan.ts';
import type { Retention, Store } from '../store/store.ts';
import { judgeInventory } from './judge-inventory.ts';

/** What a pass works with. */
export interface PassDependencies {
  readonly store: Store;
  readonly connections: readonly Connection[];
  /** Sources of signals beside the clouds' own. */
  readonly signalSources: readonly SignalConnection[];
  readonly packs: readonly Pack[];
  readonly signals: ReadonlyMap<string, Signal>;
  readonly retention: Retention;
  readonly concurrency: number;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly observer: PassObserver;
  /** A new id, unique among runs. */
  newRunId(): string;
}

/** One pass: inventory → evidence → evaluate → plan. What it found is in the store under the run's id. */
export async function runPass(dependencies: PassDependencies, signal: AbortSignal): Promise<Run> {
  const { store, connections, packs, clock, logger, retention } = dependencies;
  const run: Run = { id: dependencies.newRunId(), startedAt: clock.now(), mode: modeOf(packs) };
  await store.runs.begin(run);
  logger.info({ run: run.id }, 'pass started');

  const inventory = await collectInventory(
    run.id,
    connections,
    { ...dependencies, inventory: store.inventory },
    signal,
  );

  const byProvider = new Map(connections.map((connection) => [connection.provider, connection]));
  const price = priceOfAll(new Map(connections.map(({ provider, prices }) => [provider, prices])));
  const choices = chooseRules(packs, { now: run.startedAt, price });
  const judged = await judgeInventory(run, choices, { ...dependencies, connections: byProvider }, signal);

  const plan = await planOf(run.id, store.findings.list({ states: ['open'] }));
  const finishedAt = clock.now();
  await store.runs.finish(run.id, { finishedAt, ...inventory, ...judged, plan });
  await store.prune(finishedAt, retention);
  logger.info(
    { run: run.id, durationMs: finishedAt - run.startedAt, steps: plan.steps.length },
    'pass finished',
  );
  return { ...run, finishedAt };
}

/** The mode of a run is the furthest level that any rule has in it. */
function modeOf(packs: readonly Pack[]): RunMode {
  const levels = new Set(packs.flat().flatMap(({ rules }) => rules.map(({ level }) => level)));
  return (['apply', 'propose'] as const).find((level) => levels.has(level)) ?? 'report';
}
