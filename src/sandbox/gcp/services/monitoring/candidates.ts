import type { ProjectCell } from '../../estate/estate.ts';
import type { MetricPlace, MetricSeries, MetricSource } from '../../metrics/source.ts';
import { type FieldReader, type Filter, listedValues, passes } from './filter.ts';

/** Series of one resource that pass a filter, with the number of the resource among those that may have some. */
export interface Candidate {
  readonly number: number;
  readonly series: readonly MetricSeries[];
}

/** The series of a project that pass a filter, resource by resource, from the one of a number on. */
export function* candidatesOf(
  project: ProjectCell,
  source: MetricSource,
  filter: Filter,
  from: number,
): Generator<Candidate, void, void> {
  let before = 0;
  const isMeant = meantBy(filter);
  for (const place of source.places(project)) {
    if (!isMeant(place)) continue;
    const named = namedIn(place, source, filter);
    const size = named?.length ?? place.size;
    for (let step = Math.max(0, from - before); step < size; step++) {
      const all = place.seriesAt(named === undefined ? step : (named[step] ?? 0));
      const series = all.filter((one) => passes(filter, fieldReader(source, one)));
      if (series.length > 0) yield { number: before + step, series };
    }
    before += size;
  }
}

/** The numbers of the resources in a place that the filter names; undefined where it names none. */
function namedIn(place: MetricPlace, source: MetricSource, filter: Filter): readonly number[] | undefined {
  for (const key of source.keys) {
    const values = listedValues(filter, key);
    if (values === undefined) continue;
    const found = [...values].map((value) => place.indexOf(key, value));
    return [...new Set(found.filter((index) => index !== undefined))].toSorted((a, b) => a - b);
  }
  return undefined;
}

/** Whether there can be anything in a place, as far as the filter lists zones or regions. */
function meantBy(filter: Filter): (place: MetricPlace) => boolean {
  const zones = listedValues(filter, 'resource.labels.zone');
  const regions = listedValues(filter, 'resource.labels.region');
  return ({ region }) =>
    (regions?.has(region) ?? true) &&
    (zones === undefined || [...zones].some((zone) => zone.startsWith(`${region}-`)));
}

/** What the fields of a filter are in a series. */
export function fieldReader({ descriptor }: MetricSource, series: MetricSeries): FieldReader {
  return (field) => {
    if (field.startsWith('resource.labels.')) return series.resourceLabels[field.slice(16)];
    if (field.startsWith('metric.labels.')) return series.metricLabels[field.slice(14)];
    if (field === 'metric.type') return descriptor.type;
    if (field === 'resource.type') return descriptor.resourceType;
    return field === 'project' ? series.resourceLabels['project_id'] : undefined;
  };
}
