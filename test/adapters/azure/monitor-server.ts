import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { createCertificate } from '../../../src/sandbox/certificate.ts';

/** One metric as Monitor is asked for it. */
export interface Asked {
  readonly resource: string;
  readonly namespace: string;
  readonly name: string;
  readonly aggregation: string;
  /** The part that the answer is split by; undefined where it is not. */
  readonly part: string | undefined;
}

/** The value of a metric for the interval that begins at an instant; undefined where there is none. */
export type MetricValue = (asked: Asked, at: number) => number | null | undefined;

/** A call as it came. */
export interface MonitorCall {
  readonly way: 'batch' | 'single';
  readonly region: string | undefined;
  readonly resources: readonly string[];
  readonly namespace: string;
  readonly names: readonly string[];
  readonly aggregations: readonly string[];
  readonly interval: string;
  readonly startAt: number;
  readonly endAt: number;
}

export interface MonitorOptions {
  /** What to answer a whole call with, in place of metrics. */
  refuse?(call: MonitorCall): { readonly status: number; readonly body: unknown } | undefined;
  /** What to say of a metric in place of its values; a metric of which null is said is left out. */
  status?(asked: Asked): string | null | undefined;
  /** A resource that the answer leaves out. */
  readonly leftOut?: string;
  /** The parts of what is split. */
  readonly parts?: readonly string[];
}

export interface MonitorServer {
  readonly url: string;
  /** To be trusted, PEM. */
  readonly ca: string;
  readonly calls: readonly MonitorCall[];
}

const intervals: Readonly<Record<string, number>> = { PT5M: 300_000, PT1H: 3_600_000, P1D: 86_400_000 };
const body = z.strictObject({ resourceids: z.array(z.string()).min(1).max(50) });

/** Azure Monitor, which refuses what Azure Monitor refuses. */
export async function serveMonitor(value: MetricValue, options: MonitorOptions = {}): Promise<MonitorServer> {
  const { cert, key } = await createCertificate({ now: () => Date.now() });
  const calls: MonitorCall[] = [];
  const server = createServer({ cert, key }, (incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const answer = answerTo(new URL(incoming.url ?? '/', 'https://x'), Buffer.concat(chunks).toString());
      response.writeHead(answer.status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer.body));
    });
  });

  function answerTo(url: URL, text: string): { readonly status: number; readonly body: unknown } {
    const call = callOf(url, text);
    if (call === undefined) return refusal(400, 'BadRequest', `not served: ${url.pathname}${url.search}`);
    calls.push(call);
    const refused = options.refuse?.(call);
    if (refused !== undefined) return refused;
    const told = call.resources
      .filter((resource) => resource !== options.leftOut)
      .map((resource) => ({ ...headerOf(call, resource), value: metricsOf(call, resource, url) }));
    return { status: 200, body: call.way === 'batch' ? { values: told } : told[0] };
  }

  function metricsOf(call: MonitorCall, resource: string, url: URL): unknown {
    const filter = url.searchParams.get('filter') ?? url.searchParams.get('$filter');
    const parts = filter === null ? [undefined] : (options.parts ?? []);
    return call.names.flatMap((name) => {
      const asked = { resource, namespace: call.namespace, name, aggregation: '', part: undefined };
      const status = options.status?.(asked);
      if (status === null) return [];
      return [
        {
          id: `${resource.toUpperCase()}/providers/Microsoft.Insights/metrics/${name}`,
          type: 'Microsoft.Insights/metrics',
          // For people, in their language.
          name: { value: name, localizedValue: `${name} (übersetzt)` },
          unit: 'Count',
          errorCode: status ?? 'Success',
          timeseries: parts.map((part) => ({
            metadatavalues:
              part === undefined ? [] : [{ name: { value: 'index', localizedValue: 'index' }, value: part }],
            data: dataOf(call, { ...asked, part }),
          })),
        },
      ];
    });
  }

  function dataOf(call: MonitorCall, asked: Asked): unknown[] {
    const stepMs = intervals[call.interval] ?? Number.NaN;
    const data: unknown[] = [];
    for (let at = call.startAt; at < call.endAt; at += stepMs) {
      const figures = call.aggregations.flatMap((aggregation) => {
        const figure = value({ ...asked, aggregation }, at);
        return figure === undefined ? [] : [[aggregation, figure] as const];
      });
      data.push({ timeStamp: new Date(at).toISOString(), ...Object.fromEntries(figures) });
    }
    return data;
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  // A server that listens on a port has an address of this form.
  const { port } = server.address() as AddressInfo;
  return { url: `https://127.0.0.1:${port}`, ca: cert, calls };
}

export function refusal(status: number, code: string, message = code): { status: number; body: unknown } {
  return { status, body: { error: { code, message } } };
}

function headerOf(call: MonitorCall, resource: string): object {
  const common = { interval: call.interval, namespace: call.namespace, resourceregion: call.region };
  return call.way === 'batch'
    ? {
        ...common,
        starttime: new Date(call.startAt).toISOString(),
        endtime: new Date(call.endAt).toISOString(),
        resourceid: resource.toUpperCase(),
      }
    : { ...common, timespan: '' };
}

function callOf({ pathname, searchParams }: URL, text: string): MonitorCall | undefined {
  const interval = searchParams.get('interval') ?? '';
  const names = searchParams.get('metricnames')?.split(',') ?? [];
  const aggregations = searchParams.get('aggregation')?.split(',') ?? [];
  const namespace = searchParams.get('metricnamespace') ?? '';
  if (intervals[interval] === undefined || names.length === 0 || names.length > 20) return undefined;
  if (aggregations.length === 0 || namespace === '' || !searchParams.has('api-version')) return undefined;
  const common = { namespace, names, aggregations, interval };
  const path = decodeURIComponent(pathname);
  const [, region, subscription] =
    /^\/metrics\/(\w+)\/subscriptions\/([^/]+)\/metrics:getBatch$/.exec(path) ?? [];
  if (region !== undefined) {
    const { resourceids: resources } = body.parse(JSON.parse(text));
    const mine = resources.every((id) => id.startsWith(`/subscriptions/${subscription}/`));
    if (!mine || new Set(resources).size !== resources.length) return undefined;
    const startAt = Date.parse(searchParams.get('starttime') ?? '');
    const endAt = Date.parse(searchParams.get('endtime') ?? '');
    return { ...common, way: 'batch', region, resources, startAt, endAt };
  }
  const [, resource] = /^(\/subscriptions\/.+)\/providers\/Microsoft\.Insights\/metrics$/.exec(path) ?? [];
  if (resource === undefined) return undefined;
  const [start = '', end = ''] = searchParams.get('timespan')?.split('/') ?? [];
  const window = { startAt: Date.parse(start), endAt: Date.parse(end) };
  return { ...common, ...window, way: 'single', region: undefined, resources: [resource] };
}
