import { mix, mixText } from '../../seeded.ts';
import { groupOf, type Place, type ResourceGroup } from './place.ts';

/*
 * Which public address belongs to what. The first ones of a place are its NAT gateways', one each; the others go in
 * turn to nothing, to machines and to load balancers.
 */

export type AddressUse =
  | { readonly use: 'nat-gateway' | 'vm' | 'load-balancer' | 'application-gateway'; readonly number: number }
  | { readonly use: 'none' };

const turn = [
  'none',
  'vm',
  'load-balancer',
  'vm',
  'none',
  'vm',
  'application-gateway',
  'vm',
  'none',
  'vm',
] as const;
const vmsPerTurn = 5;
const none: AddressUse = { use: 'none' };

/** What an address is for. */
export function useOfAddress(place: Pick<Place, 'count'>, index: number): AddressUse {
  const gateways = place.count('nat-gateway');
  if (index < gateways) return { use: 'nat-gateway', number: index };
  const number = Math.floor((index - gateways) / turn.length);
  const position = (index - gateways) % turn.length;
  switch (turn[position]) {
    case 'vm': {
      const vm = number * vmsPerTurn + (position - 1) / 2;
      return vm < place.count('instance') ? { use: 'vm', number: vm } : none;
    }
    case 'load-balancer':
      return number < place.count('load-balancer') ? { use: 'load-balancer', number } : none;
    case 'application-gateway':
      return number < place.count('application-gateway') ? { use: 'application-gateway', number } : none;
    case 'none':
    case undefined:
      break;
  }
  return none;
}

/** The number of the address of something; undefined where it has none. */
export function addressOf(
  place: Pick<Place, 'count'>,
  { use, number }: Extract<AddressUse, { readonly number: number }>,
): number | undefined {
  const index = use === 'nat-gateway' ? number : place.count('nat-gateway') + positionOf(use, number);
  return index < place.count('address') ? index : undefined;
}

function positionOf(use: 'vm' | 'load-balancer' | 'application-gateway', number: number): number {
  if (use !== 'vm') return number * turn.length + turn.indexOf(use);
  return Math.floor(number / vmsPerTurn) * turn.length + 1 + 2 * (number % vmsPerTurn);
}

export function addressSeed(place: Pick<Place, 'seed'>): number {
  return mixText(place.seed, 'address');
}

export function addressNameOf(index: number): string {
  return `pip-${index + 1}`;
}

export function groupOfAddress(place: Place, index: number): ResourceGroup {
  return groupOf(place, mix(addressSeed(place), index) >>> 4);
}

export function addressIdOf(place: Place, index: number): string {
  return `${groupOfAddress(place, index).path}/providers/Microsoft.Network/publicIPAddresses/${addressNameOf(index)}`;
}
