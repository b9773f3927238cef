import {
  DeniedError,
  NotFoundError,
  PagingError,
  ProtocolError,
  ThrottledError,
  UnavailableError,
} from 'bursar/adapter';
import { LessorError } from './lessor.ts';

const attempts = 3;

/** The lessor's refusals in the port's words; anything else is a fault of ours. */
export function inPortsWords(error: unknown): unknown {
  if (error instanceof PagingError) return new ProtocolError(error.message, { cause: error });
  if (!(error instanceof LessorError)) return error;
  switch (error.status) {
    case 401:
      return new DeniedError(`${error.message}: sign in again and give Bursar a new token`, { cause: error });
    case 403:
      return new DeniedError(error.message, { cause: error });
    case 404:
      return new NotFoundError(error.message, { cause: error });
    case 429:
      return new ThrottledError(error.message, { cause: error });
    case 500:
      return new UnavailableError(error.message, { cause: error });
  }
}

/** Asks again where that may help. A client that goes over a network would wait in between, longer each time. */
export async function withRetries<Result>(ask: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ask();
    } catch (error) {
      const again = error instanceof LessorError && (error.status === 429 || error.status === 500);
      if (!again || attempt === attempts) throw error;
    }
  }
}
