import { z } from 'zod';
import { defineAction } from '../core/action.ts';
import { volume } from '../kinds/volume.ts';

/** Changes a volume's type while it stays attached. */
export const changeVolumeType = defineAction({
  name: 'change-volume-type',
  summary: 'Change the volume to another type, in place.',
  kinds: [volume],
  reversible: true,
  parameters: z.object({
    to: z.string(),
    /** What to provision with the new type; left out, it is what the type includes. */
    iops: z.number().positive().optional(),
    throughputMibps: z.number().positive().optional(),
  }),
});
