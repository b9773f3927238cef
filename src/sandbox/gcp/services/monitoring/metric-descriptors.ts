import type { ProjectCell } from '../../estate/estate.ts';
import type { MetricDescriptor } from '../../metrics/descriptor.ts';
import type { MetricSource } from '../../metrics/source.ts';
import { offsetOf, pageSizeOf, pageToken } from '../page.ts';
import { parseFilter, passes } from './filter.ts';
import { invalid } from './inputs.ts';

/** A page of the types of metrics that a project knows. */
export function listMetricDescriptors(
  project: ProjectCell,
  known: readonly MetricSource[],
  query: URLSearchParams,
): object {
  const text = query.get('filter') ?? '';
  const filter = text === '' ? undefined : parseFilter(text);
  if (typeof filter === 'string') throw invalid('filter', text, filter);
  const all = known
    .map(({ descriptor }) => descriptor)
    .filter(
      ({ type }) =>
        filter === undefined || passes(filter, (field) => (field === 'metric.type' ? type : undefined)),
    );
  const list = `${project.id} metricDescriptors ${text}`;
  const from = offsetOf(list, query.get('pageToken'));
  const size = pageSizeOf(query, 'pageSize', { usual: 10_000, most: 10_000 });
  return {
    metricDescriptors: all.slice(from, from + size).map((descriptor) => documentOf(project, descriptor)),
    ...(from + size < all.length && { nextPageToken: pageToken(list, from + size) }),
  };
}

function documentOf({ id }: ProjectCell, descriptor: MetricDescriptor): object {
  const { type, kind, valueType, unit, displayName, description, labels, resourceType } = descriptor;
  return {
    name: `projects/${id}/metricDescriptors/${type}`,
    type,
    labels: labels.map((key) => ({ key })),
    metricKind: kind,
    valueType,
    unit,
    description,
    displayName,
    metadata: { samplePeriod: '60s', ingestDelay: '180s' },
    launchStage: 'GA',
    monitoredResourceTypes: [resourceType],
  };
}
