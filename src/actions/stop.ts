import { z } from 'zod';
import { defineAction } from '../core/action.ts';
import { instance } from '../kinds/instance.ts';

/** Stops a machine; its disks and addresses stay. */
export const stop = defineAction({
  name: 'stop',
  summary: 'Stop the machine; disks and addresses stay, and go on costing.',
  kinds: [instance],
  reversible: true,
  parameters: z.undefined(),
});
