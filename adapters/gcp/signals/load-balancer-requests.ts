import { loadBalancer, loadBalancerRequests, type ResourceOf } from 'bursar/adapter';
import { sumOfAny } from '../monitoring/combine.ts';
import { type GcpSignal, metricSource, whole } from '../monitoring/source.ts';
import { partOf } from '../names.ts';

/** Requests of application load balancers, by their forwarding rules; of the others Google counts packets only. */
export const gcpLoadBalancerRequests: GcpSignal = {
  signal: loadBalancerRequests,
  sources: [
    metricSource({
      kind: loadBalancer,
      plan(balancer) {
        const rule = partOf(balancer.id, 'forwardingRules');
        if (balancer.attributes.type !== 'application' || rule === undefined) return undefined;
        const requests = whole(
          {
            type: `loadbalancing.googleapis.com/https/${placeOf(balancer)}request_count`,
            measure: 'delta',
            by: 'resource.labels.forwarding_rule_name',
            values: [rule],
            within: { 'resource.labels.region': balancer.scope.region },
            across: 'sum',
          },
          sumOfAny,
        );
        // Nothing is reported while no request comes.
        return { ...requests, sparse: true };
      },
    }),
  ],
};

/** Those of one region have metrics of their own. */
function placeOf({ scope: { region }, attributes }: ResourceOf<typeof loadBalancer>): string {
  if (!attributes.internetFacing) return 'internal/';
  return region === 'global' ? '' : 'external/regional/';
}
