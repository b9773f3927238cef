import type { Connection, SeriesRequest, SeriesResult } from '../core/adapter.ts';
import type { Resource } from '../core/resource.ts';
import type { SignalFailure } from '../core/run.ts';
import { globalRegion, type Scope, scopeKey } from '../core/scope.ts';
import type { Series, Signal, SignalNeed } from '../core/signal.ts';
import { durationMs, type EpochMs } from '../core/time.ts';
import type { EvidenceResult } from '../policy/verdict-of.ts';
import type { PassSource } from './signal-sources.ts';
import { pointKindOf, stepMsOf, summarize } from './summarize.ts';

/** What is asked of a signal of one resource. */
export interface SignalQuestion {
  readonly resource: Resource;
  readonly need: SignalNeed;
  answer: EvidenceResult;
}

export interface SignalProviders {
  readonly connections: ReadonlyMap<string, Connection>;
  /** Those beside the clouds' own, in the order in which they are asked. */
  readonly signalSources: readonly PassSource[];
  readonly signals: ReadonlyMap<string, Signal>;
  readonly now: EpochMs;
}

/** One series that is wanted, by however many questions. */
interface Wanted {
  readonly request: SeriesRequest;
  readonly signal: Signal;
  readonly questions: SignalQuestion[];
  /** What was given, in the order in which it was asked for. */
  readonly series: Series[];
  /** Whether what was given answers every question: nobody else has to be asked. */
  isKnown: boolean;
  /** Whether somebody has answered, be it that there is nothing. */
  isAnswered: boolean;
  /** The first reason why somebody could not answer. */
  error?: Error;
}

/**
 * Answers what is asked of signals: by the configured sources in their order, and by the cloud's own telemetry where
 * these know nothing, or too little. A source that fails is told, and the next is asked; what none of them knows while
 * one has failed is not taken for absent.
 */
export async function readSignals(
  questions: readonly SignalQuestion[],
  providers: SignalProviders,
  failures: Map<string, SignalFailure>,
  signal: AbortSignal,
): Promise<void> {
  const wanted = wantedSeries(questions, providers);
  for (const source of providers.signalSources) await askSource(wanted, source, failures, signal);
  await askTelemetry(wanted, providers, failures, signal);
  for (const found of wanted.values()) {
    for (const question of found.questions) question.answer = answerOf(question.need, found);
  }
}

/** By the first of the series that answers; where none does, what is wrong with the first of them. */
function answerOf(need: SignalNeed, { signal, series, isAnswered, error }: Wanted): EvidenceResult {
  const answers = series.map((one) => summarize(signal, need, one));
  const known = answers.find(({ status }) => status === 'known');
  if (known !== undefined) return known;
  if (error !== undefined) {
    return { status: 'failed', reason: `${need.signal}: could not be read (${error.name})` };
  }
  if (!isAnswered) return { status: 'failed', reason: 'not answered' };
  return answers[0] ?? summarize(signal, need, undefined);
}

function wantedSeries(
  questions: readonly SignalQuestion[],
  providers: SignalProviders,
): ReadonlyMap<string, Wanted> {
  const wanted = new Map<string, Wanted>();
  for (const question of questions) {
    const { resource, need } = question;
    const signal = providers.signals.get(need.signal);
    if (signal === undefined || !isMeasured(need.signal, resource, providers)) {
      // Nobody is asked, so even a rule that could do without this evidence must not take its absence for an answer.
      const reason = `${need.signal}: no source for this kind (${resource.kind})`;
      question.answer = { status: 'failed', reason };
      continue;
    }
    const request = seriesRequest(resource, signal, need, providers.now);
    const key = seriesKey(request);
    const series = wanted.get(key) ?? {
      request,
      signal,
      questions: [],
      series: [],
      isKnown: false,
      isAnswered: false,
    };
    series.questions.push(question);
    wanted.set(key, series);
  }
  return wanted;
}

