import { z } from 'zod';
import { defineKind } from '../core/kind.ts';

/** A managed notebook machine (SageMaker notebook instance, Workbench instance, ML compute instance). */
export const notebook = defineKind({
  name: 'notebook',
  plural: 'notebooks',
  summary: 'A managed notebook machine.',
  attributes: z.object({
    type: z.string(),
    state: z.enum(['starting', 'running', 'stopping', 'stopped', 'failed', 'deleting', 'updating']),
    gpu: z.object({ model: z.string(), count: z.number().positive() }).optional(),
    volumeGib: z.number().nonnegative().optional(),
    modifiedAt: z.number().optional(),
    identity: z.string().optional(),
  }),
  references: ({ identity }) => (identity === undefined ? [] : [identity]),
});
