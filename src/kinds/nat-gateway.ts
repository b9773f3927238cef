import { z } from 'zod';
import { defineKind } from '../core/kind.ts';

/** A managed address translation between a private network and the internet. */
export const natGateway = defineKind({
  name: 'nat-gateway',
  plural: 'NAT gateways',
  summary: 'A managed address translation between a private network and the internet.',
  attributes: z.object({
    state: z.enum(['pending', 'available', 'deleting', 'deleted', 'failed']),
    public: z.boolean(),
    network: z.string().optional(),
    subnet: z.string().optional(),
    /** Ids of the addresses it holds. */
    addresses: z.array(z.string()),
  }),
  references: ({ addresses }) => addresses,
});
