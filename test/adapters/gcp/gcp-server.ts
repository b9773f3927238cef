import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type FailedScope, type Resource, type Scope, systemClock } from 'bursar/adapter';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import type { GcpClients } from '../../../adapters/gcp/client.ts';
import { ClientsOfProjects } from '../../../adapters/gcp/clients-of-projects.ts';
import type { GcpCollector } from '../../../adapters/gcp/collector.ts';
import { gcpServices } from '../../../adapters/gcp/rates.ts';
import { type GcpSettingsInput, gcpSettings } from '../../../adapters/gcp/settings.ts';
import { readRecord } from '../../../src/inventory/read-record.ts';

/** One call as it came in over HTTP. */
export interface GcpCall {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
}

/** An answer: a document, a refusal, text that is no document, or a connection that breaks. */
export type GcpAnswer = object | GcpRefusal | string;

/** No answer: the connection breaks, or nothing ever comes. */
export const hangsUp = 'hang up';
export const neverAnswers = 'never';

/** Google's refusal, as all its services word it. */
export class GcpRefusal {
  readonly status: number;
  readonly error: object;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: string,
    message = code,
    more: {
      readonly details?: readonly object[];
      readonly reason?: string;
      readonly headers?: Readonly<Record<string, string>>;
    } = {},
  ) {
    const { details, reason, headers = {} } = more;
    this.status = status;
    this.headers = headers;
    this.error = {
      code: status,
      message,
      status: code,
      ...(reason !== undefined && { errors: [{ message, domain: 'global', reason }] }),
      ...(details !== undefined && { details }),
    };
  }
}

/** An API that is switched off. */
export function disabled(service: string): GcpRefusal {
  const metadata = { service, consumer: 'projects/123456789012' };
  const details = [
    {
      '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
      reason: 'SERVICE_DISABLED',
      domain: 'googleapis.com',
      metadata,
    },
  ];
  return new GcpRefusal(
    403,
    'PERMISSION_DENIED',
    'It has not been used in project acme-prod before or it is disabled.',
    { details },
  );
}

export const testProject = 'acme-prod';
export const testScope: Scope = { provider: 'gcp', account: testProject, region: 'global' };

export interface GcpServer {
  readonly endpoint: string;
  /** Every call, in the order they came. */
  readonly calls: readonly GcpCall[];
}

/**
 * Serves answers on loopback until the test is over, by method and path: `GET /compute/v1/projects/p/aggregated/disks`. A
 * path may end in `*`. What is not served is not found. Who brings no token is refused.
 */
export async function serveGcp(
  answers: Readonly<Record<string, GcpAnswer | ((call: GcpCall) => GcpAnswer)>>,
): Promise<GcpServer> {
  const calls: GcpCall[] = [];

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://google');
    const text = await readBody(request);
    const call: GcpCall = {
      method: request.method ?? 'GET',
      path: decodeURIComponent(url.pathname),
      query: url.searchParams,
      headers: request.headers,
      body: text === '' ? undefined : JSON.parse(text),
    };
    calls.push(call);
    respond(response, answerTo(call, answers));
  }

  const server = createServer((request, response) => void serve(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  // A server that listens on a port has an address with one.
  const { port } = server.address() as AddressInfo;
  return { endpoint: `http://127.0.0.1:${port}`, calls };
}

function answerTo(call: GcpCall, answers: Parameters<typeof serveGcp>[0]): GcpAnswer {
  if (call.headers.authorization !== 'Bearer token-of-test')
    return new GcpRefusal(401, 'UNAUTHENTICATED', 'Request had invalid authentication credentials.');
  const key = `${call.method} ${call.path}`;
  const known =
    answers[key] ??
    Object.entries(answers).find(([name]) => name.endsWith('*') && key.startsWith(name.slice(0, -1)))?.[1];
  if (known === undefined) return new GcpRefusal(404, 'NOT_FOUND', `${key} is not served`);
  return typeof known === 'function' ? known(call) : known;
}

function respond(response: ServerResponse, answer: GcpAnswer): void {
  if (answer === neverAnswers) return;
  if (answer === hangsUp) {
    response.destroy();
    return;
  }
  const refused = answer instanceof GcpRefusal;
  const headers = { 'content-type': 'application/json; charset=UTF-8', ...(refused && answer.headers) };
  response.writeHead(refused ? answer.status : 200, headers);
  if (typeof answer === 'string') response.end(answer);
  else response.end(JSON.stringify(refused ? { error: answer.error } : answer, null, 2));
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

/** Whoever answers need not be spared. */
export const swift = Object.fromEntries(gcpServices.map((service) => [service, 10_000]));

/** The clients of a project, answered at an endpoint; nothing is tried again. */
export function clientsAt(endpoint: string, settings: GcpSettingsInput = {}): ClientsOfProjects {
  const given = {
    endpoint,
    accessToken: async () => 'token-of-test',
    maxAttempts: 1,
    callsPerSecond: swift,
    ...settings,
  };
  return new ClientsOfProjects(gcpSettings.parse(given), {
    logger: pino({ level: 'silent' }),
    clock: systemClock,
    random: () => 0,
    signal: AbortSignal.timeout(20_000),
  });
}

/** What a collector gave. */
export interface Collected {
  readonly resources: readonly Resource[];
  readonly unreadable: readonly string[];
  readonly failed: readonly FailedScope[];
}

/** All that a collector gives of the test's project. */
export async function collectAll(
  collector: GcpCollector,
  clients: GcpClients,
  scope: Scope = testScope,
): Promise<Collected> {
  const resources: Resource[] = [];
  const unreadable: string[] = [];
  const failed: FailedScope[] = [];
  const connected = { ...collector, reach: 'account' as const, pages: () => (async function* () {})() };
  for await (const piece of collector.pages({ clients, scope, signal: AbortSignal.timeout(20_000) })) {
    if ('error' in piece) {
      failed.push(piece);
      continue;
    }
    for (const raw of piece) {
      const record = readRecord(connected, raw, scope);
      if ('resource' in record) resources.push(record.resource);
      else unreadable.push(record.unreadable.error);
    }
  }
  return { resources, unreadable, failed };
}

/** All that a collector gives, answered so. */
export async function collectFrom(
  collector: GcpCollector,
  answers: Parameters<typeof serveGcp>[0],
): Promise<Collected & Pick<GcpServer, 'calls'>> {
  const { endpoint, calls } = await serveGcp(answers);
  return { ...(await collectAll(collector, clientsAt(endpoint).of(testProject))), calls };
}

/** A link as Compute Engine makes them. */
export function link(path: string): string {
  return `https://www.googleapis.com/compute/v1/projects/${testProject}/${path}`;
}

/** The full name of the same. */
export function fullName(path: string): string {
  return `//compute.googleapis.com/projects/${testProject}/${path}`;
}

/** Where Compute Engine has an aggregated list. */
export function aggregated(collection: string): string {
  return `GET /compute/v1/projects/${testProject}/aggregated/${collection}`;
}
