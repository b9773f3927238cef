import {
  type address,
  asEstimate,
  free,
  type loadBalancer,
  monthAt,
  type natGateway,
  type Quote,
  quoteOf,
  type ResourceOf,
} from 'bursar/adapter';
import type { Machines } from './machines.ts';
import { type RegionalRate, regionalRate, uniformRate } from './regional.ts';

/** All per hour. */
const addressRate = uniformRate('0.005', '2024-12-31');
const natGatewayRate = uniformRate('0.045', '2024-12-31');
const loadBalancerRates: ReadonlyMap<string, RegionalRate> = new Map([
  ['network', uniformRate('~0.025', '2024-12-31')],
  ['gateway', uniformRate('~0.013', '2024-12-31')],
  ['application', regionalRate('~0.246', '2024-12-31')],
]);

/** Prices of what connects: each of them for being there. */
export interface NetworkPrices {
  /** What a static address of the standard tier costs, in use or not. */
  quoteAddress(resource: ResourceOf<typeof address>): Quote | undefined;
  /** Without the data that it processes. */
  quoteNatGateway(resource: ResourceOf<typeof natGateway>): Quote | undefined;
  /** With up to five rules; an application gateway without firewall and capacity units. */
  quoteLoadBalancer(resource: ResourceOf<typeof loadBalancer>): Quote | undefined;
}

export function createNetworkPrices(machines: Machines): NetworkPrices {
  const hourly = (what: string, region: string, rate: RegionalRate | undefined): Quote | undefined =>
    quoteOf(`${what} in ${region}`, [monthAt(rate?.(region, machines))]);
  return {
    quoteAddress: ({ scope: { region } }) => hourly('static public address', region, addressRate),
    quoteNatGateway({ scope: { region }, attributes: { state } }) {
      if (state === 'deleting' || state === 'deleted') return free(`NAT gateway, ${state}`);
      if (state === 'failed') return undefined;
      return hourly('NAT gateway without data', region, natGatewayRate);
    },
    quoteLoadBalancer({ scope: { region }, attributes: { type, state } }) {
      if (state === 'failed') return undefined;
      return asEstimate(hourly(`${type} load balancer without usage`, region, loadBalancerRates.get(type)));
    },
  };
}
