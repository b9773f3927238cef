import { z } from 'zod';
import { defineKind } from '../core/kind.ts';

/** An image that machines are started from (AMI, Compute Engine image, managed image). */
export const image = defineKind({
  name: 'image',
  plural: 'images',
  summary: 'An image that machines are started from.',
  attributes: z.object({
    state: z.enum(['pending', 'available', 'failed', 'deprecated', 'disabled']),
    /** Absent where the list of them does not tell. */
    public: z.boolean().optional(),
    architecture: z.enum(['x86_64', 'arm64', 'other']),
    platform: z.enum(['linux', 'windows', 'rhel', 'suse', 'other']),
    /** Ids of the snapshots it is made of. */
    snapshots: z.array(z.string()),
    lastLaunchedAt: z.number().optional(),
    deprecatedAt: z.number().optional(),
  }),
  references: ({ snapshots }) => snapshots,
});
