import { setTimeout as sleep } from 'node:timers/promises';
import { type AdapterContext, ProtocolError, type TokenBucket, UnavailableError } from 'bursar/adapter';
import type { AuthClient } from 'google-auth-library';
import { readText } from './body.ts';
import type { GcpCall } from './call.ts';
import { CredentialsError, isThrottling, toCloudError } from './errors.ts';
import { Refusal } from './refusal.ts';

/** A request as it goes over the wire, without credentials. */
export interface WireRequest {
  readonly url: URL;
  readonly method: string;
  readonly headers: Headers;
  readonly body?: string | undefined;
}

/** Google's answer to a request that it took. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** The body, parsed; undefined where there is none. */
  readonly json: unknown;
}

/** What requests are sent with. */
export interface TransportOptions {
  readonly credentials: () => Promise<AuthClient>;
  readonly quotaProject: string | undefined;
  readonly maxAttempts: number;
  readonly requestTimeoutMs: number;
  readonly context: AdapterContext;
}

const firstDelayMs = 500;
const longestDelayMs = 32_000;
/** Who asks for more patience than this is told of as throttling. */
const mostPatienceMs = 120_000;

const temporary = new Set([408, 500, 502, 503, 504]);

/** Sends requests with credentials, within budgets, and again where that helps. */
export class Transport {
  readonly #options: TransportOptions;
  #skewMs: number | undefined;

  constructor(options: TransportOptions) {
    this.#options = options;
  }

  /** How far the clock is ahead of Google's, by the latest answer; undefined before the first. */
  get skewMs(): number | undefined {
    return this.#skewMs;
  }

  /** Sends one request until it is answered, or it is clear that it will not be. */
  async send(request: WireRequest, call: Omit<GcpCall, 'project'>, bucket: TokenBucket): Promise<WireAnswer> {
    const { maxAttempts } = this.#options;
    for (let attempt = 1; ; attempt++) {
      const taken = await bucket.take(call.signal);
      try {
        const answer = await this.#attempt(request, call.signal);
        bucket.accepted();
        return answer;
      } catch (error) {
        call.signal.throwIfAborted();
        if (isThrottling(error)) bucket.throttled(taken);
        if (attempt >= maxAttempts || !helpsToRepeat(error, call.changes ?? false)) throw error;
        const asked = retryAfterMsOf(error) ?? 0;
        if (asked > mostPatienceMs) throw error;
        await sleep(Math.max(asked, this.#delayMs(attempt)), undefined, { signal: call.signal });
      }
    }
  }

  /** One attempt; with a new token a second one, where the first was not taken. */
  async #attempt(request: WireRequest, signal: AbortSignal): Promise<WireAnswer> {
    const client = await this.#options.credentials();
    try {
      return await this.#once(request, client, signal);
    } catch (error) {
      if (!(error instanceof Refusal) || error.status !== 401 || !forget(client)) throw error;
      return this.#once(request, client, signal);
    }
  }

  async #once(request: WireRequest, client: AuthClient, signal: AbortSignal): Promise<WireAnswer> {
    const ends = AbortSignal.any([signal, AbortSignal.timeout(this.#options.requestTimeoutMs)]);
    const headers = new Headers(request.headers);
    for (const [name, value] of await authorization(client, request.url, ends)) headers.set(name, value);
    const { quotaProject } = this.#options;
    if (quotaProject !== undefined) headers.set('x-goog-user-project', quotaProject);
    const response = await client.transporter.request({
      url: request.url,
      method: request.method,
      headers,
      ...(request.body !== undefined && { body: request.body }),
      signal: ends,
      responseType: 'stream',
      retry: false,
      validateStatus: () => true,
    });
    const text = await readText(response.data);
    const { status, headers: answered } = response;
    const answeredAt = Date.parse(answered.get('date') ?? '');
    if (!Number.isNaN(answeredAt)) this.#skewMs = this.#options.context.clock.now() - answeredAt;
    if (status < 200 || status >= 300) throw new Refusal(status, text, answered.get('retry-after'));
    return { status, headers: answered, json: parse(text, request.url) };
  }

  /** Full jitter: all that were refused at once shall not come back at once. */
  #delayMs(attempt: number): number {
    return this.#options.context.random() * Math.min(longestDelayMs, firstDelayMs * 2 ** (attempt - 1));
  }
}

/** A body as what it says. @throws {ProtocolError} for one that says nothing, such as one that was cut off on its way. */
function parse(text: string, url: URL): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ProtocolError(`the answer of ${url.host}${url.pathname} cannot be read`, { cause: error });
  }
}

/** The headers that say who asks. @throws {CredentialsError} */
async function authorization(client: AuthClient, url: URL, signal: AbortSignal): Promise<Headers> {
  try {
    return await orAbort(client.getRequestHeaders(url), signal);
  } catch (error) {
    signal.throwIfAborted();
    throw credentialsError(error);
  }
}

/** Why there are no credentials; where only the network was in the way, just that. */
function credentialsError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const mapped = toCloudError(error);
  return mapped instanceof UnavailableError ? error : new CredentialsError(error.message, { cause: error });
}

/** Waits for what takes no signal itself. */
function orAbort<Value>(value: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const aborted = (): void => reject(signal.reason);
    signal.throwIfAborted();
    signal.addEventListener('abort', aborted, { once: true });
    value.then(resolve, reject).finally(() => signal.removeEventListener('abort', aborted));
  });
}

/** Has a client ask for a new token; whether it can. */
function forget(client: AuthClient): boolean {
  const { access_token: token, ...lasting } = client.credentials;
  if (token === undefined || token === null) return false;
  client.setCredentials(lasting);
  return true;
}

/** What is throttled was not done; of anything else that changes something, nobody knows. */
function helpsToRepeat(error: unknown, changes: boolean): boolean {
  if (isThrottling(error)) return true;
  if (changes || error instanceof CredentialsError) return false;
  if (error instanceof Refusal) return temporary.has(error.status);
  return error instanceof ProtocolError || toCloudError(error) instanceof UnavailableError;
}

function retryAfterMsOf(error: unknown): number | undefined {
  return error instanceof Refusal ? error.retryAfterMs : undefined;
}
