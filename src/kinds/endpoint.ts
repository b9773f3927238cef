import { z } from 'zod';
import { defineKind } from '../core/kind.ts';

/** A deployed model that answers requests (SageMaker endpoint, Vertex AI endpoint, ML online endpoint). */
export const endpoint = defineKind({
  name: 'endpoint',
  plural: 'endpoints',
  summary: 'A deployed model that answers requests.',
  attributes: z.object({
    state: z.enum(['creating', 'in-service', 'updating', 'failed', 'deleting', 'out-of-service']),
    modifiedAt: z.number().optional(),
    /** The machines behind it; a serverless variant has no type and no count. */
    variants: z.array(
      z.object({
        name: z.string(),
        type: z.string().optional(),
        count: z.number().nonnegative().optional(),
        gpu: z.object({ model: z.string(), count: z.number().positive() }).optional(),
      }),
    ),
  }),
});
