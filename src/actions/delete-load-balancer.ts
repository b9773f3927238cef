import { z } from 'zod';
import { defineAction } from '../core/action.ts';
import { loadBalancer } from '../kinds/load-balancer.ts';

/** Deletes a load balancer and its listeners. */
export const deleteLoadBalancer = defineAction({
  name: 'delete-load-balancer',
  summary: 'Delete the load balancer and its listeners.',
  kinds: [loadBalancer],
  reversible: false,
  parameters: z.undefined(),
});
