import { z } from 'zod';
import { defineKind } from '../core/kind.ts';

/** A reserved public IP address (Elastic IP, static external address, public IP). */
export const address = defineKind({
  name: 'address',
  plural: 'addresses',
  summary: 'A reserved public IP address.',
  attributes: z.object({
    ip: z.string(),
    /** Id of what it is attached to (instance, network interface, load balancer). */
    attachedTo: z.string().optional(),
    /** Whether the provider keeps it for a service of its own (a NAT gateway, a load balancer). */
    managedBy: z.string().optional(),
  }),
  references: ({ attachedTo }) => (attachedTo === undefined ? [] : [attachedTo]),
});
