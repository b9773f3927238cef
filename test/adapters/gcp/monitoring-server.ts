import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { systemClock } from 'bursar/adapter';
import { PassThroughClient } from 'google-auth-library';
import pino from 'pino';
import { onTestFinished } from 'vitest';
import type { GcpClients } from '../../../adapters/gcp/client.ts';
import { ClientsOfProjects } from '../../../adapters/gcp/clients-of-projects.ts';
import { gcpSettings } from '../../../adapters/gcp/settings.ts';

type Labels = Readonly<Record<string, string>>;

/** One series as Cloud Monitoring keeps it. */
export interface Kept {
  readonly type: string;
  readonly metric?: Labels;
  readonly resource: Labels;
  readonly unit?: string;
  readonly kind?: 'GAUGE' | 'DELTA';
  /** What the aligner makes of the step that ends at an instant; as text where it is no number. */
  value(endAt: number, aligner: string): number | string | undefined;
}

/** One call, as the server understood it. */
export interface MonitoringCall {
  readonly filter: string;
  readonly type: string;
  readonly values: readonly string[];
  readonly aligner: string;
  readonly reducer: string;
  readonly groupBy: readonly string[];
  readonly periodMs: number;
  readonly startAt: number;
  readonly endAt: number;
  readonly headersOnly: boolean;
  readonly fields: string;
}

export interface MonitoringOptions {
  /** Points on a page, or series of headers; more than the call asks for are never given. */
  readonly pageSize?: number;
  /** What to answer in place of series. */
  refuse?(call: MonitoringCall): { readonly status: number; readonly body: unknown } | undefined;
}

export interface MonitoringServer {
  readonly calls: readonly MonitoringCall[];
  clients(project: string): GcpClients;
}

const aligners = new Map([
  ['1', 'ALIGN_DELTA'],
  ['11', 'ALIGN_MAX'],
  ['12', 'ALIGN_MEAN'],
  ['14', 'ALIGN_SUM'],
]);
const reducers = new Map([
  ['3', 'REDUCE_MAX'],
  ['4', 'REDUCE_SUM'],
]);

/** Cloud Monitoring with some series, which refuses what Cloud Monitoring refuses; it ends with its test. */
export async function serveMonitoring(
  series: readonly Kept[],
  options: MonitoringOptions = {},
): Promise<MonitoringServer> {
  const calls: MonitoringCall[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://localhost');
    const { status, body } = answerOf(url, series, options, calls);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  // A server that listens on a port has an address.
  const { port } = server.address() as AddressInfo;
  const projects = new ClientsOfProjects(
    gcpSettings.parse({
      endpoint: `http://127.0.0.1:${port}`,
      authClient: new PassThroughClient(),
      maxAttempts: 1,
      callsPerSecond: { monitoring: 10_000 },
    }),
    {
      logger: pino({ level: 'silent' }),
      clock: systemClock,
      random: () => 0,
      signal: AbortSignal.timeout(60_000),
    },
  );
  return { calls, clients: (project) => projects.of(project) };
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

function answerOf(
  url: URL,
  series: readonly Kept[],
  options: MonitoringOptions,
  calls: MonitoringCall[],
): Answer {
  const project = /^\/v3\/projects\/([^/]+)\/timeSeries$/.exec(url.pathname)?.[1];
  if (project === undefined) return refusal(404, 'NOT_FOUND', `there is no ${url.pathname}`);
  const call = callOf(url.searchParams);
  if (typeof call === 'string') return refusal(400, 'INVALID_ARGUMENT', call);
  calls.push(call);
  const refused = options.refuse?.(call);
  if (refused !== undefined) return refused;
  const found = series.filter((one) => passes(one, call.filter));
  if (!series.some(({ type }) => type === call.type))
    return refusal(404, 'NOT_FOUND', `Cannot find metric(s) that match type = "${call.type}".`);
  return { status: 200, body: pageOf(found, call, url.searchParams, options) };
}

export function refusal(code: number, status: string, message: string): Answer {
  return { status: code, body: { error: { code, status, message } } };
}

function callOf(query: URLSearchParams): MonitoringCall | string {
  const filter = query.get('filter') ?? '';
  const type = /^metric\.type = "([^"]+)"/.exec(filter)?.[1];
  if (type === undefined) return 'The filter must specify a single metric type.';
  if (filter.length > 16_000) return 'The filter is too long.';
  const [, one, list = ''] = / AND [a-z._]+ = (?:"([^"]*)"|one_of\(([^)]*)\))$/.exec(filter) ?? [];
  const aggregation = query.get('aggregation.perSeriesAligner') ?? '';
  const headersOnly = ['1', 'HEADERS'].includes(query.get('view') ?? '');
  const aligner = aligners.get(aggregation) ?? aggregation;
  const reducer = query.get('aggregation.crossSeriesReducer') ?? '';
  if (!headersOnly && ![...aligners.values()].includes(aligner)) return `${aligner} is no aligner.`;
  const periodMs = Number.parseFloat(query.get('aggregation.alignmentPeriod') ?? '0') * 1_000;
  if (!headersOnly && periodMs < 60_000) return 'The alignment period must be at least 60 seconds.';
  return {
    filter,
    type,
    values: one === undefined ? list.split(',').map((text) => text.slice(1, -1)) : [one],
    aligner,
    reducer: reducers.get(reducer) ?? reducer,
    groupBy: query.getAll('aggregation.groupByFields'),
    periodMs,
    startAt: Date.parse(query.get('interval.startTime') ?? ''),
    endAt: Date.parse(query.get('interval.endTime') ?? ''),
    headersOnly,
    fields: query.get('fields') ?? '',
  };
}

