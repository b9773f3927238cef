import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { type Faults, faultList } from './faults.ts';
import type { MovableClock } from './movable-clock.ts';
import type { RateLimitMode } from './rate-limits.ts';
import type { RequestCounters } from './request-counters.ts';
import type { Truth } from './truth.ts';

/** A request to the sandbox itself, and not to one of its clouds. */
export interface ControlRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Buffer;
}

export type Control = (request: ControlRequest, response: ServerResponse) => Promise<void>;

/** What can be looked at and changed from outside. */
export interface ControlParts {
  readonly clock: MovableClock;
  readonly faults: Faults;
  readonly requests: RequestCounters;
  readonly limits: { mode: RateLimitMode };
  truths(): Iterable<Truth>;
}

const clockChange = z.strictObject({ advanceMs: z.number().nonnegative() });
const limitsChange = z.strictObject({ mode: z.enum(['generous', 'strict']) });

/**
 * What machines steer the sandbox by:
 * `GET /_sandbox/truth` (JSON lines: what is to be found; with `?all` every resource), `GET` and `PUT /_sandbox/faults`,
 * `GET` and `POST /_sandbox/clock` `{"advanceMs": …}`, `GET` and `PUT /_sandbox/limits` `{"mode": "strict"}`,
 * `GET` and `DELETE /_sandbox/requests`.
 */
export function createControl(parts: ControlParts): Control {
  const { clock, faults, requests, limits } = parts;
  const clockState = (): object => ({ now: clock.now(), movedMs: clock.movedMs });

  async function handle(
    { method, path, query, body }: ControlRequest,
    response: ServerResponse,
  ): Promise<void> {
    switch (`${method} ${path.slice('/_sandbox/'.length)}`) {
      case 'GET truth':
        return writeTruths(parts.truths(), query.has('all'), response);
      case 'PUT faults':
        faults.set(parsed(faultList, body));
        return json(response, 200, faults.list());
      case 'GET faults':
        return json(response, 200, faults.list());
      case 'POST clock':
        clock.advance(parsed(clockChange, body).advanceMs);
        return json(response, 200, clockState());
      case 'GET clock':
        return json(response, 200, clockState());
      case 'PUT limits':
        limits.mode = parsed(limitsChange, body).mode;
        return json(response, 200, { mode: limits.mode });
      case 'GET limits':
        return json(response, 200, { mode: limits.mode });
      case 'DELETE requests':
        requests.clear();
        return json(response, 200, []);
      case 'GET requests':
        return json(response, 200, requests.list());
      default:
        return json(response, 404, { message: `the sandbox has no ${method} ${path}` });
    }
  }

  return async (request, response) => {
    try {
      await handle(request, response);
    } catch (error) {
      if (!(error instanceof z.ZodError || error instanceof SyntaxError)) throw error;
      const message = error instanceof z.ZodError ? z.prettifyError(error) : error.message;
      json(response, 400, { message });
    }
  };
}

function parsed<Output>(schema: z.ZodType<Output>, body: Buffer): Output {
  return schema.parse(JSON.parse(body.toString('utf8')));
}

function json(response: ServerResponse, status: number, document: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(document));
}

/** How many characters are gathered before they are written. */
const chunkLength = 65_536;

/** One JSON document a line, no more of them in memory than the reader is behind. */
async function writeTruths(truths: Iterable<Truth>, all: boolean, response: ServerResponse): Promise<void> {
  response.writeHead(200, { 'content-type': 'application/x-ndjson' });
  try {
    await pipeline(linesOf(truths, all), response);
  } catch (error) {
    // A reader that has seen enough goes away.
    if (!response.destroyed) throw error;
  }
}

function* linesOf(truths: Iterable<Truth>, all: boolean): Generator<string, void, void> {
  let chunk = '';
  for (const truth of truths) {
    if (!all && truth.rules.length === 0 && truth.undecidable.length === 0) continue;
    chunk += `${JSON.stringify(truth)}\n`;
    if (chunk.length < chunkLength) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}
