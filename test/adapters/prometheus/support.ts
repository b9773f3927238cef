import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { type PrometheusSettingsInput, prometheus } from '../../../adapters/prometheus/index.ts';
import type { Check, SeriesRequest, SeriesResult } from '../../../src/core/adapter.ts';
import type { Resource } from '../../../src/core/resource.ts';
import type { PointKind } from '../../../src/core/signal.ts';
import type { SignalConnection } from '../../../src/core/signal-source.ts';

export const hour = 3_600_000;

/** Connects as the program does, from settings as a config has them. */
export async function connected(settings: PrometheusSettingsInput): Promise<SignalConnection> {
  const { source, settings: given } = prometheus(settings);
  const connection = await source.connect(source.settings.parse(given), {
    logger: pino({ level: 'silent' }),
    clock: { now: () => Date.UTC(2026, 5, 1) },
    random: () => 0,
    signal: new AbortController().signal,
  });
  onTestFinished(() => connection.close());
  return connection;
}

export interface Asked {
  readonly signal: string;
  readonly points?: PointKind;
  readonly startAt: number;
  readonly endAt: number;
  readonly stepMs?: number;
}

function requestFor(
  resource: Resource,
  { signal, points = 'average', startAt, endAt, stepMs = hour }: Asked,
): SeriesRequest {
  return { resource, signal, points, startAt, endAt, stepMs };
}

/** What is answered for each resource, in the order of the resources; the inventory is these and `others`. */
export async function ask(
  connection: SignalConnection,
  resources: readonly Resource[],
  asked: Asked,
  { others = [], signal = new AbortController().signal }: AskOptions = {},
): Promise<readonly SeriesResult[]> {
  const reader = await connection.prepare(chunks([...resources, ...others]), signal);
  const requests = resources.map((resource) => requestFor(resource, asked));
  const results = await Array.fromAsync(reader.read(requests, signal));
  if (results.length !== requests.length) throw new Error(`${results.length} answers`);
  return requests.map((request) => {
    const result = results.find((one) => one.request === request);
    if (result === undefined) throw new Error(`no answer for ${request.resource.id}`);
    return result;
  });
}

export interface AskOptions {
  readonly others?: readonly Resource[];
  readonly signal?: AbortSignal;
}

/** The points of an answer, rounded; undefined where there is no series, the error's name where it failed. */
export function pointsOf(
  result: SeriesResult | undefined,
): readonly (number | undefined)[] | string | undefined {
  if (result === undefined) return undefined;
  if ('error' in result) return result.error.name;
  return result.series?.points.map((point) => point && Math.round(point * 100) / 100);
}

export async function checksOf(connection: SignalConnection): Promise<readonly Check[]> {
  return Array.fromAsync(connection.checks(new AbortController().signal));
}

async function* chunks(resources: readonly Resource[]): AsyncGenerator<readonly Resource[]> {
  yield resources;
}
