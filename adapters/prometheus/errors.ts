import { CloudError, DeniedError, RejectedError, ThrottledError, UnavailableError } from 'bursar/adapter';
import { z } from 'zod';
import { type HttpAnswer, OversizedError } from './http.ts';

/** A query was too much for the server, or its answer is too long: fewer resources may do. */
export class TooMuchError extends UnavailableError {
  /** Whether the server said so; else it said nothing for as long as it may, and may be gone altogether. */
  readonly isTold: boolean;

  constructor(message: string, options: ErrorOptions & { readonly isTold: boolean }) {
    super(message, options);
    this.isTold = options.isTold;
  }
}

const refusal = z.object({ status: z.literal('error'), errorType: z.string(), error: z.string() });

const mostCharacters = 300;

/** What is wrong with an answer that is no success, in the port's words. `host` is how people know the server. */
export function refusalOf({ status, headers, body }: HttpAnswer, host: string): CloudError {
  const told = refusal.safeParse(jsonOf(body)).data;
  const reason = told === undefined ? `HTTP ${status}` : `${told.errorType}: ${shortened(told.error)}`;
  const message = `${host}: ${reason}`;
  if (status === 401 || status === 403) return new DeniedError(message);
  if (status === 429) return new ThrottledError(message, { retryAfterMs: retryAfterMs(headers) });
  if (status === 422 || status === 413 || told?.errorType === 'timeout')
    return new TooMuchError(message, { isTold: true });
  if (status >= 500) return new UnavailableError(message);
  if (told !== undefined) return new RejectedError(message);
  return new RejectedError(`${message}: there is no Prometheus at this URL`);
}

/** What kept an answer from coming, in the port's words; `undefined` for what is a fault of ours. */
export function transportError(error: unknown, host: string): CloudError | undefined {
  if (error instanceof CloudError) return error;
  if (error instanceof OversizedError)
    return new TooMuchError(`${host}: its answer has ${error.message}`, { cause: error, isTold: true });
  if (!(error instanceof Error)) return undefined;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  if (code === undefined) return undefined;
  if (/CERT|SELF_SIGNED|ISSUER|ALTNAME/.test(code)) {
    const advice = 'give its authority as "ca" where it is one of your own';
    return new DeniedError(`${host}: its certificate is not trusted (${code}); ${advice}`, { cause: error });
  }
  return new UnavailableError(`${host}: no connection (${code})`, { cause: error });
}

/** The time that a query may take is over. */
export function timeOut(host: string): TooMuchError {
  return new TooMuchError(`${host}: no answer within the time that a query may take`, { isTold: false });
}

/** The JSON of a text, or undefined where it is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function shortened(text: string): string {
  return text.length <= mostCharacters ? text : `${text.slice(0, mostCharacters)}…`;
}

function retryAfterMs({ 'retry-after': seconds }: HttpAnswer['headers']): number | undefined {
  return seconds !== undefined && /^\d+$/.test(seconds) ? Number(seconds) * 1_000 : undefined;
}
