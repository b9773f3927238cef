import { z } from 'zod';
import { defineKind } from '../core/kind.ts';

/** Code run on demand (Lambda function, Cloud Run function or service, function app). */
export const serverlessFunction = defineKind({
  name: 'function',
  plural: 'functions',
  summary: 'Code that is run on demand.',
  attributes: z.object({
    runtime: z.string().optional(),
    /** Absent where it runs on machines of a plan. */
    memoryMib: z.number().positive().optional(),
    timeoutSeconds: z.number().positive().optional(),
    architecture: z.enum(['x86_64', 'arm64', 'other']),
    modifiedAt: z.number().optional(),
    /** Id of the identity it runs under. */
    identity: z.string().optional(),
    provisionedConcurrency: z.number().nonnegative().optional(),
  }),
  references: ({ identity }) => (identity === undefined ? [] : [identity]),
});
