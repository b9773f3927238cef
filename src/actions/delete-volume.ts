import { z } from 'zod';
import { defineAction } from '../core/action.ts';
import { volume } from '../kinds/volume.ts';

/** Deletes a detached volume, after a snapshot of it that can be restored. */
export const deleteVolume = defineAction({
  name: 'delete-volume',
  summary: 'Snapshot the volume, then delete it.',
  kinds: [volume],
  reversible: false,
  parameters: z.undefined(),
});
