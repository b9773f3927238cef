import type { Kind } from '../core/kind.ts';
import { findingStore } from './findings/index.ts';
import { inventoryStore } from './inventory/index.ts';
import { referencesOf } from './inventory/references.ts';
import { Keys, keyTaker } from './keys.ts';
import { pruner } from './prune/index.ts';
import { runStore } from './runs.ts';
import type { Database } from './schema.ts';
import type { Store } from './store.ts';

export interface DatabaseStoreOptions {
  readonly kinds: readonly Kind[];
  readonly currency: string;
  /** Told the run that a killed process has left. */
  readonly onInterrupted: (runId: string) => void;
  /** Gives back to the file system what pruning has freed, where the database does not do that itself. */
  readonly reclaim: () => Promise<void>;
}

/** The store on a database of the present schema, whichever that database is. */
export function storeOn(
  db: Database,
  { kinds, currency, onInterrupted, reclaim }: DatabaseStoreOptions,
): Store {
  const take = keyTaker(db);
  const keys = new Keys(db, take);
  return {
    runs: runStore(db, keys, take, onInterrupted),
    inventory: inventoryStore(db, keys, take, referencesOf(kinds)),
    findings: findingStore(db, keys, currency),
    prune: pruner(db, reclaim),
    close: () => db.destroy(),
  };
}
