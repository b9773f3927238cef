import { readFile } from 'node:fs/promises';
import {
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingMessage,
  type RequestOptions,
} from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { DeniedError } from 'bursar/adapter';

export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** The answer is longer than it may be. */
export class OversizedError extends Error {
  override readonly name = 'OversizedError';
}

export interface HttpCall {
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal: AbortSignal;
  /** Of the answer. */
  readonly maximumBytes: number;
}

/** Sends requests over connections that stay open. Redirects are not followed: they might take secrets elsewhere. */
export interface HttpClient {
  send(url: URL, call: HttpCall): Promise<HttpAnswer>;
  close(): void;
}

export function createHttpClient(caFile: string | undefined): HttpClient {
  const options = { keepAlive: true, maxSockets: 32 };
  const http = new HttpAgent(options);
  let https: Promise<HttpsAgent> | undefined;

  async function agentFor(url: URL): Promise<HttpAgent> {
    if (url.protocol === 'http:') return http;
    https ??= authorities(caFile).then((ca) => new HttpsAgent({ ...options, ...(ca && { ca }) }));
    return https;
  }

  return {
    async send(url, { method, headers, body, signal, maximumBytes }) {
      const agent = await agentFor(url);
      const length = body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
      const answer = await exchange(url, { method, headers: { ...headers, ...length }, agent, signal }, body);
      return {
        status: answer.statusCode ?? 0,
        headers: answer.headers,
        body: await textOf(answer, maximumBytes),
      };
    },
    close() {
      http.destroy();
      https?.then(
        (agent) => agent.destroy(),
        () => {},
      );
    },
  };
}

async function authorities(file: string | undefined): Promise<Buffer | undefined> {
  if (file === undefined) return undefined;
  try {
    return await readFile(file);
  } catch (error) {
    throw new DeniedError(`the certificate authorities in ${file} cannot be read`, { cause: error });
  }
}

function exchange(url: URL, options: RequestOptions, body: string | undefined): Promise<IncomingMessage> {
  const send = url.protocol === 'http:' ? httpRequest : httpsRequest;
  return new Promise((resolve, reject) => {
    const request = send(url, options, resolve);
    request.on('error', reject);
    request.end(body);
  });
}

async function textOf(answer: IncomingMessage, maximumBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    // Leaving the loop destroys the stream, and with it the connection.
    if (bytes > maximumBytes) throw new OversizedError(`more than ${maximumBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