function fieldOf({ metric = {}, resource }: Kept, field: string): string | undefined {
  const [of, , name = ''] = field.split('.');
  return (of === 'metric' ? metric : resource)[name];
}

function passes(one: Kept, filter: string): boolean {
  return filter.split(' AND ').every((condition) => {
    const [field = '', value = ''] = condition.split(' = ');
    if (field === 'metric.type') return value === JSON.stringify(one.type);
    const wanted = [...value.matchAll(/"([^"]*)"/g)].map(([, text]) => text);
    return wanted.includes(fieldOf(one, field));
  });
}

/** Series that agree in what they are grouped by are one; a page holds so many points, the newest first. */
function pageOf(
  found: readonly Kept[],
  call: MonitoringCall,
  query: URLSearchParams,
  { pageSize = 100_000 }: MonitoringOptions,
): unknown {
  const from = Number(query.get('pageToken') ?? 0);
  const most = Math.min(pageSize, Number(query.get('pageSize')) || 100_000);
  const token = (to: number, all: number): object => (to < all ? { nextPageToken: String(to) } : {});
  if (call.headersOnly) {
    const timeSeries = found
      .slice(from, from + most)
      .map(({ metric = {}, resource }) => ({ metric: { labels: metric }, resource: { labels: resource } }));
    return { timeSeries, ...token(from + most, found.length) };
  }
  const groups = Map.groupBy(found, (one) =>
    JSON.stringify(call.groupBy.map((field) => fieldOf(one, field))),
  );
  const points = [...groups.values()].flatMap((group) =>
    pointsOf(group, call).map((point) => ({ group, point })),
  );
  const page = Map.groupBy(points.slice(from, from + most), ({ group }) => group);
  const kept = (labels: Labels, prefix: string): Labels =>
    Object.fromEntries(Object.entries(labels).filter(([name]) => call.groupBy.includes(prefix + name)));
  const timeSeries = [...page].map(([[first], own]) => ({
    metric: { type: call.type, labels: kept(first?.metric ?? {}, 'metric.labels.') },
    resource: { labels: kept(first?.resource ?? {}, 'resource.labels.') },
    points: own.map(({ point }) => point),
  }));
  return { timeSeries, unit: found[0]?.unit ?? '1', ...token(from + most, points.length) };
}

function pointsOf(
  group: readonly Kept[],
  { startAt, endAt, periodMs, aligner, reducer }: MonitoringCall,
): object[] {
  const points: object[] = [];
  for (let end = endAt; end > startAt; end -= periodMs) {
    const values = group.map((one) => one.value(end, aligner)).filter((value) => value !== undefined);
    const [only] = values;
    if (only === undefined) continue;
    const numbers = values.map(Number);
    const value = values.some((one) => typeof one === 'string')
      ? only
      : reducer === 'REDUCE_SUM'
        ? numbers.reduce((sum, one) => sum + one, 0)
        : Math.max(...numbers);
    const delta = group[0]?.kind === 'DELTA';
    points.push({
      interval: {
        startTime: new Date(delta ? end - periodMs : end).toISOString(),
        endTime: new Date(end).toISOString(),
      },
      value: delta ? { int64Value: String(value) } : { doubleValue: value },
    });
  }
  return points;
}
