import type { Store } from '../../../src/store/store.ts';
import { population } from './population.ts';

const pageSize = 1_000;

/** Begins a run and writes an inventory of about so many resources, page by page as collectors do. */
export async function fillStore(store: Store, runId: string, size: number, at: number): Promise<number> {
  await store.runs.begin({ id: runId, startedAt: at, mode: 'report' });
  let written = 0;
  for (const { scope, kind, size: count, at: resourceAt } of population(size)) {
    const collection = { runId, scope, kind };
    for (let start = 0; start < count; start += pageSize) {
      const length = Math.min(pageSize, count - start);
      const page = Array.from({ length }, (_, index) => resourceAt(start + index));
      await store.inventory.write(collection, at, page, []);
      written += length;
    }
    await store.inventory.finish(collection, at);
  }
  return written;
}
