import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Kind, Resource, Scope } from 'bursar/adapter';
import { onTestFinished } from 'vitest';
import { type AwsClients, createClients } from '../../../adapters/aws/client.ts';
import type { AwsCollector } from '../../../adapters/aws/collector.ts';
import { partitionOfRegion } from '../../../adapters/aws/partition.ts';
import { readRecord } from '../../../src/inventory/read-record.ts';

/** One call as it came in over HTTP. */
export interface AwsCall {
  /** The name it was signed for: `rds`, `s3`. */
  readonly service: string;
  readonly region: string;
  readonly operation: string;
  /** Of the Query protocol the form's fields, of JSON the document; of REST the path as `path`. */
  readonly input: Readonly<Record<string, unknown>>;
}

/** An answer: XML as text, JSON as an object, a refusal by its code. */
export type AwsAnswer = string | object | AwsRefusal;

export class AwsRefusal {
  readonly code: string;
  readonly status: number;
  readonly message: string;

  constructor(code: string, status = 400, message = code) {
    this.code = code;
    this.status = status;
    this.message = message;
  }
}

export interface AwsServer {
  readonly endpoint: string;
  /** Every call, in the order they came. */
  readonly calls: readonly AwsCall[];
  clients(region?: string, account?: string): AwsClients;
}

/** The account that the server is asked about unless another is named. */
const testAccount = '123456789012';

export function testScope(region = 'eu-west-1'): Scope {
  return { provider: 'aws', account: testAccount, region };
}

/**
 * Serves AWS's wire protocols on loopback until the test is over: operations by name, as functions of the call. One that
 * is not served is refused as AWS refuses what it does not know.
 */
export async function serveAws(
  operations: Readonly<Record<string, (call: AwsCall) => AwsAnswer>>,
): Promise<AwsServer> {
  const calls: AwsCall[] = [];
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = callOf(request, await readBody(request));
    calls.push(call);
    const operation = operations[call.operation];
    answer(response, call, operation === undefined ? new AwsRefusal('InvalidAction') : operation(call));
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
  const endpoint = `http://127.0.0.1:${port}`;
  return {
    endpoint,
    calls,
    clients: (region = 'eu-west-1', account = testAccount) =>
      createClients({
        account,
        region,
        endpoint,
        maxAttempts: 1,
        credentials: { accessKeyId: `AKIA${partitionOfRegion(region).id}`, secretAccessKey: 'secret' },
      }),
  };
}

/** All that a collector gives: resources, and what is wrong with the records that are none. */
export async function collectAll<K extends Kind, Raw>(
  collector: AwsCollector<K, Raw>,
  clients: AwsClients,
  scope: Scope,
): Promise<{ readonly resources: readonly Resource[]; readonly unreadable: readonly string[] }> {
  const resources: Resource[] = [];
  const unreadable: string[] = [];
  const { kind, reach, permissions } = collector;
  const connected = {
    kind,
    reach,
    permissions,
    pages: (of: Scope, signal: AbortSignal) => collector.pages(clients, of, signal),
    // A record given back to the collector that made it.
    read: (raw: unknown, of: Scope) => collector.read(raw as Raw, of),
  };
  for await (const page of connected.pages(scope, AbortSignal.timeout(20_000))) {
    for (const raw of page) {
      const record = readRecord(connected, raw, scope);
      if ('resource' in record) resources.push(record.resource);
      else unreadable.push(record.unreadable.error);
    }
  }
  return { resources, unreadable };
}

/** The items of a list under a name of their own, where a service does not call them `member`. */
class NamedItems {
  readonly name: string;
  readonly items: readonly unknown[];

  constructor(name: string, items: readonly unknown[]) {
    this.name = name;
    this.items = items;
  }
}

export function named(name: string, items: readonly unknown[]): object {
  return new NamedItems(name, items);
}

/** `<name>…</name>` for each property, nested; a list is a `<member>` each. */
export function xml(value: unknown): string {
  if (value instanceof NamedItems) {
    return value.items.map((item) => `<${value.name}>${xml(item)}</${value.name}>`).join('');
  }
  if (Array.isArray(value)) return value.map((item) => `<member>${xml(item)}</member>`).join('');
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== 'object' || value === null) {
    return String(value).replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
  }
  return Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .map(([name, item]) => `<${name}>${xml(item)}</${name}>`)
    .join('');
}

/** An answer of the Query protocol. */
export function queryAnswer(operation: string, result: object): string {
  return `<${operation}Response><${operation}Result>${xml(result)}</${operation}Result></${operation}Response>`;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function callOf(request: IncomingMessage, body: string): AwsCall {
  const credential = /Credential=[^/]+\/\d{8}\/([^/]+)\/([^/]+)\//.exec(request.headers.authorization ?? '');
  if (credential === null) throw new Error(`not signed: ${request.method} ${request.url}`);
  const [, region = '', service = ''] = credential;
  const url = new URL(request.url ?? '/', 'http://aws');
  const target = request.headers['x-amz-target'];
  if (typeof target === 'string') {
    const operation = target.slice(target.lastIndexOf('.') + 1);
    return { service, region, operation, input: JSON.parse(body === '' ? '{}' : body) };
  }
  const form = Object.fromEntries(new URLSearchParams(body));
  if (form['Action'] !== undefined) return { service, region, operation: form['Action'], input: form };
  const query = Object.fromEntries(url.searchParams);
  const path = decodeURIComponent(url.pathname);
  return { service, region, operation: restOperation(service, path, query), input: { ...query, path } };
}

function restOperation(service: string, path: string, query: Readonly<Record<string, string>>): string {
  if (service === 'lambda') return path.includes('/tags/') ? 'ListTags' : 'ListFunctions';
  if ('tagging' in query) return 'GetBucketTagging';
  if ('versioning' in query) return 'GetBucketVersioning';
  if ('lifecycle' in query) return 'GetBucketLifecycleConfiguration';
  return path === '/' ? 'ListBuckets' : 'unknown';
}

function answer(response: ServerResponse, call: AwsCall, given: AwsAnswer): void {
  if (given instanceof AwsRefusal) return refuse(response, call, given);
  const isText = typeof given === 'string';
  response.writeHead(200, { 'content-type': isText ? 'text/xml' : 'application/json' });
  response.end(isText ? given : JSON.stringify(given));
}

const jsonServices = new Set(['monitoring', 'sagemaker', 'organizations', 'ce', 'lambda']);

function refuse(response: ServerResponse, { service }: AwsCall, { code, status, message }: AwsRefusal): void {
  if (jsonServices.has(service)) {
    response.writeHead(status, { 'content-type': 'application/json', 'x-amzn-errortype': code });
    response.end(JSON.stringify({ __type: code, message }));
    return;
  }
  const error = `<Code>${code}</Code><Message>${message}</Message>`;
  response.writeHead(status, { 'content-type': 'text/xml' });
  response.end(
    service === 's3' ? `<Error>${error}</Error>` : `<ErrorResponse><Error>${error}</Error></ErrorResponse>`,
  );
}
