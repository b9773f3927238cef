import { z } from 'zod';
import { defineKind } from '../core/kind.ts';

/** Who may do what, and where (an IAM binding's member, a role assignment). */
export const grant = defineKind({
  name: 'grant',
  plural: 'grants',
  summary: 'Who may do what, and where.',
  attributes: z.object({
    /** Id of the principal, or the provider's own name for it where it is not of the estate: `user:ada@acme.example`. */
    principal: z.string(),
    principalType: z.enum([
      'user',
      'group',
      'service-account',
      'managed-identity',
      'service-principal',
      'domain',
      /** Everybody who has signed in anywhere, or simply everybody. */
      'public',
      'other',
    ]),
    /** Id of the policy that it is given; the provider's own name for one that it comes with. */
    role: z.string(),
    /** What it holds for, and for all below it. */
    reach: z.enum(['organization', 'folder', 'account', 'resource-group', 'resource']),
    /** Id of that. */
    target: z.string(),
    /** When it holds, as the provider words it; absent: always. */
    condition: z.string().optional(),
    expiresAt: z.number().optional(),
  }),
  references: ({ principal, role }) => [principal, role],
});
