import { z } from 'zod';
import { defineAction } from '../core/action.ts';
import { address } from '../kinds/address.ts';

/** Gives a reserved address back; the same address may not be had again. */
export const releaseAddress = defineAction({
  name: 'release-address',
  summary: 'Give the address back to the provider.',
  kinds: [address],
  reversible: false,
  parameters: z.undefined(),
});
