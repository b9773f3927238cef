import { z } from 'zod';
import { defineKind } from '../core/kind.ts';

/** What a provider's own advisor has to say about a resource (Recommender, Azure Advisor). */
export const recommendation = defineKind({
  name: 'recommendation',
  plural: 'recommendations',
  summary: "What a provider's own advisor says about a resource.",
  attributes: z.object({
    /** Who says so: `Google Recommender`, `Azure Advisor`. */
    source: z.string(),
    topic: z.enum(['idle', 'resize', 'permissions', 'commitment', 'security', 'other']),
    /** In the advisor's own words. */
    advice: z.string(),
    /** Ids of the resources it is about. */
    subjects: z.array(z.string()),
    /** What following it would save a month by its own reckoning, as decimal text. */
    monthlySaving: z.object({ amount: z.string(), currency: z.string() }).optional(),
    refreshedAt: z.number().optional(),
  }),
  references: ({ subjects }) => subjects,
});
