import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Certificate } from './certificate.ts';
import type { Cloud, Served } from './cloud.ts';
import type { Control } from './control.ts';
import type { SandboxResponse } from './service.ts';

/** The most that a request may carry. */
const largestBody = 4_194_304;

/** Answers each request: those under `/_sandbox/` by the control, all others by the cloud of this port. */
export function createListener(parts: {
  readonly control: Control;
  /** Absent where only the control is served. */
  readonly cloud: Cloud | undefined;
  readonly logger: Logger | undefined;
}): RequestListener {
  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const address = new URL(incoming.url ?? '/', 'http://sandbox');
    const body = await bodyOf(incoming);
    const method = incoming.method ?? 'GET';
    if (address.pathname.startsWith('/_sandbox/')) {
      await parts.control({ method, path: address.pathname, query: address.searchParams, body }, response);
      return;
    }
    if (parts.cloud === undefined) {
      send(response, { status: 404, headers: {}, body: 'this sandbox serves no cloud on this port\n' });
      return;
    }
    const outcome = await parts.cloud.handle({
      method,
      // As it came: what the URL class makes of it is not what was signed.
      path: (incoming.url ?? '/').split('?', 1)[0] ?? '/',
      query: address.searchParams,
      headers: incoming.headers,
      body,
    });
    if (outcome.type === 'silence') return;
    if (outcome.type === 'break') breakOff(response, outcome.response);
    else {
      if (outcome.afterMs > 0) await setTimeout(outcome.afterMs);
      send(response, outcome.response);
    }
  }

  return (incoming, response) => {
    answer(incoming, response).catch((error: unknown) => {
      parts.logger?.error({ err: error, url: incoming.url }, 'the sandbox failed on a request');
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' });
      response.end(error instanceof Error ? error.stack : String(error));
    });
  };
}

async function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming) {
    // Without an encoding set, a request's stream is one of buffers.
    const bytes = chunk as Buffer;
    length += bytes.length;
    if (length > largestBody) throw new RangeError(`a request has more than ${largestBody} bytes`);
    chunks.push(bytes);
  }
  const [only] = chunks;
  return chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks);
}

function send(response: ServerResponse, { status, headers, body }: SandboxResponse): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

/** Sends half of an answer, and no more. */
function breakOff(response: ServerResponse, { status, headers, body }: SandboxResponse): void {
  const bytes = Buffer.from(body);
  response.writeHead(status, { ...headers, 'content-length': bytes.length });
  response.write(bytes.subarray(0, bytes.length >> 1), () => response.destroy());
}

/** A server at work. */
export interface Listening extends Served {
  close(): Promise<void>;
}

/** Listens on a port of 127.0.0.1 (0: a free one); by TLS where a certificate is given. */
export async function listen(
  listener: RequestListener,
  port: number,
  certificate?: Certificate,
): Promise<Listening> {
  const server =
    certificate === undefined ? createServer(listener) : createTlsServer({ ...certificate }, listener);
  // Clients keep connections open between passes; none of them shall find one just closed.
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
  // A server that listens on a port has an address of this form.
  const bound = (server.address() as AddressInfo).port;
  return {
    url: `${certificate === undefined ? 'http' : 'https'}://127.0.0.1:${bound}`,
    port: bound,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        server.closeAllConnections();
      }),
  };
}
