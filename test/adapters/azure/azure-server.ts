import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { type Certificate, createCertificate } from '../../../src/sandbox/certificate.ts';
import { type ArmDocument, InvalidQuery, rowsOf } from './graph-table.ts';

export const testSubscription = '11111111-1111-4111-8111-111111111111';
export const otherSubscription = '22222222-2222-4222-8222-222222222222';
export const testTenant = 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa';

/** One call as it came in. */
export interface AzureCall {
  readonly method: string;
  /** Without what is asked. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly authorization: string | undefined;
}

/** An answer in place of the ordinary one. */
export interface AzureAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Breaks the connection off in the midst of the body. */
  readonly cut?: boolean;
}

export interface AzureServerOptions {
  readonly documents?: readonly ArmDocument[];
  readonly subscriptions?: readonly string[];
  /** Subscriptions that Resource Graph has nothing of. */
  readonly unknownToGraph?: readonly string[];
  /** How many come with a page. */
  readonly pageSize?: number;
  /** What to answer a call with instead; undefined for the ordinary answer. */
  instead?(call: AzureCall, calls: readonly AzureCall[]): AzureAnswer | undefined;
}

export interface AzureServer {
  readonly url: string;
  /** To be trusted, PEM. */
  readonly ca: string;
  /** Every call, in the order they came. */
  readonly calls: readonly AzureCall[];
}

/** A refusal as Resource Manager writes it. */
export function refusal(status: number, code: string, message = code, headers = {}): AzureAnswer {
  return { status, headers, body: { error: { code, message } } };
}

const graphRequest = z.strictObject({
  query: z.string(),
  subscriptions: z.array(z.string()).min(1).max(1_000),
  options: z.strictObject({
    $top: z.number().max(1_000),
    resultFormat: z.literal('objectArray'),
    $skipToken: z.string().optional(),
    authorizationScopeFilter: z.literal('AtScopeAboveAndBelow').optional(),
  }),
});

