import { loadBalancer, loadBalancerRequests } from 'bursar/adapter';
import { type AzureSignal, metric, metricSource, platformSource, typeOf } from '../monitor/metrics.ts';

const names: ReadonlyMap<string, string> = new Map([
  ['microsoft.network/loadbalancers', 'SYNCount'],
  ['microsoft.network/applicationgateways', 'TotalRequests'],
]);

/** Requests of application gateways, new connections of load balancers. */
export const azureLoadBalancerRequests: AzureSignal = {
  signal: loadBalancerRequests,
  sources: [
    metricSource({
      kind: loadBalancer,
      plan({ id }) {
        const name = names.get(typeOf(id));
        if (name === undefined) return undefined;
        return {
          expression: metric(id, name, 'count'),
          source: platformSource({ id }, name),
          // Nothing is reported while none come.
          sparse: true,
        };
      },
    }),
  ],
};
