import { z } from 'zod';
import { defineKind } from '../core/kind.ts';

/** What a provider bills and isolates as a whole (account, project, subscription). */
export const account = defineKind({
  name: 'account',
  plural: 'accounts',
  summary: 'What a provider bills and isolates as a whole.',
  attributes: z.object({
    number: z.string(),
    alias: z.string().optional(),
    email: z.string().optional(),
    state: z.enum(['active', 'suspended', 'closing']),
    /** Names of the units above it, outermost first; absent when they could not be read. */
    path: z.array(z.string()).optional(),
    joinedAt: z.number().optional(),
    /** What it cost in the last full calendar month, as decimal text in `currency`; absent where not asked for. */
    lastMonthCost: z.object({ month: z.string(), amount: z.string(), currency: z.string() }).optional(),
  }),
});
