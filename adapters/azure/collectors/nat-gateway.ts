import { natGateway } from 'bursar/adapter';
import { armIds, idOf, parentOf, scopeIn } from '../arm-id.ts';
import { armPages } from '../arm-lists.ts';
import { azureCollector } from '../collector.ts';
import { type ArmRecord, defined, fold, type Maybe, required, type SubResource, tagsOf } from '../record.ts';

interface NatGatewayRecord extends ArmRecord {
  readonly properties?: Maybe<{
    readonly provisioningState?: Maybe<string>;
    readonly publicIpAddresses?: Maybe<readonly SubResource[]>;
    readonly subnets?: Maybe<readonly SubResource[]>;
  }>;
}

const states = {
  succeeded: 'available',
  creating: 'pending',
  updating: 'available',
  deleting: 'deleting',
  failed: 'failed',
} as const;

/** NAT gateways. Azure does not tell when one was made. */
export const natGatewayCollector = azureCollector({
  kind: natGateway,
  permissions: ['Microsoft.Network/natGateways/read'],

  graph: (graph) =>
    graph.rows<NatGatewayRecord>({
      types: ['microsoft.network/natgateways'],
      columns: ['name', 'location', 'tags'],
      properties: ['provisioningState', 'publicIpAddresses', 'subnets'],
    }),

  async *arm(clients, signal) {
    const network = await clients.network();
    yield* armPages<NatGatewayRecord>(clients, 'network NAT gateways', network.natGateways.listAll(), signal);
  },

  read(raw: NatGatewayRecord, scope) {
    const { provisioningState, publicIpAddresses, subnets } = required(raw.properties, 'properties');
    const [subnet] = armIds((subnets ?? []).map(({ id }) => id));
    return {
      kind: 'nat-gateway',
      id: idOf(raw),
      name: required(raw.name, 'name'),
      scope: scopeIn(scope, raw),
      tags: tagsOf(raw),
      attributes: {
        state: fold(states, provisioningState, 'the state'),
        public: true,
        addresses: armIds((publicIpAddresses ?? []).map(({ id }) => id)),
        ...defined({ subnet, network: subnet && parentOf(subnet) }),
      },
    };
  },
});
