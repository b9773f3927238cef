import { GoogleError } from '../../google-error.ts';
import type { MetricDescriptor } from '../../metrics/descriptor.ts';
import { invalidArgument } from '../../refusals.ts';
import { type Filter, fieldsOf, listedValues } from './filter.ts';
import { type Aggregation, invalid } from './inputs.ts';

/** The one type of metric that a filter is about. @throws {GoogleError} */
export function metricTypeOf(filter: Filter): string {
  const [type, another] = listedValues(filter, 'metric.type') ?? [];
  if (type === undefined || another !== undefined)
    throw invalid('filter', '', 'The filter must specify a single metric type, by metric.type = "…".');
  return type;
}

/** A type of metric that nobody has ever reported. */
export function unknownMetric(type: string): GoogleError {
  return new GoogleError({
    status: 'NOT_FOUND',
    reason: 'notFound',
    message: `Cannot find metric(s) that match type = "${type}". If a metric was created recently, it could take up to 10 minutes to become available. Please try again soon.`,
  });
}

/** @throws {GoogleError} where a filter or an aggregation does not go with the metric. */
export function checkQuery(
  descriptor: MetricDescriptor,
  filter: Filter,
  aggregation: Aggregation | undefined,
): void {
  const resourceTypes = listedValues(filter, 'resource.type');
  const fits =
    (resourceTypes?.has(descriptor.resourceType) ?? true) &&
    fieldsOf(filter).every((field) => isFieldOf(descriptor, field));
  if (!fits)
    throw invalidArgument(
      'The supplied filter does not specify a valid combination of metric and monitored resource descriptors. The query will not return any time series.',
    );
  if (aggregation === undefined) return;
  const { aligner, groupBy } = aggregation;
  if (!aligner.kinds.includes(descriptor.kind))
    throw invalid(
      'aggregation.perSeriesAligner',
      aligner.name,
      `The aligner cannot be applied to metrics with kind ${descriptor.kind} and value type ${descriptor.valueType}.`,
    );
  const strange = groupBy.find((field) => !isFieldOf(descriptor, field));
  if (strange !== undefined)
    throw invalid(
      'aggregation.groupByFields',
      strange,
      'The field is not a label of the metric or its resource.',
    );
}

function isFieldOf({ labels, resourceLabels }: MetricDescriptor, field: string): boolean {
  if (field.startsWith('metric.labels.')) return labels.includes(field.slice(14));
  if (field.startsWith('resource.labels.')) return resourceLabels.includes(field.slice(16));
  return field === 'metric.type' || field === 'resource.type' || field === 'project';
}
