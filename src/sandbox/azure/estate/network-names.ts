import { mix, mixText } from '../../seeded.ts';
import { serviceOf } from './model.ts';
import { groupOf, type Place, type ResourceGroup } from './place.ts';

/** How a kind of the network is named, and in which group each is. */
export interface NetworkNames {
  seedOf(place: Pick<Place, 'seed'>): number;
  nameOf(place: Pick<Place, 'seed'>, index: number): string;
  groupOf(place: Place, index: number): ResourceGroup;
  idOf(place: Place, index: number): string;
}

export const natGatewayNames = networkNames('nat-gateway', 'nat', 'natGateways');
export const loadBalancerNames = networkNames('load-balancer', 'lb', 'loadBalancers');
export const applicationGatewayNames = networkNames('application-gateway', 'agw', 'applicationGateways');

export const natGatewayIdOf = natGatewayNames.idOf;
export const loadBalancerIdOf = loadBalancerNames.idOf;
export const applicationGatewayIdOf = applicationGatewayNames.idOf;

/** Id of the subnet that a place's machines are in. */
export function subnetIdOf(place: Place): string {
  const first = groupOf(place, 0);
  return `${first.path}/providers/Microsoft.Network/virtualNetworks/vnet-${place.shortLocation}/subnets/default`;
}

function networkNames(kind: string, prefix: string, type: string): NetworkNames {
  const seedOf = (place: Pick<Place, 'seed'>): number => mixText(place.seed, kind);
  const nameOf = (place: Pick<Place, 'seed'>, index: number): string =>
    `${prefix}-${serviceOf(mix(seedOf(place), index))}-${index + 1}`;
  const groupOfOne = (place: Place, index: number): ResourceGroup =>
    groupOf(place, mix(seedOf(place), index) >>> 4);
  return {
    seedOf,
    nameOf,
    groupOf: groupOfOne,
    idOf: (place, index) =>
      `${groupOfOne(place, index).path}/providers/Microsoft.Network/${type}/${nameOf(place, index)}`,
  };
}