/** Serves Resource Manager and Resource Graph from the same documents, until the test is over. */
export async function serveAzure(options: AzureServerOptions = {}): Promise<AzureServer> {
  const { documents = [], pageSize = 2, subscriptions = [testSubscription, otherSubscription] } = options;
  const calls: AzureCall[] = [];

  function answerTo(call: AzureCall): AzureAnswer {
    const instead = options.instead?.(call, calls);
    if (instead !== undefined) return instead;
    if (call.authorization === undefined) return refusal(401, 'AuthenticationFailed');
    if (call.path === '/providers/Microsoft.ResourceGraph/resources') return fromGraph(call);
    if (call.method !== 'GET') return refusal(405, 'MethodNotAllowed');
    if (call.path.startsWith('/graph/')) return refusal(403, 'Authorization_RequestDenied');
    if (call.query['api-version'] === undefined) return refusal(400, 'MissingApiVersionParameter');
    return listed(call, call.path === '/subscriptions' ? subscriptions.map(subscriptionOf) : below(call));
  }

  /** What is in the list that a path names: all of a type in a subscription, or all in one parent. */
  function below({ path, query }: AzureCall): readonly object[] {
    const wanted = path.toLowerCase().split('/');
    const at = wanted.lastIndexOf('providers');
    const [namespace = '', ...rest] = wanted.slice(at + 1);
    const types = [namespace, ...rest.filter((_, index) => index % 2 === 0)].join('/');
    const start = at === wanted.length - 3 ? wanted.slice(0, at).join('/') : wanted.slice(0, -1).join('/');
    return documents
      .filter((document) => document.type.toLowerCase() === types)
      .filter(({ id }) => id.toLowerCase().startsWith(`${start}/`))
      .filter(({ properties }) => ofRole(query['$filter'], properties))
      .map((document) => asResourceManager(document, query));
  }

  function listed({ path, query }: AzureCall, items: readonly object[]): AzureAnswer {
    const from = Number(query['$skiptoken'] ?? 0);
    const end = from + pageSize;
    const rest = new URLSearchParams({ ...query, $skiptoken: String(end) }).toString();
    const nextLink = end < items.length ? { nextLink: `${url()}${path}?${rest}` } : {};
    return { status: 200, body: { value: items.slice(from, end), ...nextLink } };
  }

  function fromGraph({ body }: AzureCall): AzureAnswer {
    const request = graphRequest.safeParse(body);
    if (!request.success) return refusal(400, 'BadRequest', z.prettifyError(request.error));
    const { query, subscriptions: asked, options: wanted } = request.data;
    const known = asked.filter((id) => !options.unknownToGraph?.includes(id));
    const above = wanted.authorizationScopeFilter !== undefined;
    const all = [
      ...known.filter((id) => subscriptions.includes(id)).map(subscriptionRow),
      ...documents.filter(({ id }) => {
        const subscription = /^\/subscriptions\/([^/]+)/i.exec(id)?.[1]?.toLowerCase();
        return subscription === undefined ? above : known.includes(subscription);
      }),
    ];
    try {
      const rows = rowsOf(query, all.map(asResourceGraph));
      const from = Number(wanted.$skipToken ?? 0);
      const data = rows.slice(from, from + pageSize);
      const isLast = from + pageSize >= rows.length;
      return {
        status: 200,
        headers: { 'x-ms-user-quota-remaining': '14', 'x-ms-user-quota-resets-after': '00:00:05' },
        body: {
          totalRecords: rows.length,
          count: data.length,
          data,
          facets: [],
          resultTruncated: 'false',
          ...(!isLast && { $skipToken: String(from + pageSize) }),
        },
      };
    } catch (error) {
      if (error instanceof InvalidQuery) return refusal(400, 'InvalidQuery', error.message);
      throw error;
    }
  }

  const { cert, key } = await createCertificate({ now: () => Date.now() });
  const server = await served({ cert, key }, calls, answerTo);
  // A server that listens on a port has an address with one.
  const url = (): string => `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url: url(), ca: cert, calls };
}

async function served(
  certificate: Certificate,
  calls: AzureCall[],
  answerTo: (call: AzureCall) => AzureAnswer,
): Promise<Server> {
  const server = createServer(certificate, (incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const { pathname, searchParams } = new URL(incoming.url ?? '/', 'https://x');
      const text = Buffer.concat(chunks).toString('utf8');
      const call: AzureCall = {
        method: incoming.method ?? 'GET',
        path: decodeURIComponent(pathname),
        query: Object.fromEntries(searchParams),
        body: text.startsWith('{') ? JSON.parse(text) : text,
        authorization: incoming.headers.authorization,
      };
      calls.push(call);
      const { status, body, headers, cut } = answerTo(call);
      const answer = JSON.stringify(body);
      response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
      response.end(cut === true ? answer.slice(0, answer.length / 2) : answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return server;
}

function subscriptionOf(id: string): object {
  return {
    id: `/subscriptions/${id}`,
    subscriptionId: id,
    tenantId: testTenant,
    displayName: `subscription ${id.slice(0, 1)}`,
    state: 'Enabled',
    tags: { team: 'payments' },
  };
}

function subscriptionRow(id: string): ArmDocument {
  return {
    id: `/subscriptions/${id}`,
    type: 'microsoft.resources/subscriptions',
    name: `subscription ${id.slice(0, 1)}`,
    subscriptionId: id,
    tenantId: testTenant,
    tags: { team: 'payments' },
    properties: {
      state: 'Enabled',
      managementGroupAncestorsChain: [{ displayName: 'Workloads' }, { displayName: 'Acme' }],
    },
  };
}

/** Resource Graph tells types in lower case, and of a machine's state only what it is. */
function asResourceGraph(document: ArmDocument): ArmDocument {
  const { instanceView: _, ...properties } = propertiesOf(document);
  return { ...document, type: document.type.toLowerCase(), properties };
}

/** Resource Manager tells a machine's state, and then not much more, only where it is asked for it. */
function asResourceManager(document: ArmDocument, query: Readonly<Record<string, string>>): object {
  const { extended: _, instanceView, ...properties } = propertiesOf(document);
  if (query['statusOnly'] === 'true') return { ...document, properties: { instanceView } };
  return {
    ...document,
    properties: query['$expand'] === 'instanceView' ? { ...properties, instanceView } : properties,
  };
}

function propertiesOf({ properties }: ArmDocument): Readonly<Record<string, unknown>> {
  return z.record(z.string(), z.unknown()).parse(properties ?? {});
}

function ofRole(filter: string | undefined, properties: unknown): boolean {
  const type = /^type eq '(\w+)'$/.exec(filter ?? '')?.[1];
  if (type === undefined) return true;
  return z.looseObject({ type: z.string() }).safeParse(properties).data?.type === type;
}
