import { z } from 'zod';
import { defineAction } from '../core/action.ts';
import { kinds } from '../kinds/index.ts';

/** Sets tags, and leaves the others as they are. */
export const tag = defineAction({
  name: 'tag',
  summary: 'Set tags on the resource.',
  kinds,
  reversible: true,
  parameters: z.object({ set: z.record(z.string(), z.string()) }),
});
