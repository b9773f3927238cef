import { z } from 'zod';
import type { EpochMs } from '../../../../core/time.ts';
import { ArmError } from '../../arm-error.ts';
import type { MetricDefinition, MetricSource } from '../../metrics/source.ts';
import { metricSources } from '../../metrics/sources.ts';

const dayMs = 86_400_000;
const hourMs = 3_600_000;

/** For how long metrics are kept. */
const retentionMs = 93 * dayMs;
const mostNames = 20;

const intervals: ReadonlyMap<string, number> = new Map([
  ['PT1M', 60_000],
  ['PT5M', 300_000],
  ['PT15M', 900_000],
  ['PT30M', 1_800_000],
  ['PT1H', hourMs],
  ['PT6H', 6 * hourMs],
  ['PT12H', 12 * hourMs],
  ['P1D', dayMs],
]);

const aggregations = ['average', 'minimum', 'maximum', 'total', 'count'] as const;
export type Aggregation = (typeof aggregations)[number];

/** What is asked of each resource, whichever way it is asked. */
export interface MetricsQuestion {
  readonly source: MetricSource;
  readonly definitions: readonly MetricDefinition[];
  readonly aggregations: readonly Aggregation[];
  readonly startAt: EpochMs;
  readonly endAt: EpochMs;
  readonly interval: string;
  readonly intervalMs: number;
  /** Whether the series of its parts are told apart. */
  readonly split: boolean;
  /** At most so many parts. */
  readonly top: number;
}

/** The parameters of a question, as its query has them. */
export interface QuestionText {
  readonly namespace: string;
  readonly names: string | undefined;
  readonly start: string;
  readonly end: string;
  readonly interval: string | undefined;
  readonly aggregation: string | undefined;
  readonly filter: string | undefined;
  readonly top: string | undefined;
}

/** Reads a question about resources of a type (in lower case). @throws {ArmError} as Monitor refuses */
export function questionOf(text: QuestionText, type: string, now: EpochMs): MetricsQuestion {
  const source = sourceOf(text.namespace, type);
  const interval = text.interval ?? 'PT1M';
  const intervalMs = intervals.get(interval);
  if (intervalMs === undefined) {
    throw badRequest(
      `Invalid time grain duration: ${interval}, supported ones are: 00:01:00,00:05:00,00:15:00,00:30:00,01:00:00,06:00:00,12:00:00,1.00:00:00`,
    );
  }
  const startAt = instant('starttime', text.start);
  const endAt = instant('endtime', text.end);
  if (startAt >= endAt) throw badRequest('Start time is greater than or equal to end time.');
  if (startAt < now - retentionMs) {
    throw badRequest(
      `Query startTime: ${text.start} is out of the Max metrics retention period: 93.00:00:00`,
    );
  }
  return {
    source,
    definitions: definitionsOf(source, text.names),
    aggregations: aggregationsOf(text.aggregation),
    startAt: Math.floor(startAt / intervalMs) * intervalMs,
    endAt,
    interval,
    intervalMs,
    split: isSplit(source, text),
    top: Number(text.top ?? 10),
  };
}

/** A namespace of a type; one of the customer's own is there only where somebody sends to it. */
function sourceOf(namespace: string, type: string): MetricSource {
  const wanted = namespace.toLowerCase();
  const found = metricSources.find(
    (source) => source.namespace.toLowerCase() === wanted && source.type.toLowerCase() === type,
  );
  if (found === undefined)
    throw badRequest(`Metric namespace '${namespace}' is not valid for the resource type ${type}.`);
  return found;
}

function definitionsOf(source: MetricSource, names: string | undefined): readonly MetricDefinition[] {
  if (names === undefined || names === '') throw badRequest('The parameter metricnames is missing.');
  const wanted = names.split(',');
  if (wanted.length > mostNames)
    throw badRequest(`Requested ${wanted.length} metrics, at most ${mostNames} are allowed in one request.`);
  return wanted.map((name) => {
    const known = source.definitions.find((one) => one.name.toLowerCase() === name.trim().toLowerCase());
    if (known !== undefined) return known;
    const [provider = '', ...type] = source.namespace.split('/');
    const valid = source.definitions.map((one) => one.name).join(',');
    throw badRequest(
      `Failed to find metric configuration for provider: ${provider}, resource Type: ${type.join('/')}, metric: ${name}, Valid metrics: ${valid}`,
    );
  });
}

function aggregationsOf(text: string | undefined): readonly Aggregation[] {
  const parsed = z
    .array(z.enum(aggregations))
    .min(1)
    .safeParse((text ?? 'average').toLowerCase().split(','));
  if (!parsed.success) throw badRequest(`Invalid aggregation types: ${text ?? ''}`);
  return parsed.data;
}

/** `index eq '*'` */
function isSplit({ dimension }: MetricSource, { filter, top }: QuestionText): boolean {
  if (filter === undefined) {
    if (top !== undefined) throw badRequest('The parameter top is valid only if a filter is specified.');
    return false;
  }
  if (dimension !== undefined && filter.replaceAll(' ', '') === `${dimension}eq'*'`) return true;
  throw badRequest(`Metric: does not support requested dimension combination: ${filter}`);
}

function instant(name: string, text: string): EpochMs {
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw badRequest(`Invalid ${name}: '${text}'`);
  return at;
}

export function badRequest(message: string): ArmError {
  return new ArmError(400, 'BadRequest', message);
}
