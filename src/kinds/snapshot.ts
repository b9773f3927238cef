import { z } from 'zod';
import { defineKind } from '../core/kind.ts';

/** A point-in-time copy of a volume (EBS snapshot, persistent disk snapshot, managed snapshot). */
export const snapshot = defineKind({
  name: 'snapshot',
  plural: 'snapshots',
  summary: 'A point-in-time copy of a volume.',
  attributes: z.object({
    state: z.enum(['pending', 'completed', 'failed', 'recoverable']),
    tier: z.enum(['standard', 'archive']),
    /** Size of the volume it was taken of; what is billed is at most this. */
    sizeGib: z.number().nonnegative(),
    /** What it stores by itself and is billed for, where the provider tells. */
    storedGib: z.number().nonnegative().optional(),
    encrypted: z.boolean(),
    description: z.string(),
    /** Id of the volume it was taken of, which may be gone. */
    volume: z.string().optional(),
    /** Whether a service of the provider keeps it (backup plan, lifecycle policy) and will delete it itself. */
    managedBy: z.string().optional(),
  }),
  references: ({ volume }) => (volume === undefined ? [] : [volume]),
});
