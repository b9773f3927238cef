import { z } from 'zod';
import { defineKind } from '../core/kind.ts';

/** A named set of permissions (IAM policy, custom role, role definition). */
export const policy = defineKind({
  name: 'policy',
  plural: 'policies',
  summary: 'A named set of permissions.',
  attributes: z.object({
    /** Written by the provider, not by the customer. */
    managedByProvider: z.boolean(),
    /** How many have it; absent where the provider does not count. */
    attachments: z.number().nonnegative().optional(),
    modifiedAt: z.number().optional(),
    /** The version in force, as a document of the provider's own. */
    document: z.unknown(),
  }),
});
