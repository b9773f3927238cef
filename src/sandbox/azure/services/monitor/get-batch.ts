import { z } from 'zod';
import type { SandboxResponse } from '../../../service.ts';
import type { AzureContext } from '../../context.ts';
import { denied, resourceNotFound } from '../../refusals.ts';
import type { AzureRequest } from '../../service.ts';
import { jsonAnswer } from '../../wire/answer.ts';
import { resourcePathOf } from '../../wire/resource-path.ts';
import { metricsOf } from './figures.ts';
import { findMeasured, typeOfId } from './find-resource.ts';
import { badRequest, questionOf } from './question.ts';

const mostResources = 50;
const body = z.strictObject({ resourceids: z.array(z.string()).min(1) });

/** Metrics of many resources of one subscription, location and type. @throws {ArmError} */
export function getBatch(context: AzureContext, request: AzureRequest): SandboxResponse {
  const subscription = request.resource.subscription ?? '';
  if (context.isDenied(subscription, 'Microsoft.Insights', 'metrics/read'))
    throw denied(request.caller, 'Microsoft.Insights/metrics/read', `/subscriptions/${subscription}`);
  const region = /^\/metrics\/([a-z0-9]+)\//.exec(request.path)?.[1] ?? '';
  const ids = idsOf(request);
  const foreign = ids.find((id) => resourcePathOf(id).subscription !== subscription);
  if (foreign !== undefined)
    throw badRequest(`The resource ${foreign} is not in the subscription ${subscription}.`);
  const [type = '', ...others] = new Set(ids.map(typeOfId));
  if (others.length > 0) throw badRequest('All resources have to be of the same type.');
  const question = questionOf(textOf(request), type, context.clock.now());
  const resources = ids.map((id) => {
    const found = findMeasured(context, question.source, id);
    if (found === undefined) throw resourceNotFound(typeAndName(id), resourcePathOf(id).resourceGroup ?? '');
    return found;
  });
  const elsewhere = resources.find(({ location }) => location !== region);
  if (elsewhere !== undefined)
    throw badRequest(`The resource ${elsewhere.armId} is in ${elsewhere.location}, not in ${region}.`);
  return jsonAnswer({
    values: resources.map((resource) => ({
      starttime: new Date(question.startAt).toISOString(),
      endtime: new Date(question.endAt).toISOString(),
      interval: question.interval,
      namespace: question.source.namespace,
      resourceregion: resource.location,
      resourceid: resource.armId,
      value: metricsOf(resource, question, context.clock.now()),
    })),
  });
}

function idsOf(request: AzureRequest): readonly string[] {
  const parsed = body.safeParse(parsedJson(request.body));
  if (!parsed.success) throw badRequest('The body has to be {"resourceids": […]}.');
  const { resourceids: ids } = parsed.data;
  if (ids.length > mostResources)
    throw badRequest(`At most ${mostResources} resources may be asked about, not ${ids.length}.`);
  if (new Set(ids.map((id) => id.toLowerCase())).size !== ids.length)
    throw badRequest('The resources have to be different ones.');
  return ids;
}

function textOf({ query }: AzureRequest): Parameters<typeof questionOf>[0] {
  if (!query.has('api-version')) throw badRequest('The parameter api-version is missing.');
  return {
    namespace: query.get('metricnamespace') ?? '',
    names: query.get('metricnames') ?? undefined,
    start: query.get('starttime') ?? '',
    end: query.get('endtime') ?? '',
    interval: query.get('interval') ?? undefined,
    aggregation: query.get('aggregation') ?? undefined,
    filter: query.get('filter') ?? undefined,
    top: query.get('top') ?? undefined,
  };
}

function parsedJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** `Microsoft.Compute/virtualMachines/web-1` */
export function typeAndName(id: string): string {
  return id.slice(id.toLowerCase().lastIndexOf('/providers/') + '/providers/'.length);
}
