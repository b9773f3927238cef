import type { EpochMs } from '../../../../core/time.ts';
import type { ProjectCell } from '../../estate/estate.ts';
import type { MetricKind, ValueType } from '../../metrics/descriptor.ts';
import type { MetricSource } from '../../metrics/source.ts';
import { type Aligner, rawAligner } from './aligners.ts';
import type { TimeSeriesQuery } from './inputs.ts';
import { type Periods, periodsOf, samplesOf } from './periods.ts';
import { type Position, positionOf, tokenOf } from './position.ts';
import { type PeriodReader, periodReader, seenTime, valueText } from './series.ts';
import { type Unit, unitsOf } from './units.ts';

/** What of a query is the same for all its series. */
interface Plan {
  readonly query: TimeSeriesQuery;
  readonly source: MetricSource;
  readonly aligner: Aligner;
  readonly periods: Periods;
  readonly now: EpochMs;
  readonly kind: MetricKind;
  readonly valueType: ValueType;
  /** The interval of a period's point, written once for all series. */
  intervalText(index: number): string;
}

/** A page of `timeSeries.list`, as text: there are too many points to make an object of each. */
export function listTimeSeries(
  project: ProjectCell,
  source: MetricSource,
  query: TimeSeriesQuery,
  now: EpochMs,
): string {
  const list = `${project.id} ${query.asked}`;
  const start = positionOf(list, query.pageToken);
  const plan = planOf(source, query, now);
  const written: string[] = [];
  let room = query.pageSize;
  let next: Position | undefined;
  for (const unit of unitsOf(project, source, query, start)) {
    const { number, place } = unit;
    const resumed = number === start.number && place === start.place;
    const page = query.headersOnly
      ? headerOf(plan, unit, room)
      : pointsOf(plan, unit, resumed ? start.point : 0, room);
    if (page.text !== undefined) written.push(page.text);
    room -= page.taken;
    if (page.next === undefined) continue;
    next = { number, place, point: page.next };
    break;
  }
  const token = next === undefined ? '' : `,"nextPageToken":"${tokenOf(list, next)}"`;
  const series = written.length === 0 ? '' : `"timeSeries":[${written.join(',')}],`;
  return `{${series}"unit":${JSON.stringify(unitOf(plan))}${token}}`;
}

function planOf(source: MetricSource, query: TimeSeriesQuery, now: EpochMs): Plan {
  const { descriptor } = source;
  const { aggregation, start, end } = query;
  const aligner = aggregation?.aligner ?? rawAligner;
  const periods =
    aggregation === undefined
      ? samplesOf(start, Math.min(end, now))
      : periodsOf(start, end, aggregation.periodMs);
  const kind = aligner.kind ?? descriptor.kind;
  const texts: string[] = [];
  return {
    query,
    source,
    aligner,
    periods,
    now,
    kind,
    valueType: aggregation?.reducer?.valueType ?? aligner.valueType ?? descriptor.valueType,
    intervalText(index) {
      const known = texts[index];
      if (known !== undefined) return known;
      const endTime = instantText(periods.endAt(index));
      const startTime = kind === 'DELTA' ? instantText(periods.endAt(index + 1)) : endTime;
      return (texts[index] = `{"interval":{"startTime":"${startTime}","endTime":"${endTime}"},"value":`);
    },
  };
}

/** Part of a unit: as much of it as there is room for. */
interface Part {
  /** Absent where it has nothing to tell. */
  readonly text?: string;
  readonly taken: number;
  /** The point at which the rest begins. */
  readonly next?: number;
}

function pointsOf(plan: Plan, unit: Unit, from: number, room: number): Part {
  const { periods, valueType } = plan;
  const read = readerOf(plan, unit);
  const points: string[] = [];
  for (let index = from; index < periods.count; index++) {
    const value = read(periods.endAt(index));
    if (value === undefined) continue;
    if (points.length === room) return { ...partOf(plan, unit, points), next: index };
    points.push(`${plan.intervalText(index)}${valueText(value, valueType)}}`);
  }
  return partOf(plan, unit, points);
}

function partOf(plan: Plan, unit: Unit, points: readonly string[]): Part {
  if (points.length === 0) return { taken: 0 };
  return { text: seriesText(plan, unit, points), taken: points.length };
}

/** A series without its points, where it has any. */
function headerOf(plan: Plan, unit: Unit, room: number): Part {
  const { query, now } = plan;
  const has = unit.members.some((series) => {
    const { first, last } = seenTime(series, now);
    return first < query.end && last > query.start;
  });
  if (!has) return { taken: 0 };
  return room === 0 ? { taken: 0, next: 0 } : { text: seriesText(plan, unit, []), taken: 1 };
}

function readerOf({ query: { aggregation }, aligner, periods, now }: Plan, { members }: Unit): PeriodReader {
  const readers = members.map((series) => periodReader(series, aligner, periods.periodMs, now));
  const [only] = readers;
  const reducer = aggregation?.reducer;
  if (reducer === undefined && only !== undefined) return only;
  return (end) => {
    const values = readers.map((read) => read(end)).filter((value) => value !== undefined);
    return values.length === 0 ? undefined : reducer?.reduce(values);
  };
}

function seriesText(plan: Plan, { metricLabels, resourceLabels }: Unit, points: readonly string[]): string {
  const { type, resourceType } = plan.source.descriptor;
  const metric = { type, ...(Object.keys(metricLabels).length > 0 && { labels: metricLabels }) };
  const resource = { type: resourceType, labels: resourceLabels };
  const head = `{"metric":${JSON.stringify(metric)},"resource":${JSON.stringify(resource)}`;
  return `${head},"metricKind":"${plan.kind}","valueType":"${plan.valueType}","points":[${points.join(',')}]}`;
}

function unitOf({ source: { descriptor }, aligner, query }: Plan): string {
  if (aligner.counts === true || query.aggregation?.reducer?.name === 'REDUCE_COUNT') return '1';
  return aligner.name === 'ALIGN_RATE' ? `${descriptor.unit}/s` : descriptor.unit;
}

/** An instant as Google writes it: with three digits of a second, or none. */
function instantText(at: EpochMs): string {
  return new Date(at).toISOString().replace('.000Z', 'Z');
}
