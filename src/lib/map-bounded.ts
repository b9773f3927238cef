import pLimit from 'p-limit';

/** Maps items in their order, with at most `concurrency` under way; the first failure is the whole's, and starts no more. */
export async function mapBounded<Item, Result>(
  items: readonly Item[],
  concurrency: number,
  map: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
  const limit = pLimit({ concurrency, rejectOnClear: true });
  try {
    return await limit.map(items, map);
  } catch (error) {
    limit.clearQueue();
    throw error;
  }
}
