import type { Keys } from '../keys.ts';
import type { Database } from '../schema.ts';
import type { FindingStore } from '../store.ts';
import { findingReader } from './list.ts';
import { findingRecorder } from './record.ts';
import { findingSettler } from './settle.ts';
import { findingTotals } from './totals.ts';
import { unknownReader } from './unknown.ts';

export function findingStore(db: Database, keys: Keys, currency: string): FindingStore {
  return {
    ...findingRecorder(db, keys, currency),
    settle: findingSettler(db, keys),
    ...findingReader(db, keys),
    unknown: unknownReader(db, keys),
    ...findingTotals(db, keys, currency),
  };
}
