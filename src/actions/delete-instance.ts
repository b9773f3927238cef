import { z } from 'zod';
import { defineAction } from '../core/action.ts';
import { instance } from '../kinds/instance.ts';

/** Makes an image of a machine, then deletes it with its volumes. */
export const deleteInstance = defineAction({
  name: 'delete-instance',
  summary: 'Make an image of the machine, then delete it with its volumes.',
  kinds: [instance],
  reversible: false,
  parameters: z.undefined(),
});
