import { z } from 'zod';
import { defineKind } from '../core/kind.ts';

/** An object store (S3 bucket, Cloud Storage bucket, storage account). */
export const bucket = defineKind({
  name: 'bucket',
  plural: 'buckets',
  summary: 'An object store.',
  attributes: z.object({
    versioning: z.enum(['enabled', 'suspended', 'off']).optional(),
    /** Whether it has rules that move or delete objects by age; absent where that could not be read. */
    hasLifecycle: z.boolean().optional(),
  }),
});
