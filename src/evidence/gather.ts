import type { Connection, SeriesRequest } from '../core/adapter.ts';
import type { Need, RequiredNeed } from '../core/need.ts';
import type { Resource } from '../core/resource.ts';
import type { SignalFailure } from '../core/run.ts';
import { type Scope, scopeKey } from '../core/scope.ts';
import type { Signal, SignalNeed } from '../core/signal.ts';
import { durationMs, type EpochMs } from '../core/time.ts';
import type { Setting } from '../policy/choices.ts';
import type { Evidence } from '../policy/judge.ts';
import type { EvidenceResult } from '../policy/verdict-of.ts';
import type { InventoryStore } from '../store/store.ts';
import type { KnownCollections } from './known-collections.ts';
import { pointKindOf, stepMsOf, summarize } from './summarize.ts';

/** A resource that a rule selected and needs evidence for. */
export interface Pending {
  readonly resource: Resource;
  readonly setting: Setting;
}

/** Where evidence comes from. */
export interface EvidenceSources {
  readonly connections: ReadonlyMap<string, Connection>;
  readonly inventory: InventoryStore;
  readonly signals: ReadonlyMap<string, Signal>;
  readonly known: KnownCollections;
  readonly now: EpochMs;
}

/** Evidence for a batch, in its order, and the signals that could not be read. */
export interface Gathered {
  readonly evidence: readonly Evidence[];
  readonly failures: readonly SignalFailure[];
}

/** One need of one pending verdict; the same question is asked once, however many ask it. */
interface Question {
  readonly resource: Resource;
  readonly need: RequiredNeed;
  answer: EvidenceResult;
}

/** Fetches what a batch of verdicts needs, each source asked in as few calls as it allows. */
export async function gatherEvidence(
  batch: readonly Pending[],
  sources: EvidenceSources,
  signal: AbortSignal,
): Promise<Gathered> {
  const questions = new Map<string, Question>();
  const wanted = batch.map(({ resource, setting }) =>
    Object.entries(setting.needs ?? {}).map(
      ([name, need]) => [name, ask(questions, resource, need)] as const,
    ),
  );
  const failures: SignalFailure[] = [];
  const open = [...questions.values()];
  await Promise.all([
    readSignals(open, sources, failures, signal),
    readRelated(open, sources),
    readAccounts(open, sources),
  ]);
  const evidence = wanted.map((asked) => new Map(asked.map(([name, question]) => [name, question.answer])));
  return { evidence, failures };
}

function ask(questions: Map<string, Question>, resource: Resource, need: Need): Question {
  const required = need.type === 'optional' ? need.need : need;
  const key = `${required.type === 'account' ? scopeKey(resource.scope) : resource.id} ${keyOf(required)}`;
  const known = questions.get(key);
  if (known !== undefined) return known;
  const question: Question = {
    resource,
    need: required,
    answer: { status: 'failed', reason: 'not answered' },
  };
  questions.set(key, question);
  return question;
}

function keyOf(need: RequiredNeed): string {
  switch (need.type) {
    case 'signal':
      return `signal ${need.signal} ${need.window} ${need.statistic} ${need.minCoverage}`;
    case 'related':
      return `${need.direction} ${need.kind.name}`;
    case 'account':
      return 'account';
  }
}

