import { loadBalancer, mapBounded } from 'bursar/adapter';
import { gcpCollector } from '../collector.ts';
import { computeName, regionOfLink } from '../names.ts';
import { type BackendGroup, readBackends } from '../reading/backends.ts';
import { computeEverywhere } from '../reading/compute.ts';
import { type Destination, readDestinations } from '../reading/destinations.ts';
import { defined, instantOf, labelsOf, required, told } from '../record.ts';

/** A forwarding rule as Compute Engine has it. */
export interface ForwardingRule {
  readonly name?: string;
  readonly selfLink?: string;
  readonly creationTimestamp?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly loadBalancingScheme?: string;
  readonly IPAddress?: string;
  readonly network?: string;
  readonly backendService?: string;
  readonly target?: string;
}

/** One with all that it leads to. */
interface LoadBalancerRecord {
  readonly rule: ForwardingRule;
  readonly destination: Destination;
  readonly groups: readonly BackendGroup[];
}

const fields =
  'name,selfLink,creationTimestamp,labels,loadBalancingScheme,IPAddress,network,backendService,target';

const concurrency = 8;

/** Forwarding rules, regional and global, with the backends that they lead to. */
export const loadBalancerCollector = gcpCollector({
  kind: loadBalancer,
  permissions: [
    'compute.backendServices.get',
    'compute.backendServices.list',
    'compute.forwardingRules.list',
    'compute.globalForwardingRules.list',
    'compute.targetHttpProxies.list',
    'compute.targetHttpsProxies.list',
    'compute.targetPools.get',
    'compute.targetPools.list',
    'compute.targetSslProxies.list',
    'compute.targetTcpProxies.list',
    'compute.urlMaps.list',
  ],
  async *pages(asked) {
    const backends = readBackends(asked);
    const destinations = readDestinations(asked);
    for await (const piece of computeEverywhere(asked, 'forwardingRules', fields)) {
      if ('error' in piece) yield piece;
      else
        yield await mapBounded(
          piece,
          concurrency,
          async (rule: ForwardingRule): Promise<LoadBalancerRecord> => {
            const destination = await destinations(rule);
            return { rule, destination, groups: await backends(destination) };
          },
        );
    }
  },

  read({ rule, destination, groups }: LoadBalancerRecord, scope) {
    const link = required(rule.selfLink, 'selfLink');
    return {
      kind: 'load-balancer',
      id: computeName(link),
      name: required(rule.name, 'name'),
      scope: { ...scope, region: regionOfLink(link) ?? scope.region },
      tags: labelsOf(rule.labels),
      ...defined({ createdAt: instantOf(rule.creationTimestamp) }),
      attributes: {
        type: destination.type,
        state: 'active' as const,
        internetFacing: rule.loadBalancingScheme?.startsWith('EXTERNAL') ?? true,
        answersWithoutTargets: destination.answersByItself,
        targetGroups: groups.map(({ id, targets }) => ({
          id,
          targets: targets.map((target) => ({ ...target })),
        })),
        ...defined({ dnsName: told(rule.IPAddress), network: rule.network && computeName(rule.network) }),
      },
    };
  },
});
