import { z } from 'zod';
import { defineAction } from '../core/action.ts';
import { snapshot } from '../kinds/snapshot.ts';

/** Deletes a snapshot that nothing refers to. */
export const deleteSnapshot = defineAction({
  name: 'delete-snapshot',
  summary: 'Delete the snapshot.',
  kinds: [snapshot],
  reversible: false,
  parameters: z.undefined(),
});
