import { defineSignal } from '../core/signal.ts';
import { loadBalancer } from '../kinds/load-balancer.ts';

/** Requests (new flows, where it balances connections) in each step of the series. */
export const loadBalancerRequests = defineSignal({
  signal: 'load-balancer-requests',
  summary: 'Requests or new flows',
  unit: 'count',
  kinds: [loadBalancer],
  measure: 'counter',
  across: 'sum',
});
