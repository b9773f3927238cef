import { z } from 'zod';
import { defineKind } from '../core/kind.ts';

const credential = z.object({
  type: z.enum(['access-key', 'password', 'certificate', 'secret', 'service-account-key']),
  /** Its public id; never the secret. */
  id: z.string(),
  active: z.boolean(),
  createdAt: z.number().optional(),
  /** Absent where it never does, or where the provider does not tell. */
  expiresAt: z.number().optional(),
  /** Absent when it was never used, or when the provider does not tell: see `lastUseKnown`. */
  lastUsedAt: z.number().optional(),
  lastUseKnown: z.boolean(),
});

/** Someone or something that can be granted permissions. */
export const principal = defineKind({
  name: 'principal',
  plural: 'principals',
  summary: 'Someone or something that can be granted permissions.',
  attributes: z.object({
    type: z.enum([
      'user',
      'role',
      'group',
      'service-account',
      'managed-identity',
      'service-principal',
      'root',
    ]),
    /** Kept and used by a service of the provider; not for people to change. */
    serviceLinked: z.boolean(),
    /** Absent when it was never used, or when the provider does not tell: see `lastUseKnown`. */
    lastUsedAt: z.number().optional(),
    lastUseKnown: z.boolean(),
    multiFactor: z.boolean().optional(),
    /** Absent when they could not be read. */
    credentials: z.array(credential).optional(),
    /** Ids of the policies attached to it. */
    policies: z.array(z.string()),
    /** Policies written into it, as documents of the provider's own. */
    inlinePolicies: z.array(z.object({ name: z.string(), document: z.unknown() })),
    /** Who may act as it, as a document of the provider's own. */
    trust: z.unknown().optional(),
    permissionsBoundary: z.string().optional(),
    /** Ids of the groups it is a member of. */
    groups: z.array(z.string()),
  }),
  references: ({ policies, groups }) => [...policies, ...groups],
});
