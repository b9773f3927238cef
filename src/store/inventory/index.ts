import type { Keys, TakeKeys } from '../keys.ts';
import type { Database } from '../schema.ts';
import type { InventoryStore } from '../store.ts';
import { collectionFinisher } from './finish.ts';
import { inventoryReader } from './read.ts';
import type { References } from './references.ts';
import { relatedReader } from './related.ts';
import { freshReader, presentReader } from './stream.ts';
import { partMisser, unreadableReader } from './unreadable.ts';
import { inventoryWriter } from './write.ts';

export function inventoryStore(
  db: Database,
  keys: Keys,
  take: TakeKeys,
  references: References,
): InventoryStore {
  return {
    write: inventoryWriter(db, keys, take, references),
    missPart: partMisser(db, keys),
    finish: collectionFinisher(db, keys),
    fresh: freshReader(db, keys),
    present: presentReader(db, keys),
    related: relatedReader(db, keys),
    ...inventoryReader(db, keys),
    ...unreadableReader(db, keys),
  };
}
