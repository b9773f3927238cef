import type { ProjectCell } from '../../estate/estate.ts';
import type { Labels, MetricSeries, MetricSource } from '../../metrics/source.ts';
import { candidatesOf, fieldReader } from './candidates.ts';
import type { TimeSeriesQuery } from './inputs.ts';

/** What becomes one series of the answer: a series as it is kept, or several of them as one. */
export interface Unit {
  /** Where it stands in the whole list. */
  readonly number: number;
  readonly place: number;
  readonly metricLabels: Labels;
  readonly resourceLabels: Labels;
  readonly members: readonly MetricSeries[];
}

/** The series that a query asks for, in a fixed order, from a position in it on. */
export function unitsOf(
  project: ProjectCell,
  source: MetricSource,
  query: TimeSeriesQuery,
  from: { readonly number: number; readonly place: number },
): Iterable<Unit> {
  const { reducer, groupBy = [] } = query.aggregation ?? {};
  // Those that have a resource's name in common are of one resource, so that no more than its own have to be seen.
  const streams = reducer === undefined || source.keys.some((key) => groupBy.includes(key));
  return streams ? streamed(project, source, query, from) : gathered(project, source, query, from.number);
}

function* streamed(
  project: ProjectCell,
  source: MetricSource,
  query: TimeSeriesQuery,
  from: { readonly number: number; readonly place: number },
): Generator<Unit, void, void> {
  for (const { number, series } of candidatesOf(project, source, query.filter, from.number)) {
    const units =
      query.aggregation?.reducer === undefined ? series.map(single) : grouped(source, series, query);
    for (const [place, unit] of units.entries())
      if (number > from.number || place >= from.place) yield { ...unit, number, place };
  }
}

function gathered(
  project: ProjectCell,
  source: MetricSource,
  query: TimeSeriesQuery,
  from: number,
): readonly Unit[] {
  const all = candidatesOf(project, source, query.filter, 0)
    .flatMap(({ series }) => series)
    .toArray();
  return grouped(source, all, query)
    .map((unit, number) => ({ ...unit, number, place: 0 }))
    .slice(from);
}

type Bare = Omit<Unit, 'number' | 'place'>;

function single(series: MetricSeries): Bare {
  const { metricLabels, resourceLabels } = series;
  return { metricLabels, resourceLabels, members: [series] };
}

/** Series that agree in the fields they are grouped by, as one each. */
function grouped(
  source: MetricSource,
  all: readonly MetricSeries[],
  { aggregation }: TimeSeriesQuery,
): readonly Bare[] {
  const groupBy = aggregation?.groupBy ?? [];
  const groups = Map.groupBy(all, (series) => {
    const read = fieldReader(source, series);
    return JSON.stringify(groupBy.map((field) => read(field) ?? ''));
  });
  return [...groups.values()].map((members) => ({
    metricLabels: labelsKept(members[0]?.metricLabels ?? {}, 'metric.labels.', groupBy),
    // Whose it is stays told in any case.
    resourceLabels: labelsKept(members[0]?.resourceLabels ?? {}, 'resource.labels.', [
      ...groupBy,
      'resource.labels.project_id',
    ]),
    members,
  }));
}

function labelsKept(labels: Labels, prefix: string, fields: readonly string[]): Labels {
  return Object.fromEntries(Object.entries(labels).filter(([key]) => fields.includes(prefix + key)));
}
