import type { ForwardingRule } from '../../estate/load-balancing.ts';
import type { Project } from '../../estate/place.ts';
import { type FieldTable, linkBase, plain, timeJson } from './fields.ts';
import { schemeOf } from './forwarding-rule-fields.ts';
import { besideRule, type LoadBalancerPart } from './load-balancing-parts.ts';

type PartFields = FieldTable<LoadBalancerPart>;

function commonFields(project: Pick<Project, 'id'>, kind: string): PartFields {
  const projectLink = `${linkBase}projects/${project.id}`;
  return [
    ['kind', `"${kind}"`],
    ['id', ({ number }) => plain(number)],
    ['creationTimestamp', ({ createdAt }) => timeJson(createdAt)],
    ['name', ({ id }) => plain(id)],
    ['region', ({ scope }) => (scope.startsWith('regions/') ? `"${projectLink}/${scope}"` : undefined)],
    ['selfLink', ({ path }) => `"${linkBase}${path}"`],
  ];
}

/** The fields of a project's backend services. */
export function backendServiceFields(project: Pick<Project, 'id'>): PartFields {
  return [
    ...commonFields(project, 'compute#backendService'),
    [
      'backends',
      ({ service }) =>
        service === undefined || service.backends.length === 0
          ? undefined
          : JSON.stringify(
              service.backends.map(({ group }) => ({
                group: linkBase + group,
                balancingMode: 'UTILIZATION',
                maxUtilization: 0.8,
                capacityScaler: 1,
              })),
            ),
    ],
    ['healthChecks', `["${linkBase}projects/${project.id}/global/healthChecks/http-basic"]`],
    ['timeoutSec', '30'],
    ['port', '80'],
    ['protocol', ({ rule }) => (rule.sort === 'passthrough' ? '"TCP"' : '"HTTP"')],
    ['portName', '"http"'],
    ['sessionAffinity', '"NONE"'],
    ['loadBalancingScheme', ({ rule }) => schemeOf(rule)],
    [
      'usedBy',
      ({ rule }) =>
        `[{"reference":"${linkBase}${rule.sort === 'passthrough' ? rule.path : besideRule(rule, 'urlMaps', 'map')}"}]`,
    ],
    ['fingerprint', '"6Ycs3lAqbDU="'],
  ];
}

/** The fields of a project's target pools. */
export function targetPoolFields(project: Pick<Project, 'id'>): PartFields {
  return [
    ...commonFields(project, 'compute#targetPool'),
    [
      'instances',
      ({ rule }) =>
        rule.pool === undefined || rule.pool.instances.length === 0
          ? undefined
          : JSON.stringify(rule.pool.instances.map(({ path }) => linkBase + path)),
    ],
    ['sessionAffinity', '"NONE"'],
  ];
}

/** The fields of a project's URL maps. */
export function urlMapFields(project: Pick<Project, 'id'>): PartFields {
  return [
    ...commonFields(project, 'compute#urlMap'),
    ['defaultService', ({ rule }) => defaultServiceOf(rule)],
    [
      'defaultUrlRedirect',
      ({ rule }) =>
        rule.sort === 'redirect'
          ? '{"httpsRedirect":true,"redirectResponseCode":"MOVED_PERMANENTLY_DEFAULT","stripQuery":false}'
          : undefined,
    ],
    // It only ever leads to one service or redirects.
    ['defaultRouteAction', () => undefined],
    [
      'hostRules',
      ({ rule }) =>
        rule.services.length > 1 ? '[{"hosts":["api.acme.example"],"pathMatcher":"api"}]' : undefined,
    ],
    [
      'pathMatchers',
      ({ rule: { services } }) =>
        services[1] === undefined
          ? undefined
          : `[{"name":"api","defaultService":"${linkBase}${services[0]?.path ?? ''}","pathRules":[{"paths":["/v2/*"],"service":"${linkBase}${services[1].path}"}]}]`,
    ],
    ['fingerprint', '"CxGhE0PQdPg="'],
  ];
}

function defaultServiceOf(rule: ForwardingRule): string | undefined {
  if (rule.sort === 'bucket') return `"${linkBase}${besideRule(rule, 'backendBuckets', 'bucket')}"`;
  const [service] = rule.services;
  return service && `"${linkBase}${service.path}"`;
}

/** The fields of a project's proxies. */
export function proxyFields(project: Pick<Project, 'id'>, kind: string): PartFields {
  return [
    ...commonFields(project, kind),
    ['urlMap', ({ rule }) => `"${linkBase}${besideRule(rule, 'urlMaps', 'map')}"`],
    ['service', () => undefined],
    [
      'sslCertificates',
      ({ rule, path }) =>
        rule.secure
          ? `["${linkBase}${path.replace(/\/targetHttpsProxies\/.*$/, '/sslCertificates/acme')}"]`
          : undefined,
    ],
    ['fingerprint', '"nb9OOmB3vPI="'],
  ];
}

/** The fields of a project's buckets behind load balancers. */
export function backendBucketFields(project: Pick<Project, 'id'>): PartFields {
  return [
    ...commonFields(project, 'compute#backendBucket'),
    ['bucketName', ({ rule }) => `"${rule.id}-assets"`],
    ['enableCdn', 'true'],
  ];
}

/** The fields of a project's network endpoint groups. */
export function endpointGroupFields(project: Pick<Project, 'id'>): PartFields {
  const projectLink = `${linkBase}projects/${project.id}`;
  return [
    ...commonFields(project, 'compute#networkEndpointGroup'),
    ['networkEndpointType', ({ endpoints }) => (endpoints?.serverless ? '"SERVERLESS"' : '"GCE_VM_IP_PORT"')],
    ['size', ({ endpoints }) => (endpoints?.serverless ? '0' : String(endpoints?.addresses.length ?? 0))],
    ['zone', ({ scope }) => (scope.startsWith('zones/') ? `"${projectLink}/${scope}"` : undefined)],
    [
      'cloudRun',
      ({ endpoints, rule }) => (endpoints?.serverless ? `{"service":"${rule.id}-service"}` : undefined),
    ],
    ['defaultPort', ({ endpoints }) => (endpoints?.serverless ? undefined : '8080')],
  ];
}
