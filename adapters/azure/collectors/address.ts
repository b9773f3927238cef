import { address } from 'bursar/adapter';
import { armId, idOf, scopeIn } from '../arm-id.ts';
import { armPages } from '../arm-lists.ts';
import { azureCollector } from '../collector.ts';
import { type ArmRecord, defined, type Maybe, required, type SubResource, tagsOf } from '../record.ts';

interface AddressRecord extends ArmRecord {
  readonly properties?: Maybe<{
    readonly ipAddress?: Maybe<string>;
    readonly publicIPAllocationMethod?: Maybe<string>;
    readonly ipConfiguration?: Maybe<SubResource>;
    readonly natGateway?: Maybe<SubResource>;
  }>;
}

/** Static public addresses: a dynamic one is held only while it is used. Azure does not tell since when one is held. */
export const addressCollector = azureCollector({
  kind: address,
  permissions: ['Microsoft.Network/publicIPAddresses/read'],

  graph: (graph) =>
    graph.rows<AddressRecord>({
      types: ['microsoft.network/publicipaddresses'],
      columns: ['name', 'location', 'tags'],
      properties: ['ipAddress', 'publicIPAllocationMethod', 'ipConfiguration', 'natGateway'],
      where: ["properties.publicIPAllocationMethod =~ 'static'"],
    }),

  async *arm(clients, signal) {
    const network = await clients.network();
    const list = network.publicIPAddresses.listAll();
    for await (const page of armPages<AddressRecord>(clients, 'network public addresses', list, signal))
      yield page.filter(({ properties }) => properties?.publicIPAllocationMethod?.toLowerCase() === 'static');
  },

  read(raw: AddressRecord, scope) {
    const { ipAddress, ipConfiguration, natGateway } = required(raw.properties, 'properties');
    return {
      kind: 'address',
      id: idOf(raw),
      name: required(raw.name, 'name'),
      scope: scopeIn(scope, raw),
      tags: tagsOf(raw),
      attributes: {
        ip: required(ipAddress, 'ipAddress'),
        ...defined({ attachedTo: holderOf(ipConfiguration) ?? armId(natGateway?.id) }),
      },
    };
  },
});

/** What has the address: its id is that of the configuration, less the configuration's own part. */
function holderOf(configuration: Maybe<SubResource>): string | undefined {
  return armId(configuration?.id)?.replace(/\/(?:frontend)?ipconfigurations\/[^/]+$/, '');
}
