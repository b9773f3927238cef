import type { SandboxResponse } from '../../../service.ts';
import type { AzureContext } from '../../context.ts';
import { notServed, resourceNotFound } from '../../refusals.ts';
import type { AzureRequest } from '../../service.ts';
import { jsonAnswer } from '../../wire/answer.ts';
import { metricsOf } from './figures.ts';
import { findMeasured, typeOfId } from './find-resource.ts';
import { typeAndName } from './get-batch.ts';
import { badRequest, questionOf } from './question.ts';

/** Metrics of one resource, by Resource Manager. @throws {ArmError} */
export function listMetrics(context: AzureContext, request: AzureRequest): SandboxResponse {
  const { method, path, query, resource } = request;
  if (method !== 'GET' || resource.type !== 'metrics') throw notServed(method, path);
  const id = resource.scope;
  const type = typeOfId(id);
  const timespan = query.get('timespan') ?? '';
  const [start = '', end, ...rest] = timespan.split('/');
  if (end === undefined || rest.length > 0) throw badRequest(`Invalid timespan: '${timespan}'`);
  const text = {
    namespace: query.get('metricnamespace') ?? type,
    names: query.get('metricnames') ?? undefined,
    start,
    end,
    interval: query.get('interval') ?? undefined,
    aggregation: query.get('aggregation') ?? undefined,
    filter: query.get('$filter') ?? undefined,
    top: query.get('top') ?? undefined,
  };
  const question = questionOf(text, type, context.clock.now());
  const found = findMeasured(context, question.source, id);
  if (found === undefined) throw resourceNotFound(typeAndName(id), resource.resourceGroup ?? '');
  // What somebody's agents send is known of the resources that have sent it.
  if (question.source.namespace !== question.source.type && found.series().length === 0)
    throw badRequest(`Metric namespace '${text.namespace}' is not found for the resource ${found.armId}.`);
  return jsonAnswer({
    cost: 0,
    timespan: `${new Date(question.startAt).toISOString()}/${new Date(question.endAt).toISOString()}`,
    interval: question.interval,
    value: metricsOf(found, question, context.clock.now()),
    namespace: question.source.namespace,
    resourceregion: found.location,
  });
}
