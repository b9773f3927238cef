import { z } from 'zod';
import { defineAction } from '../core/action.ts';
import { natGateway } from '../kinds/nat-gateway.ts';

/** Deletes a NAT gateway; its addresses stay reserved. */
export const deleteNatGateway = defineAction({
  name: 'delete-nat-gateway',
  summary: 'Delete the NAT gateway; its addresses stay reserved.',
  kinds: [natGateway],
  reversible: false,
  parameters: z.undefined(),
});
