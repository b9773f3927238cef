import { z } from 'zod';
import { defineKind } from '../core/kind.ts';

/** A load balancer with its targets (ELBv2, forwarding rule with backends, Azure load balancer). */
export const loadBalancer = defineKind({
  name: 'load-balancer',
  plural: 'load balancers',
  summary: 'A load balancer with its targets.',
  attributes: z.object({
    type: z.enum(['application', 'network', 'gateway', 'other']),
    state: z.enum(['provisioning', 'active', 'impaired', 'failed']),
    internetFacing: z.boolean(),
    dnsName: z.string().optional(),
    network: z.string().optional(),
    /** Whether it has a listener that answers without a target (a redirect, a fixed response). */
    answersWithoutTargets: z.boolean(),
    targetGroups: z.array(
      z.object({
        id: z.string(),
        targets: z.array(
          z.object({
            id: z.string(),
            health: z.enum(['healthy', 'unhealthy', 'initial', 'draining', 'unused', 'unavailable']),
          }),
        ),
      }),
    ),
  }),
});
