import { z } from 'zod';
import { defineKind } from '../core/kind.ts';

/** A block storage volume (EBS volume, persistent disk, managed disk). */
export const volume = defineKind({
  name: 'volume',
  plural: 'volumes',
  summary: 'A block storage volume, attached or not.',
  attributes: z.object({
    /** The provider's own name of the type: `gp3`, `pd-ssd`, `Premium_LRS`. */
    type: z.string(),
    state: z.enum(['creating', 'available', 'in-use', 'deleting', 'failed']),
    sizeGib: z.number().nonnegative(),
    /** Provisioned operations per second, where the type provisions any. */
    iops: z.number().nonnegative().optional(),
    throughputMibps: z.number().nonnegative().optional(),
    encrypted: z.boolean(),
    zone: z.string().optional(),
    multiAttach: z.boolean().default(false),
    /** Ids of the instances it is attached to. */
    attachedTo: z.array(z.string()),
    /** When it was last detached; absent when it never was, or when the provider does not tell. */
    detachedAt: z.number().optional(),
    /** Id of the snapshot it was made from. */
    snapshot: z.string().optional(),
  }),
  references: ({ attachedTo, snapshot }) => (snapshot === undefined ? attachedTo : [...attachedTo, snapshot]),
});
