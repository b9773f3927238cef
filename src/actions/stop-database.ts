import { z } from 'zod';
import { defineAction } from '../core/action.ts';
import { database } from '../kinds/database.ts';

/** Stops a database; its storage stays. */
export const stopDatabase = defineAction({
  name: 'stop-database',
  summary: 'Stop the database; its storage stays, and goes on costing.',
  kinds: [database],
  reversible: true,
  parameters: z.undefined(),
});
