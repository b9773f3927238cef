import { loadBalancer } from 'bursar/adapter';
import { idOf, scopeIn } from '../arm-id.ts';
import { armPages } from '../arm-lists.ts';
import { azureCollector } from '../collector.ts';
import { type BalancerRecord, isInternetFacing, networkOf, targetGroupsOf } from '../reading/backends.ts';
import { defined, fold, required, tagsOf } from '../record.ts';

const states = {
  succeeded: 'active',
  updating: 'active',
  creating: 'provisioning',
  deleting: 'impaired',
  failed: 'failed',
} as const;

/** Load balancers and application gateways. Azure does not tell when one was made. */
export const loadBalancerCollector = azureCollector({
  kind: loadBalancer,
  permissions: ['Microsoft.Network/applicationGateways/read', 'Microsoft.Network/loadBalancers/read'],

  graph: (graph) =>
    graph.rows<BalancerRecord>({
      types: ['microsoft.network/loadbalancers', 'microsoft.network/applicationgateways'],
      columns: ['name', 'location', 'tags', 'sku'],
      properties: [
        'provisioningState',
        'operationalState',
        'frontendIPConfigurations',
        'backendAddressPools',
        'inboundNatRules',
        'redirectConfigurations',
      ],
    }),

  async *arm(clients, signal) {
    const network = await clients.network();
    const balancers = network.loadBalancers.listAll();
    yield* armPages<BalancerRecord>(clients, 'network load balancers', balancers, signal);
    const gateways = network.applicationGateways.listAll();
    yield* armPages<BalancerRecord>(clients, 'network application gateways', gateways, signal);
  },

  read(raw: BalancerRecord, scope) {
    const id = idOf(raw);
    const { provisioningState, redirectConfigurations } = required(raw.properties, 'properties');
    return {
      kind: 'load-balancer',
      id,
      name: required(raw.name, 'name'),
      scope: scopeIn(scope, raw),
      tags: tagsOf(raw),
      attributes: {
        type: typeOf(raw, id),
        state: isStopped(raw) ? 'impaired' : fold(states, provisioningState, 'the state'),
        internetFacing: isInternetFacing(raw),
        answersWithoutTargets: (redirectConfigurations ?? []).length > 0,
        targetGroups: targetGroupsOf(raw),
        ...defined({ network: networkOf(raw) }),
      },
    };
  },
});

function typeOf({ sku }: BalancerRecord, id: string): 'application' | 'gateway' | 'network' {
  if (id.includes('/applicationgateways/')) return 'application';
  return sku?.name?.toLowerCase() === 'gateway' ? 'gateway' : 'network';
}

/** An application gateway that is stopped answers nobody. */
function isStopped({ properties }: BalancerRecord): boolean {
  return /^stop/i.test(properties?.operationalState ?? '');
}
