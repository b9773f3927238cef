import type { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type {
  PipelinePolicy,
  PipelineRequest,
  PipelineResponse,
  SendRequest,
} from '@azure/core-rest-pipeline';
import { type Clock, ProtocolError, UnavailableError } from 'bursar/adapter';
import { allowanceOf, retryAfterMs } from './allowance.ts';
import type { Budget } from './budget.ts';

/** A call of the SDK's that has more to it than the SDK lets one say. */
export interface AmbientCall {
  readonly signal: AbortSignal;
  /** Given the text of each answer that went well; gives back what the SDK shall read in its place, if anything. */
  answered?(body: string): string | undefined;
  /** Given the text of an answer that is a refusal, in the end. */
  refused?(body: string): void;
}

export interface AttemptsOptions {
  readonly budget: Budget;
  /** The only place that requests, and the tokens on them, may be sent to. */
  readonly origin: string;
  readonly maxAttempts: number;
  readonly requestTimeoutMs: number;
  readonly clock: Clock;
  random(): number;
  /** Ends the waiting of calls that have no signal of their own. */
  readonly signal: AbortSignal;
  readonly ambient: AsyncLocalStorage<AmbientCall>;
}

/** What one attempt came to: an answer to give back, or a reason to try again. */
type Attempt =
  | { readonly response: PipelineResponse }
  | { readonly again: PipelineResponse | Error; readonly afterMs?: number | undefined };

const firstBackoffMs = 500;
const longestBackoffMs = 20_000;

/** Longer than this no call is kept waiting: its failure is told instead, and the next pass tries again. */
const longestRetryAfterMs = 300_000;

const again = new Set([408, 429, 500, 502, 503, 504]);

/**
 * Sends a request as often as it takes, within bounds: each attempt spends of the budget and has a limit in time; what
 * was throttled, failed or broken off is tried again, with full jitter and no sooner than Azure asks for.
 */
export function attemptsPolicy(options: AttemptsOptions): PipelinePolicy {
  const { budget, clock, maxAttempts, ambient } = options;

  async function attempt(request: PipelineRequest, next: SendRequest, signal: AbortSignal): Promise<Attempt> {
    const taken = await budget.take(signal);
    try {
      const response = await next(request);
      budget.heed(allowanceOf(response.status, response.headers, clock.now()), taken);
      if (again.has(response.status))
        return { again: response, afterMs: retryAfterMs(response.headers, clock.now()) };
      if (!isWhole(response)) return { again: new UnavailableError('the answer is not complete') };
      return { response };
    } catch (error) {
      signal.throwIfAborted();
      return { again: transient(error, options) };
    }
  }

  return {
    name: 'bursarAttempts',
    async sendRequest(request, next) {
      if (new URL(request.url).origin !== options.origin)
        throw new ProtocolError(`Azure names another place to go on at: ${new URL(request.url).origin}`);
      const call = ambient.getStore();
      const signal = signalOf(request) ?? call?.signal ?? options.signal;
      request.abortSignal = signal;
      request.timeout = options.requestTimeoutMs;
      for (let tried = 1; ; tried++) {
        const result = await attempt(request, next, signal);
        if ('response' in result) return given(result.response, call);
        if (tried >= maxAttempts || (result.afterMs ?? 0) > longestRetryAfterMs)
          return given(result.again, call);
        await sleep(waitMs(tried, result.afterMs, options.random()), undefined, { signal });
      }
    },
  };
}

/** The signal of a request, made a real one by the pipeline before. */
function signalOf({ abortSignal }: PipelineRequest): AbortSignal | undefined {
  return abortSignal instanceof AbortSignal ? abortSignal : undefined;
}

/** Full jitter, on top of what Azure asks for. */
function waitMs(tried: number, afterMs: number | undefined, random: number): number {
  const backoffMs = Math.min(longestBackoffMs, firstBackoffMs * 2 ** (tried - 1));
  return afterMs === undefined ? random * backoffMs : afterMs + random * firstBackoffMs;
}

/** A failure of the network, which may pass. @throws any other error. */
function transient(error: unknown, { requestTimeoutMs }: AttemptsOptions): Error {
  if (!(error instanceof Error)) throw error;
  // Nobody else aborted it.
  if (error.name === 'AbortError')
    return new UnavailableError(`no answer within ${requestTimeoutMs} ms`, { cause: error });
  // Sent, and no answer: an answer with a refusal is no error yet at this place.
  if (error.name === 'RestError') return error;
  throw error;
}

/** What the SDK gets in the end; whoever listens is told of it. */
function given(last: PipelineResponse | Error, call: AmbientCall | undefined): PipelineResponse {
  if (last instanceof Error) throw last;
  const body = last.bodyAsText ?? '';
  if (last.status >= 400) call?.refused?.(body);
  const instead = last.status < 300 ? call?.answered?.(body) : undefined;
  if (instead !== undefined) last.bodyAsText = instead;
  return last;
}

/** Whether the text of an answer that went well ends where JSON does: one that was cut off on its way does not. */
function isWhole({ status, headers, bodyAsText }: PipelineResponse): boolean {
  if (status >= 300 || !headers.get('content-type')?.includes('json')) return true;
  const body = bodyAsText?.trimEnd() ?? '';
  return body === '' ? status !== 200 : body.endsWith('}') || body.endsWith(']');
}
