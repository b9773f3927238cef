import type { Population } from '../../../population.ts';
import type { ProjectCell } from '../../estate/estate.ts';
import type { ForwardingRule } from '../../estate/load-balancing.ts';
import type { Collection, Source } from './collection.ts';
import type { FieldTable } from './fields.ts';
import { forwardingRuleFields } from './forwarding-rule-fields.ts';
import {
  backendBucketFields,
  backendServiceFields,
  endpointGroupFields,
  proxyFields,
  targetPoolFields,
  urlMapFields,
} from './load-balancing-fields.ts';
import { besideRule, type LoadBalancerPart, type PartPlan, partsOfRules } from './load-balancing-parts.ts';

export const forwardingRules: Collection<ForwardingRule> = {
  name: 'forwardingRules',
  kind: 'compute#forwardingRule',
  scopes: ['global', 'regions'],
  aggregated: true,
  filters: {},
  sources: (project) =>
    ruleSources(
      project,
      (rules) => rules,
      () => forwardingRuleFields(project),
    ),
};

export const backendServices = partCollection({
  name: 'backendServices',
  kind: 'compute#backendService',
  most: 2,
  plansOf: ({ services }) => services.map((service) => ({ path: service.path, service })),
  fields: backendServiceFields,
});

export const targetPools: Collection<LoadBalancerPart> = {
  ...partCollection({
    name: 'targetPools',
    kind: 'compute#targetPool',
    most: 1,
    plansOf: ({ pool }) => (pool === undefined ? [] : [{ path: pool.path }]),
    fields: targetPoolFields,
  }),
  scopes: ['regions'],
};

export const urlMaps = partCollection({
  name: 'urlMaps',
  kind: 'compute#urlMap',
  most: 1,
  plansOf: (rule) => (hasUrlMap(rule) ? [{ path: besideRule(rule, 'urlMaps', 'map') }] : []),
  fields: urlMapFields,
});

export const targetHttpProxies = partCollection({
  name: 'targetHttpProxies',
  kind: 'compute#targetHttpProxy',
  most: 1,
  plansOf: (rule) =>
    hasUrlMap(rule) && !rule.secure ? [{ path: besideRule(rule, 'targetHttpProxies', 'proxy') }] : [],
  fields: proxyFields,
});

export const targetHttpsProxies = partCollection({
  name: 'targetHttpsProxies',
  kind: 'compute#targetHttpsProxy',
  most: 1,
  plansOf: (rule) =>
    hasUrlMap(rule) && rule.secure ? [{ path: besideRule(rule, 'targetHttpsProxies', 'proxy') }] : [],
  fields: proxyFields,
});

export const targetTcpProxies = partCollection({
  name: 'targetTcpProxies',
  kind: 'compute#targetTcpProxy',
  most: 1,
  plansOf: () => [],
  fields: proxyFields,
});

export const targetSslProxies: Collection<LoadBalancerPart> = {
  ...partCollection({
    name: 'targetSslProxies',
    kind: 'compute#targetSslProxy',
    most: 1,
    plansOf: () => [],
    fields: proxyFields,
  }),
  scopes: ['global'],
  aggregated: false,
};

export const backendBuckets: Collection<LoadBalancerPart> = {
  ...partCollection({
    name: 'backendBuckets',
    kind: 'compute#backendBucket',
    most: 1,
    plansOf: (rule) =>
      rule.sort === 'bucket' ? [{ path: besideRule(rule, 'backendBuckets', 'bucket') }] : [],
    fields: backendBucketFields,
  }),
  scopes: ['global'],
};

export const networkEndpointGroups: Collection<LoadBalancerPart> = {
  ...partCollection({
    name: 'networkEndpointGroups',
    kind: 'compute#networkEndpointGroup',
    most: 2,
    plansOf: ({ services }) =>
      services
        .flatMap(({ backends }) => backends)
        .flatMap(({ group, endpoints }): readonly PartPlan[] =>
          endpoints === undefined ? [] : [{ path: group, endpoints }],
        ),
    fields: endpointGroupFields,
  }),
  scopes: ['zones', 'regions', 'global'],
};

function hasUrlMap({ sort }: ForwardingRule): boolean {
  return sort === 'application' || sort === 'redirect' || sort === 'bucket';
}

function partCollection(options: {
  readonly name: string;
  readonly kind: string;
  readonly most: number;
  plansOf(rule: ForwardingRule): readonly PartPlan[];
  fields(project: ProjectCell, kind: string): FieldTable<LoadBalancerPart>;
}): Collection<LoadBalancerPart> {
  const { name, kind, most, plansOf, fields } = options;
  return {
    name,
    kind,
    scopes: ['global', 'regions'],
    aggregated: true,
    filters: {},
    sources: (project) =>
      ruleSources(
        project,
        (rules) => partsOfRules(rules, most, plansOf),
        () => fields(project, kind),
      ),
  };
}

function ruleSources<Model>(
  { globalForwardingRules, cells }: ProjectCell,
  populationOf: (rules: Population<ForwardingRule>) => Population<Model>,
  fields: () => FieldTable<Model>,
): readonly Source<Model>[] {
  return [
    { population: populationOf(globalForwardingRules), fields },
    ...cells.map(({ region, forwardingRules: rules }) => ({
      region,
      population: populationOf(rules),
      fields,
    })),
  ];
}
