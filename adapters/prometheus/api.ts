import { setTimeout as sleep } from 'node:timers/promises';
import {
  type AdapterContext,
  type CloudError,
  type EpochMs,
  ProtocolError,
  ThrottledError,
  UnavailableError,
} from 'bursar/adapter';
import { z } from 'zod';
import { jsonOf, refusalOf, TooMuchError, timeOut, transportError } from './errors.ts';
import { requestHeaders } from './headers.ts';
import { createHttpClient, type HttpAnswer } from './http.ts';
import type { PrometheusSettings } from './settings.ts';

/** Points that the server gives of a series at most. */
export const mostPoints = 11_000;

const mostBytes = 64 * 1024 * 1024;
const longestUrl = 2_000;
const longestPauseMs = 30_000;

/** One series of an answer: its labels, and its values as they came, by the instant in seconds. */
export interface RawSeries {
  readonly metric: Readonly<Record<string, string>>;
  readonly values: readonly (readonly [atSeconds: number, value: string])[];
}

/** A query over time: its first and last instant, and the step between two. */
export interface RangeQuery {
  readonly query: string;
  readonly startAt: EpochMs;
  readonly endAt: EpochMs;
  readonly stepMs: number;
}

/** The HTTP API of Prometheus, as much of it as is asked here. */
export interface PrometheusApi {
  /** @throws {CloudError} */
  range(query: RangeQuery, signal: AbortSignal): Promise<readonly RawSeries[]>;
  /** The number that a query gives now, or undefined where it gives nothing. @throws {CloudError} */
  count(query: string, signal: AbortSignal): Promise<number | undefined>;
  close(): void;
}

const sample = z.tuple([z.number(), z.string()]);
const metric = z.record(z.string(), z.string());

const envelope = z.object({
  status: z.literal('success'),
  warnings: z.array(z.string()).optional(),
  /** VictoriaMetrics: some of its storage did not answer. */
  isPartial: z.boolean().optional(),
});

const matrix = envelope.extend({
  data: z.object({
    resultType: z.literal('matrix'),
    result: z.array(z.object({ metric, values: z.array(sample).default([]) })),
  }),
});

const vector = envelope.extend({
  data: z.object({
    resultType: z.literal('vector'),
    result: z.array(z.object({ metric, value: sample })),
  }),
});

export function createApi(settings: PrometheusSettings, context: AdapterContext): PrometheusApi {
  const http = createHttpClient(settings.ca?.file);
  const base = settings.url.replace(/\/+$/, '');
  const { host } = new URL(settings.url);

  async function ask<Answer extends z.output<typeof envelope>>(
    path: string,
    parameters: Readonly<Record<string, string>>,
    schema: z.ZodType<Answer>,
    signal: AbortSignal,
  ): Promise<Answer> {
    // A partial answer would look like a quiet machine: who can give one (Thanos) is asked not to.
    const form = new URLSearchParams({ ...parameters, partial_response: 'false' }).toString();
    const answer = await withAttempts(settings.maxAttempts, context, signal, () =>
      attempt(path, form, signal),
    );
    const { data, success } = schema.safeParse(jsonOf(answer.body));
    if (!success) throw new ProtocolError(`${host}: this is no answer of Prometheus'`);
    const { warnings = [], isPartial } = data;
    if (isPartial === true) throw new UnavailableError(`${host}: some of its storage did not answer`);
    if (warnings.length > 0) context.logger.warn({ source: settings.name, warnings }, 'query with warnings');
    return data;
  }

  async function attempt(path: string, form: string, signal: AbortSignal): Promise<HttpAnswer> {
    const short = new URL(`${base}${path}?${form}`);
    const isShort = short.href.length <= longestUrl;
    const deadline = AbortSignal.timeout(settings.requestTimeoutMs);
    try {
      const headers = await requestHeaders(settings);
      const formType = { 'Content-Type': 'application/x-www-form-urlencoded' };
      const call = {
        signal: AbortSignal.any([signal, deadline]),
        maximumBytes: mostBytes,
      };
      const answer = isShort
        ? await http.send(short, { ...call, method: 'GET', headers })
        : await http.send(new URL(`${base}${path}`), {
            ...call,
            method: 'POST',
            headers: { ...headers, ...formType },
            body: form,
          });
      if (answer.status === 200) return answer;
      throw refusalOf(answer, host);
    } catch (error) {
      signal.throwIfAborted();
      throw deadline.aborted ? timeOut(host) : (transportError(error, host) ?? error);
    }
  }

  return {
    async range(asked, signal) {
      const { query, startAt, endAt, stepMs } = asked;
      const parameters = { query, start: seconds(startAt), end: seconds(endAt), step: seconds(stepMs) };
      const { data } = await ask('/api/v1/query_range', parameters, matrix, signal);
      const stray = strayInstant(data.result, asked);
      if (stray === undefined) return data.result;
      throw new ProtocolError(`${host}: a value at ${stray} is not of the time that was asked for`);
    },
    async count(query, signal) {
      const parameters = { query, time: seconds(context.clock.now()) };
      const { data } = await ask('/api/v1/query', parameters, vector, signal);
      const [first] = data.result;
      return first && Number(first.value[1]);
    },
    close: () => http.close(),
  };
}

/** The first instant of the values that was not asked for. */
function strayInstant(
  series: readonly RawSeries[],
  { startAt, endAt, stepMs }: RangeQuery,
): number | undefined {
  for (const { values } of series) {
    for (const [atSeconds] of values) {
      const at = Math.round(atSeconds * 1_000);
      if (at < startAt || at > endAt || (at - startAt) % stepMs !== 0) return atSeconds;
    }
  }
  return undefined;
}

/** Instants and steps as the API takes them. */
function seconds(ms: number): string {
  return (ms / 1_000).toFixed(3);
}

/** Tries again what may be better later: a server that is away or asks for fewer calls, never a query that is too much. */
async function withAttempts<Result>(
  maxAttempts: number,
  { random }: AdapterContext,
  signal: AbortSignal,
  attempt: () => Promise<Result>,
): Promise<Result> {
  for (let tried = 1; ; tried++) {
    try {
      return await attempt();
    } catch (error) {
      if (tried >= maxAttempts || !isPassing(error)) throw error;
      const wanted = error instanceof ThrottledError ? error.retryAfterMs : undefined;
      const pause = wanted ?? 250 * 2 ** tried * (0.5 + random());
      await sleep(Math.min(pause, longestPauseMs), undefined, { signal });
    }
  }
}

function isPassing(error: unknown): error is CloudError {
  return (
    error instanceof ThrottledError || (error instanceof UnavailableError && !(error instanceof TooMuchError))
  );
}
