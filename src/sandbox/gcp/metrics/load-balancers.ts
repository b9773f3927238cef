import { curveOf } from '../../estate/usage.ts';
import type { Population } from '../../population.ts';
import type { ProjectCell } from '../estate/estate.ts';
import type { ForwardingRule } from '../estate/load-balancing.ts';
import type { MetricDescriptor } from './descriptor.ts';
import { type MetricPlace, type MetricSeries, type MetricSource, whenever } from './source.ts';

const globalRequests: MetricDescriptor = {
  type: 'loadbalancing.googleapis.com/https/request_count',
  kind: 'DELTA',
  valueType: 'INT64',
  unit: '1',
  displayName: 'Request count',
  description: 'The number of requests served by the application load balancer.',
  labels: ['response_code', 'response_code_class', 'cache_result', 'protocol'],
  resourceType: 'https_lb_rule',
  resourceLabels: ['project_id', 'region', 'forwarding_rule_name', 'url_map_name', 'backend_target_name'],
};

const regionalRequests: MetricDescriptor = {
  ...globalRequests,
  type: 'loadbalancing.googleapis.com/https/external/regional/request_count',
  labels: ['response_code', 'response_code_class', 'protocol'],
  resourceType: 'http_external_regional_lb_rule',
};

/** Nothing here is answered by an internal one, but the type of its metric is known. */
const internalRequests: MetricDescriptor = {
  ...regionalRequests,
  type: 'loadbalancing.googleapis.com/https/internal/request_count',
  resourceType: 'internal_http_lb_rule',
};

/** What is told of requests to application load balancers; nothing while none come. */
export const loadBalancerMetrics: readonly MetricSource[] = [
  sourceOf(globalRequests, (project) => [
    placeOf(project, globalRequests, 'global', project.globalForwardingRules),
  ]),
  sourceOf(regionalRequests, (project) =>
    project.cells.map(({ region, forwardingRules }) =>
      placeOf(project, regionalRequests, region, forwardingRules),
    ),
  ),
  sourceOf(internalRequests, () => []),
];

function sourceOf(
  descriptor: MetricDescriptor,
  places: (project: ProjectCell) => readonly MetricPlace[],
): MetricSource {
  return { descriptor, keys: ['resource.labels.forwarding_rule_name'], reported: false, places };
}

function placeOf(
  project: ProjectCell,
  descriptor: MetricDescriptor,
  region: string,
  rules: Population<ForwardingRule>,
): MetricPlace {
  return {
    region,
    size: rules.size,
    seriesAt: (index) => seriesOf(project, descriptor, region, rules.at(index)),
    indexOf: (_key, name) => rules.find(name)?.index,
  };
}

/** Most requests are answered well, and some of them badly. */
const answers = [
  ['200', 0.94],
  ['404', 0.05],
  ['502', 0.01],
] as const;

const applications: ReadonlySet<ForwardingRule['sort']> = new Set(['application', 'bucket', 'redirect']);

function seriesOf(
  { id }: ProjectCell,
  { labels }: MetricDescriptor,
  region: string,
  rule: ForwardingRule,
): readonly MetricSeries[] {
  if (!applications.has(rule.sort) || rule.gone || rule.usage === 'unused') return [];
  return answers.map(([code, share]) => ({
    metricLabels: {
      response_code: code,
      response_code_class: `${code.slice(0, 1)}00`,
      protocol: 'HTTP/2.0',
      ...(labels.includes('cache_result') && { cache_result: 'DISABLED' }),
    },
    resourceLabels: {
      project_id: id,
      region,
      forwarding_rule_name: rule.id,
      url_map_name: `${rule.id}-map`,
      backend_target_name: rule.services[0]?.name ?? 'NO_BACKEND_SELECTED',
    },
    sampling: whenever,
    from: rule.createdAt,
    factor: share,
    curve: () => curveOf(rule.usage, 'requests', rule.seed),
  }));
}
