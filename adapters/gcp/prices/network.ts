import {
  type address,
  asEstimate,
  free,
  type loadBalancer,
  monthAt,
  type natGateway,
  type Quote,
  quoteOf,
  type Rate,
  type ResourceOf,
  rate,
} from 'bursar/adapter';
import { homeRegion } from './regions.ts';

/** All per hour. */
const idleAddress = rate('0.01', '2024-03-31');
const usedAddress = rate('0.005', '2024-03-31');
const forwardingRule = rate('~0.01', '2024-03-31');
const largeNat = rate('0.044', '2024-03-31');

/** What a static address costs: double while nothing uses it, nothing more where it belongs to a forwarding rule. */
export function quoteAddress({
  scope: { region },
  attributes,
}: ResourceOf<typeof address>): Quote | undefined {
  const { attachedTo, managedBy } = attributes;
  if (attachedTo === undefined && managedBy === undefined) {
    return quoteOf(`unused static address in ${region}`, [monthAt(near(idleAddress, region))]);
  }
  if (attachedTo?.includes('/forwardingRules/') === true) return free('address of a forwarding rule');
  // A spot machine's costs half of that, and an address does not tell whose it is.
  return asEstimate(quoteOf(`static address in use in ${region}`, [monthAt(near(usedAddress, region))]));
}

/**
 * What Cloud NAT costs at most for being there: so much for each machine that uses it, up to 32 of them, which it does
 * not tell. The data that it processes comes on top.
 */
export function quoteNatGateway(gateway: ResourceOf<typeof natGateway>): Quote | undefined {
  const { state } = gateway.attributes;
  if (state === 'deleting' || state === 'deleted') return free(`Cloud NAT, ${state}`);
  if (state === 'failed') return undefined;
  return asEstimate(quoteOf('Cloud NAT without data, at most', [monthAt(largeNat)]));
}

/**
 * What a forwarding rule costs for being there, as one beyond the first five of its project, which are charged for
 * together. The data that it processes comes on top.
 */
export function quoteLoadBalancer(balancer: ResourceOf<typeof loadBalancer>): Quote | undefined {
  const { region } = balancer.scope;
  if (balancer.attributes.state === 'failed') return undefined;
  return quoteOf(`forwarding rule in ${region} without data`, [monthAt(forwardingRule)]);
}

/** Seen for the home region and for what is global; elsewhere it is that or a little more. */
function near(home: Rate, region: string): Rate {
  return region === homeRegion || region === 'global' ? home : { ...home, quality: 'estimated' };
}
