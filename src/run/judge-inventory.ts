import type { Connection } from '../core/adapter.ts';
import type { Finding, UnknownVerdict } from '../core/finding.ts';
import type { PassObserver } from '../core/observer.ts';
import type { Resource } from '../core/resource.ts';
import type { RuleFailure, Run, SignalFailure } from '../core/run.ts';
import { scopeKey } from '../core/scope.ts';
import type { Signal } from '../core/signal.ts';
import type { SignalConnection } from '../core/signal-source.ts';
import type { Clock, EpochMs } from '../core/time.ts';
import { type EvidenceSources, gatherEvidence, type Pending } from '../evidence/gather.ts';
import { knownCollections } from '../evidence/known-collections.ts';
import { sourcesOfPass } from '../evidence/signal-sources.ts';
import { recommendation } from '../kinds/recommendation.ts';
import type { Choices } from '../policy/choices.ts';
import { findingOf, unknownOf } from '../policy/findings-of.ts';
import { judge, judgeByEvidence, RuleFailures, type VerdictSink } from '../policy/judge.ts';
import type { Store } from '../store/store.ts';
import { withAdvice } from './advice.ts';

export interface JudgeDependencies {
  readonly store: Pick<Store, 'inventory' | 'findings'>;
  readonly connections: ReadonlyMap<string, Connection>;
  /** Sources of signals beside the clouds' own, in the order in which they are asked. */
  readonly signalSources: readonly SignalConnection[];
  readonly signals: ReadonlyMap<string, Signal>;
  readonly clock: Clock;
  readonly observer: PassObserver;
}

export interface JudgedInventory {
  readonly ruleFailures: readonly RuleFailure[];
  readonly signalFailures: readonly SignalFailure[];
}

/** Resources held at a time; evidence is asked for, and findings are written, a chunk at a time. */
const chunkSize = 1_000;

/**
 * Judges what a run has read whole, each provider's streamed from the store chunk by chunk, and records what it finds. At the end,
 * findings that did not show again are settled.
 */
export async function judgeInventory(
  run: Run,
  choices: Choices,
  { store, connections, signalSources, signals, clock, observer }: JudgeDependencies,
  signal: AbortSignal,
): Promise<JudgedInventory> {
  const now: EpochMs = run.startedAt;
  const known = knownCollections(await store.inventory.collections(run.id));
  const { inventory } = store;
  const sources: EvidenceSources = {
    connections,
    signalSources: sourcesOfPass(signalSources, inventory),
    inventory,
    signals,
    known,
    now,
  };
  const failures = new RuleFailures();
  const signalFailures = new Map<string, SignalFailure>();
  const kinds = [...new Set(choices.rules.flatMap((rule) => rule.kinds.map(({ name }) => name)))];
  const counts = await inventory.counts();
  const isAdvised = counts.byKind.has(recommendation.name);
  observer.judging?.(counts.total);

  async function judgeProvider(provider: string): Promise<void> {
    for await (const chunk of inventory.fresh(run.id, kinds, chunkSize, provider)) {
      signal.throwIfAborted();
      const batch = new Batch();
      for (const [first, group] of groupsOf(chunk)) {
        judge(choices.for(first.scope, first.kind), group, batch, failures);
      }
      await judgePending(batch, sources, failures, signalFailures, signal);
      const findings = isAdvised ? await withAdvice(batch.findings, inventory) : batch.findings;
      await store.findings.record(run.id, clock.now(), findings);
      await store.findings.recordUnknown(run.id, batch.unknown);
      observer.judged?.(chunk.length);
    }
  }
  // Side by side, so that while one cloud is being asked for evidence the others are too.
  for (const lane of await Promise.allSettled([...connections.keys()].map(judgeProvider))) {
    if (lane.status === 'rejected') throw lane.reason;
  }

  const failed = failures.list().map(({ rule }) => rule);
  await store.findings.settle(run.id, clock.now(), { judged: choices.rules.map(({ id }) => id), failed });
  return { ruleFailures: failures.list(), signalFailures: [...signalFailures.values()] };
}

/** What the judging of one chunk comes to. */
class Batch implements VerdictSink {
  readonly findings: Finding[] = [];
  readonly unknown: UnknownVerdict[] = [];
  readonly waiting: Pending[] = [];

  flagged(...flagged: Parameters<VerdictSink['flagged']>): void {
    this.findings.push(findingOf(...flagged));
  }

  undecided(...undecided: Parameters<VerdictSink['undecided']>): void {
    this.unknown.push(unknownOf(...undecided));
  }

  pending(resource: Resource, setting: Pending['setting']): void {
    this.waiting.push({ resource, setting });
  }
}

async function judgePending(
  batch: Batch,
  sources: EvidenceSources,
  failures: RuleFailures,
  signalFailures: Map<string, SignalFailure>,
  signal: AbortSignal,
): Promise<void> {
  if (batch.waiting.length === 0) return;
  const gathered = await gatherEvidence(batch.waiting, sources, signal);
  for (const [index, { resource, setting }] of batch.waiting.entries()) {
    judgeByEvidence(resource, setting, gathered.evidence[index] ?? new Map(), batch, failures);
  }
  for (const failure of gathered.failures) {
    signalFailures.set(`${scopeKey(failure.scope)} ${failure.signal} ${failure.message}`, failure);
  }
}

/** Runs of neighbours of one scope and kind, as the store streams them. */
function* groupsOf(
  resources: readonly Resource[],
): Generator<readonly [first: Resource, group: readonly Resource[]]> {
  let start = 0;
  for (let end = 1; end <= resources.length; end++) {
    const first = resources[start];
    const next = resources[end];
    if (first === undefined) return;
    if (next !== undefined && next.kind === first.kind && sameScope(next, first)) continue;
    yield [first, resources.slice(start, end)];
    start = end;
  }
}

function sameScope(a: Resource, b: Resource): boolean {
  return (
    a.scope.region === b.scope.region &&
    a.scope.account === b.scope.account &&
    a.scope.provider === b.scope.provider
  );
}
