import { instantText } from '../../../instant-text.ts';
import type { Cell } from '../../estate/estate.ts';
import type { NatGateway } from '../../estate/nat-gateways.ts';
import type { Ec2Operation } from './call.ts';
import type { FilterTable } from './filters.ts';
import { type Listing, list } from './listing.ts';
import { tagSet } from './xml.ts';

const filters: FilterTable<NatGateway> = {
  'nat-gateway-id': ({ id }) => id,
  state: ({ state }) => state,
  'subnet-id': ({ subnetId }) => subnetId,
  'vpc-id': ({ vpcId }) => vpcId,
};

/** How the NAT gateways of a cell are listed and found. */
function natGatewayListing(cell: Cell): Listing<NatGateway> {
  return {
    name: 'NAT gateway',
    population: cell.natGateways,
    ids: {
      parameter: 'NatGatewayId',
      prefix: 'nat-',
      notFound: 'NatGatewayNotFound',
      malformed: 'NatGatewayMalformed',
    },
    filters,
  };
}

export const describeNatGateways: Ec2Operation = {
  parameters: ['NatGatewayId', 'Filter', 'MaxResults', 'NextToken'],
  handle(call) {
    const { items, nextToken } = list(call, natGatewayListing(call.cell));
    return ['<natGatewaySet>', ...items.map(gatewayXml), '</natGatewaySet>', nextToken];
  },
};

function gatewayXml(gateway: NatGateway): string {
  return (
    `<item><natGatewayId>${gateway.id}</natGatewayId><subnetId>${gateway.subnetId}</subnetId><vpcId>${gateway.vpcId}</vpcId><state>${gateway.state}</state>` +
    `<createTime>${instantText(gateway.createdAt)}</createTime><connectivityType>public</connectivityType>` +
    `<natGatewayAddressSet><item><allocationId>${gateway.allocationId}</allocationId><networkInterfaceId>${gateway.networkInterfaceId}</networkInterfaceId><privateIp>${gateway.privateIp}</privateIp><publicIp>${gateway.publicIp}</publicIp><isPrimary>true</isPrimary><status>succeeded</status></item></natGatewayAddressSet>` +
    `${tagSet(gateway.tags)}</item>`
  );
}