async function readSignals(
  questions: readonly Question[],
  sources: EvidenceSources,
  failures: SignalFailure[],
  signal: AbortSignal,
): Promise<void> {
  const byScope = new Map<
    string,
    {
      readonly scope: Scope;
      readonly requests: Map<string, SeriesRequest>;
      readonly asking: Map<string, Question[]>;
    }
  >();
  for (const question of questions) {
    const { need, resource } = question;
    if (need.type !== 'signal') continue;
    const request = seriesRequest(question, need, sources);
    if (request === undefined) continue;
    const { scope } = resource;
    const key = scopeKey(scope);
    const group = byScope.get(key) ?? { scope, requests: new Map(), asking: new Map() };
    byScope.set(key, group);
    const series = seriesKey(request);
    group.requests.set(series, group.requests.get(series) ?? request);
    group.asking.set(series, [...(group.asking.get(series) ?? []), question]);
  }
  await Promise.all(
    [...byScope.values()].map(async ({ scope, requests, asking }) => {
      const connection = sources.connections.get(scope.provider);
      if (connection === undefined) return;
      for await (const result of connection.telemetry.read([...requests.values()], scope, signal)) {
        for (const question of asking.get(seriesKey(result.request)) ?? []) {
          if (question.need.type !== 'signal') continue;
          question.answer =
            'error' in result
              ? failed(question.need, result.error, scope, failures)
              : summarizeKnown(question.need, result.series, sources);
        }
      }
    }),
  );
}

function seriesRequest(
  question: Question,
  need: SignalNeed,
  sources: EvidenceSources,
): SeriesRequest | undefined {
  const signal = sources.signals.get(need.signal);
  const { resource } = question;
  const telemetry = sources.connections.get(resource.scope.provider)?.telemetry;
  if (signal === undefined || telemetry?.supports(need.signal, resource.kind) !== true) {
    // Nobody was asked, so even a rule that could do without this evidence must not take its absence for an answer.
    question.answer = {
      status: 'failed',
      reason: `${need.signal}: no source for this kind (${resource.kind})`,
    };
    return undefined;
  }
  const windowMs = durationMs(need.window);
  const stepMs = stepMsOf(windowMs);
  const endAt = Math.floor(sources.now / stepMs) * stepMs;
  return {
    resource,
    signal: need.signal,
    points: pointKindOf(signal.measure, need.statistic),
    startAt: endAt - windowMs,
    endAt,
    stepMs,
  };
}

function seriesKey({ resource, signal, points, startAt }: SeriesRequest): string {
  return `${resource.id} ${signal} ${points} ${startAt}`;
}

function failed(need: SignalNeed, error: Error, scope: Scope, failures: SignalFailure[]): EvidenceResult {
  if (!failures.some((failure) => failure.signal === need.signal && failure.scope === scope)) {
    failures.push({ scope, signal: need.signal, error: error.name, message: error.message });
  }
  return { status: 'failed', reason: `${need.signal}: could not be read (${error.name})` };
}

function summarizeKnown(
  need: SignalNeed,
  series: Parameters<typeof summarize>[2],
  { signals }: EvidenceSources,
): EvidenceResult {
  const signal = signals.get(need.signal);
  return signal === undefined
    ? { status: 'failed', reason: `${need.signal}: not a signal` }
    : summarize(signal, need, series);
}

async function readRelated(
  questions: readonly Question[],
  { inventory, known }: EvidenceSources,
): Promise<void> {
  const groups = Map.groupBy(questions, ({ need }) =>
    need.type === 'related' ? `${need.direction} ${need.kind.name}` : '',
  );
  for (const [key, group] of groups) {
    const need = group[0]?.need;
    if (key === '' || need?.type !== 'related') continue;
    const related = await inventory.related(
      group.map(({ resource }) => resource.id),
      need.kind.name,
      need.direction,
    );
    for (const question of group) {
      const { resource } = question;
      question.answer = known.whole(resource.scope, need.kind.name)
        ? { status: 'known', value: related.get(resource.id) ?? [] }
        : { status: 'failed', reason: `${need.kind.plural} of ${scopeKey(resource.scope)}: not read` };
    }
  }
}

async function readAccounts(questions: readonly Question[], { inventory }: EvidenceSources): Promise<void> {
  for (const question of questions) {
    if (question.need.type !== 'account') continue;
    const account = await inventory.account(question.resource.scope);
    question.answer =
      account === undefined
        ? { status: 'absent', reason: `account ${question.resource.scope.account}: not read` }
        : { status: 'known', value: account };
  }
}
