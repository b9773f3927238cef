import { z } from 'zod';
import { defineKind } from '../core/kind.ts';

/** A managed relational database instance (RDS, Cloud SQL, Azure SQL and flexible servers). */
export const database = defineKind({
  name: 'database',
  plural: 'databases',
  summary: 'A managed relational database instance.',
  attributes: z.object({
    engine: z.string(),
    engineVersion: z.string(),
    /** The provider's own name of the size: `db.m5.large`, `db-custom-2-7680`. */
    type: z.string(),
    state: z.enum(['available', 'starting', 'stopping', 'stopped', 'maintenance', 'failed', 'deleting']),
    highAvailability: z.boolean(),
    storageType: z.string(),
    storageGib: z.number().nonnegative(),
    iops: z.number().nonnegative().optional(),
    /** These are absent where the provider has no such choice, or does not tell it with the database. */
    public: z.boolean().optional(),
    encrypted: z.boolean().optional(),
    deletionProtection: z.boolean().optional(),
    /** Id of the cluster it is a member of. */
    cluster: z.string().optional(),
    /** Id of the instance it replicates. */
    replicaOf: z.string().optional(),
    /** Whether it replicates another one, where that is told without saying which. */
    secondary: z.boolean().optional(),
    licence: z.string().optional(),
  }),
});
