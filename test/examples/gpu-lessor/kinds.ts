import { defineKind } from 'bursar/adapter';
import { z } from 'zod';

/** What only this provider has: machines that are paid for until a day, used or not. */
export const lease = defineKind({
  name: 'gpu-lessor.lease',
  plural: 'leases',
  summary: 'Machines that are paid for until a day, used or not.',
  attributes: z.object({ machines: z.array(z.string()), endsAt: z.number() }),
  references: ({ machines }) => machines,
});