function isMeasured(signal: string, { kind, scope }: Resource, providers: SignalProviders): boolean {
  return (
    providers.signalSources.some((source) => source.supports(signal, kind)) ||
    providers.connections.get(scope.provider)?.telemetry.supports(signal, kind) === true
  );
}

function seriesRequest(resource: Resource, signal: Signal, need: SignalNeed, now: EpochMs): SeriesRequest {
  const windowMs = durationMs(need.window);
  const stepMs = stepMsOf(windowMs);
  const endAt = Math.floor(now / stepMs) * stepMs;
  const points = pointKindOf(signal.measure, need.statistic);
  return { resource, signal: need.signal, points, startAt: endAt - windowMs, endAt, stepMs };
}

function seriesKey({ resource, signal, points, startAt }: SeriesRequest): string {
  return `${resource.id} ${signal} ${points} ${startAt}`;
}

async function askSource(
  wanted: ReadonlyMap<string, Wanted>,
  source: PassSource,
  failures: Map<string, SignalFailure>,
  signal: AbortSignal,
): Promise<void> {
  const open = [...wanted.values()].filter(
    ({ isKnown, request }) => !isKnown && source.supports(request.signal, request.resource.kind),
  );
  if (open.length === 0) return;
  const place: Scope = { provider: source.name, account: '*', region: '*' };
  const requests = open.map(({ request }) => request);
  const unanswered = new Set(open);
  try {
    for await (const result of source.read(requests, signal)) {
      const series = take(wanted, result, place, failures);
      if (series === undefined) continue;
      unanswered.delete(series);
      series.isKnown = series.questions.every(({ need }) => answerOf(need, series).status === 'known');
    }
  } catch (error) {
    // The clouds can still be asked, so that not even a fault of the source's own costs the pass.
    signal.throwIfAborted();
    const failure = error instanceof Error ? error : new Error(String(error));
    for (const { request } of unanswered) take(wanted, { request, error: failure }, place, failures);
  }
}

async function askTelemetry(
  wanted: ReadonlyMap<string, Wanted>,
  { connections }: SignalProviders,
  failures: Map<string, SignalFailure>,
  signal: AbortSignal,
): Promise<void> {
  const groups = new Map<string, { readonly scope: Scope; readonly requests: SeriesRequest[] }>();
  for (const { isKnown, request } of wanted.values()) {
    const { kind, scope } = request.resource;
    const telemetry = connections.get(scope.provider)?.telemetry;
    if (isKnown || telemetry?.supports(request.signal, kind) !== true) continue;
    const asked = telemetry.reach === 'account' ? { ...scope, region: globalRegion } : scope;
    const group = groups.get(scopeKey(asked)) ?? { scope: asked, requests: [] };
    group.requests.push(request);
    groups.set(scopeKey(asked), group);
  }
  await Promise.all(
    [...groups.values()].map(async ({ scope, requests }) => {
      const telemetry = connections.get(scope.provider)?.telemetry;
      if (telemetry === undefined) return;
      for await (const result of telemetry.read(requests, scope, signal)) {
        take(wanted, result, scope, failures);
      }
    }),
  );
}

/** Takes an answer, wherever it comes from; gives the series that it is for. */
function take(
  wanted: ReadonlyMap<string, Wanted>,
  result: SeriesResult,
  place: Scope,
  failures: Map<string, SignalFailure>,
): Wanted | undefined {
  const { signal } = result.request;
  const series = wanted.get(seriesKey(result.request));
  if (series === undefined) return undefined;
  if ('error' in result) {
    const { name, message } = result.error;
    series.error ??= result.error;
    const key = `${scopeKey(place)} ${signal} ${name}`;
    if (!failures.has(key)) failures.set(key, { scope: place, signal, error: name, message });
  } else {
    series.isAnswered = true;
    if (result.series !== undefined) series.series.push(result.series);
  }
  return series;
}
