import {
  type address,
  type loadBalancer,
  type natGateway,
  type Quote,
  type ResourceOf,
} from 'bursar/adapter';
import { free, monthAt, quoteOf, type Rates, rates } from './rates.ts';

/** All per hour. */
const addressRates = rates('2026-08-26', ['0.005', '0.005', '0.005', '0.005']);
const natGatewayRates = rates('2026-08-06', ['0.045', '0.045', '0.048', '0.052']);
const loadBalancerRates: ReadonlyMap<string, Rates> = new Map([
  ['application', rates('2026-07-31', ['0.0225', '0.0225', '0.0252', '0.027'])],
  ['network', rates('2026-07-31', ['0.0225', '~0.0225', '~0.0252', '~0.027'])],
  ['gateway', rates('2026-07-31', ['0.0125', '~0.0125', '~0.014', '~0.015'])],
]);

/** What a public IPv4 address costs, in use or not. */
export function quoteAddress({ scope: { region } }: ResourceOf<typeof address>): Quote | undefined {
  return hourly(`public IPv4 address in ${region}`, addressRates.get(region));
}

/** What a NAT gateway costs for being there; the data that it processes comes on top. */
export function quoteNatGateway(gateway: ResourceOf<typeof natGateway>): Quote | undefined {
  const { region } = gateway.scope;
  const { state } = gateway.attributes;
  if (state === 'deleting' || state === 'deleted') return free(`NAT gateway, ${state}`);
  if (state === 'failed') return undefined;
  return hourly(`NAT gateway in ${region} without data`, natGatewayRates.get(region));
}

/** What a load balancer costs for being there; its capacity units and public addresses come on top. */
export function quoteLoadBalancer(balancer: ResourceOf<typeof loadBalancer>): Quote | undefined {
  const { region } = balancer.scope;
  const { type, state } = balancer.attributes;
  if (state === 'failed') return undefined;
  return hourly(`${type} load balancer in ${region} without usage`, loadBalancerRates.get(type)?.get(region));
}

function hourly(what: string, price: ReturnType<Rates['get']>): Quote | undefined {
  return quoteOf(what, [monthAt(price)]);
}
