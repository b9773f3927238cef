import type { PassObserver } from '../../core/observer.ts';
import type { Clock, EpochMs } from '../../core/time.ts';

/** How far the reading of one provider is. */
export interface ProviderState {
  readonly provider: string;
  /** Undefined until all are listed. */
  readonly scopes: number | undefined;
  readonly done: number;
  readonly failed: number;
  readonly resources: number;
  readonly perSecond: number | undefined;
}

/** How far the judging is. */
export interface JudgingState {
  readonly total: number;
  readonly judged: number;
  readonly perSecond: number | undefined;
}

/** What is known of a pass while it goes on. */
export interface PassState {
  readonly observer: Required<PassObserver>;
  readonly startedAt: EpochMs;
  elapsedMs(): number;
  providers(): readonly ProviderState[];
  judging(): JudgingState | undefined;
}

interface Counting {
  scopes: number | undefined;
  done: number;
  failed: number;
  readonly resources: Counter;
}

export function createPassState(clock: Clock): PassState {
  const startedAt = clock.now();
  const providers = new Map<string, Counting>();
  let judging: { readonly total: number; readonly judged: Counter } | undefined;

  function of(provider: string): Counting {
    const known = providers.get(provider);
    if (known !== undefined) return known;
    const counting = { scopes: undefined, done: 0, failed: 0, resources: createCounter(clock) };
    providers.set(provider, counting);
    return counting;
  }

  return {
    startedAt,
    elapsedMs: () => clock.now() - startedAt,
    providers: () =>
      [...providers].map(([provider, { scopes, done, failed, resources }]) => ({
        provider,
        scopes,
        done,
        failed,
        resources: resources.total(),
        perSecond: resources.perSecond(),
      })),
    judging: () =>
      judging && {
        total: judging.total,
        judged: judging.judged.total(),
        perSecond: judging.judged.perSecond(),
      },
    observer: {
      scopesListed(provider, count) {
        of(provider).scopes = count;
      },
      collected(scope, _kind, count) {
        of(scope.provider).resources.add(count);
      },
      scopeFinished({ scope, status }) {
        const counting = of(scope.provider);
        counting.done += 1;
        if (status !== 'ok') counting.failed += 1;
      },
      judging(total) {
        judging = { total, judged: createCounter(clock) };
      },
      judged(count) {
        judging?.judged.add(count);
      },
    },
  };
}

/** A count that knows how fast it grows at present. */
interface Counter {
  add(count: number): void;
  total(): number;
  /** Over the last seconds; undefined as long as that would be a guess. */
  perSecond(): number | undefined;
}

const rateWindowMs = 5_000;
const sampleEveryMs = 250;

function createCounter(clock: Clock): Counter {
  let total = 0;
  let samples: { readonly at: EpochMs; readonly total: number }[] = [{ at: clock.now(), total: 0 }];
  return {
    add(count) {
      total += count;
      const now = clock.now();
      if (now - (samples.at(-1)?.at ?? 0) < sampleEveryMs) return;
      samples = samples.filter(({ at }) => now - at <= rateWindowMs);
      samples.push({ at: now, total });
    },
    total: () => total,
    perSecond() {
      const now = clock.now();
      const oldest = samples.find(({ at }) => now - at <= rateWindowMs) ?? samples.at(-1);
      if (oldest === undefined || now - oldest.at < 1_000) return undefined;
      return ((total - oldest.total) * 1_000) / (now - oldest.at);
    },
  };
}
