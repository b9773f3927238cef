import type { Resource } from '../../core/resource.ts';
import type { Keys } from '../keys.ts';
import type { Database } from '../schema.ts';
import { type Statement, statement } from '../sql/statement.ts';
import type { InventoryStore } from '../store.ts';
import { type ResourceRow, resourceColumns, toResource } from './document.ts';

/** Where a page begins and ends. */
interface PageInput {
  readonly run: number;
  readonly collection: number;
  readonly after: number;
  readonly limit: number;
}

/** Streams what a run has read, of the collections read whole in it. */
export function freshReader(db: Database, keys: Keys): InventoryStore['fresh'] {
  const stream = collectionStreamer(db, keys);
  return async function* fresh(runId, kinds, chunkSize, provider) {
    const run = await keys.run(runId);
    yield* stream(await collectionsOf(db, kinds, run, provider), run, chunkSize);
  };
}

/** Streams all that is there, whenever it was read. */
export function presentReader(db: Database, keys: Keys): InventoryStore['present'] {
  const stream = collectionStreamer(db, keys);
  return async function* present(kinds, chunkSize) {
    yield* stream(await collectionsOf(db, kinds, 0), 0, chunkSize);
  };
}

/**
 * Streams the resources that were seen since a run, one collection after the other, so that a chunk is mostly of one kind
 * and scope. Each page is a query of its own that goes on after the last key: nothing stays open between two of them.
 */
function collectionStreamer(
  db: Database,
  keys: Keys,
): (collections: readonly number[], run: number, chunkSize: number) => AsyncIterable<readonly Resource[]> {
  const page: Statement<PageInput, ResourceRow & { key: number }> = statement(
    ({ run, collection, after, limit }) =>
      db
        .selectFrom('presence')
        .innerJoin('resources', 'resources.key', 'presence.resource')
        .select([...resourceColumns, 'resources.key'])
        .where('presence.collection', '=', collection)
        .where('presence.resource', '>', after)
        .where('presence.seen_run', '>=', run)
        .where('presence.gone_at', 'is', null)
        .orderBy('presence.resource')
        .limit(limit),
  );

  return async function* stream(collections, run, chunkSize) {
    await keys.reloadScopes();
    let chunk: Resource[] = [];
    for (const collection of collections) {
      for (let after = 0, full = true; full; ) {
        const limit = chunkSize - chunk.length;
        const { rows } = await page(db, { run, collection, after, limit });
        const scopeOf = await keys.scopeReader(rows.map(({ scope }) => scope));
        for (const row of rows) chunk.push(toResource(row, scopeOf(row.scope)));
        after = rows.at(-1)?.key ?? after;
        full = rows.length === limit;
        if (!full) break;
        yield chunk;
        chunk = [];
      }
    }
    if (chunk.length > 0) yield chunk;
  };
}

/** Collections of some kinds that were read whole in a run or since; with 0, ever or never. */
async function collectionsOf(
  db: Database,
  kinds: readonly string[],
  run: number,
  provider?: string,
): Promise<readonly number[]> {
  if (kinds.length === 0) return [];
  const rows = await db
    .selectFrom('collections')
    .innerJoin('scopes', 'scopes.key', 'collections.scope')
    .select('collections.key')
    .where('collections.whole_run', '>=', run)
    .where('collections.kind', 'in', kinds)
    .$if(provider !== undefined, (query) => query.where('scopes.provider', '=', provider ?? ''))
    .orderBy('collections.kind')
    .orderBy('collections.key')
    .execute();
  return rows.map(({ key }) => key);
}
