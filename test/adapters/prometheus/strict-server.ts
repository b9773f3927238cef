import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Certificate } from '../../../src/sandbox/certificate.ts';

/** One query as the server took it. */
export interface TakenQuery {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly query: string;
  /** Instants of a query over time, in milliseconds. */
  readonly instants: readonly number[];
  /** The values between the bars of the query's expression. */
  readonly asked: readonly string[];
}

/** An answer: a status with a body, or nothing ever. */
export type StrictAnswer =
  | { readonly status: number; readonly body: unknown; readonly headers?: Readonly<Record<string, string>> }
  | 'silence'
  | 'hang up';

/** A server that takes nothing but what Prometheus' API has, answers as it is told, and keeps what it was asked. */
export async function strictServer(
  answer: (query: TakenQuery) => StrictAnswer,
  certificate?: Certificate,
): Promise<{ readonly url: string; readonly taken: readonly TakenQuery[] }> {
  const taken: TakenQuery[] = [];
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    void (async () => {
      const query = await take(request);
      if (query === undefined) {
        send(response, { status: 404, body: 'page not found' });
        return;
      }
      taken.push(query);
      const given = answer(query);
      if (given === 'hang up') request.socket.destroy();
      else if (given !== 'silence') send(response, given);
    })();
  };
  const server =
    certificate === undefined ? createServer(listener) : createSecureServer({ ...certificate }, listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  // It listens on a port of loopback, so the address is no text.
  const { port } = server.address() as AddressInfo;
  return { url: `${certificate === undefined ? 'http' : 'https'}://127.0.0.1:${port}/prefix`, taken };
}

/** An answer as Prometheus gives it: a flat series of this value for each name that was asked for. */
export function found(
  { instants }: TakenQuery,
  names: readonly string[],
  { value = '1', ...rest }: Readonly<Record<string, unknown>> = {},
): StrictAnswer {
  const values = instants.map((at) => [at / 1_000, value]);
  const result = names.map((name) => ({ metric: { Hostname: name }, values }));
  return { status: 200, body: { status: 'success', data: { resultType: 'matrix', result }, ...rest } };
}

export function refused(status: number, errorType: string, error: string): StrictAnswer {
  return { status, body: { status: 'error', errorType, error } };
}

async function take(request: IncomingMessage): Promise<TakenQuery | undefined> {
  const url = new URL(request.url ?? '', 'http://localhost');
  const body = await textOf(request);
  const form = request.method === 'POST' ? new URLSearchParams(body) : url.searchParams;
  if (url.pathname !== '/prefix/api/v1/query_range') return undefined;
  if (request.method === 'POST' && request.headers['content-type'] !== 'application/x-www-form-urlencoded')
    return undefined;
  const [start, end, step] = ['start', 'end', 'step'].map((name) =>
    Math.round(Number(form.get(name)) * 1_000),
  );
  const query = form.get('query');
  if (query === null || start === undefined || end === undefined || step === undefined) return undefined;
  if (!(end >= start && step > 0)) return undefined;
  return {
    method: request.method ?? '',
    path: url.pathname,
    headers: request.headers,
    query,
    instants: Array.from(
      { length: Math.floor((end - start) / step) + 1 },
      (_, index) => start + index * step,
    ),
    asked: /Hostname=~"([^"]*)"/.exec(query)?.[1]?.split('|') ?? [],
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

function send(response: ServerResponse, { status, body, headers }: Exclude<StrictAnswer, string>): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(text);
}
