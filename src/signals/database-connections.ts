import { defineSignal } from '../core/signal.ts';
import { database } from '../kinds/database.ts';

/** Client connections open at a time. */
export const databaseConnections = defineSignal({
  signal: 'database-connections',
  summary: 'Open client connections',
  unit: 'count',
  kinds: [database],
  across: 'max',
});
