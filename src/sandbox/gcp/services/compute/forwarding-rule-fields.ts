import { labelFingerprint } from '../../estate/compute-model.ts';
import type { ForwardingRule } from '../../estate/load-balancing.ts';
import type { Project } from '../../estate/place.ts';
import { type FieldTable, labelsJson, linkBase, plain, timeJson } from './fields.ts';
import { besideRule } from './load-balancing-parts.ts';

/** The fields of a project's forwarding rules. */
export function forwardingRuleFields({ id: project }: Pick<Project, 'id'>): FieldTable<ForwardingRule> {
  const projectLink = `${linkBase}projects/${project}`;
  const network = `"${projectLink}/global/networks/default"`;
  const internal = ({ sort }: ForwardingRule): boolean => sort === 'passthrough';
  return [
    ['kind', '"compute#forwardingRule"'],
    ['id', ({ number }) => plain(number)],
    ['creationTimestamp', ({ createdAt }) => timeJson(createdAt)],
    ['name', ({ id }) => plain(id)],
    ['region', ({ scope }) => (scope === 'global' ? undefined : `"${projectLink}/${scope}"`)],
    ['IPAddress', ({ ip }) => plain(ip)],
    ['IPProtocol', ({ sort }) => (sort === 'vpn' ? '"ESP"' : '"TCP"')],
    [
      'portRange',
      ({ sort, secure }) =>
        sort === 'vpn' || sort === 'passthrough' ? undefined : secure ? '"443-443"' : '"80-80"',
    ],
    ['ports', (rule) => (internal(rule) ? '["5432"]' : undefined)],
    ['target', (rule) => targetOf(rule, project)],
    ['selfLink', ({ path }) => `"${linkBase}${path}"`],
    ['loadBalancingScheme', schemeOf],
    ['network', (rule) => (internal(rule) ? network : undefined)],
    [
      'backendService',
      ({ sort, services }) =>
        sort === 'passthrough' ? `"${linkBase}${services[0]?.path ?? ''}"` : undefined,
    ],
    ['networkTier', '"PREMIUM"'],
    ['labels', ({ tags }) => labelsJson(tags)],
    ['labelFingerprint', ({ tags }) => plain(labelFingerprint(tags))],
    ['fingerprint', ({ tags }) => plain(labelFingerprint(tags))],
  ];
}

/** As JSON; what is not told apart here is an application's. */
const schemes: Partial<Readonly<Record<ForwardingRule['sort'], string>>> = {
  passthrough: '"INTERNAL"',
  pool: '"EXTERNAL"',
  vpn: '"EXTERNAL"',
  published: '""',
};

function targetOf(rule: ForwardingRule, project: string): string | undefined {
  const { sort, secure, pool, region, id } = rule;
  switch (sort) {
    case 'application':
    case 'redirect':
    case 'bucket':
      return `"${linkBase}${besideRule(rule, secure ? 'targetHttpsProxies' : 'targetHttpProxies', 'proxy')}"`;
    case 'pool':
      return `"${linkBase}${pool?.path ?? ''}"`;
    case 'published':
      return `"${linkBase}projects/partner-prod/regions/${region ?? ''}/serviceAttachments/${id}-feed"`;
    case 'vpn':
      return `"${linkBase}projects/${project}/regions/${region ?? ''}/targetVpnGateways/${id}-vpn"`;
    case 'passthrough':
      break;
  }
  return undefined;
}

/** The scheme of a rule and of what it leads to, as JSON. */
export function schemeOf({ sort }: ForwardingRule): string {
  return schemes[sort] ?? '"EXTERNAL_MANAGED"';
}
