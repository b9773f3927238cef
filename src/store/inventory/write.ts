import type { Resource } from '../../core/resource.ts';
import type { EpochMs } from '../../core/time.ts';
import type { Keys, Placed, TakeKeys } from '../keys.ts';
import type { Database, LinksTable, PresenceTable, ResourcesTable, StagedTable } from '../schema.ts';
import { insertStatement, listStatement } from '../sql/statement.ts';
import type { InventoryStore } from '../store.ts';
import { tailOf, toDocument } from './document.ts';
import type { References } from './references.ts';
import { unreadableWriter } from './unreadable.ts';

interface Known extends Pick<ResourcesTable, 'key' | 'id' | 'scope' | 'name' | 'document'> {
  readonly seen_run: number;
  readonly collection: number;
}

/** What a page comes to, sorted by what has to be done about it. */
interface PageRows {
  readonly resources: ResourcesTable[];
  readonly presence: PresenceTable[];
  readonly links: LinksTable[];
  readonly staged: StagedTable[];
  /** Known resources of this collection, and those that were last seen in another. */
  readonly seen: number[];
  readonly moved: number[];
}

/**
 * Writes pages. Nothing of a page shows before its collection has ended well: what is new is there but gone, and what
 * has changed is staged. A known resource as it was costs one small row.
 */
export function inventoryWriter(
  db: Database,
  keys: Keys,
  take: TakeKeys,
  references: References,
): InventoryStore['write'] {
  const statements = writeStatements(db);
  const writeUnreadable = unreadableWriter(db, take);

  return async (collection, at, found, unreadable) => {
    const run = await keys.run(collection.runId);
    const collectionKey = await keys.collection(collection);
    const resources = await keys.place(distinct(found));
    const records = await keys.place(unreadable);
    await db.transaction().execute(async (transaction) => {
      const known = await statements.known(transaction, idsOf(resources), {});
      const rows = await sort(transaction, { run, collection: collectionKey, at, resources, known });
      await statements.insertResources(transaction, rows.resources);
      await statements.insertPresence(transaction, rows.presence);
      await statements.insertLinks(transaction, rows.links);
      await statements.stage(transaction, rows.staged);
      await statements.see(transaction, rows.seen, { run });
      await statements.move(transaction, rows.moved, { run, collection: collectionKey });
      await writeUnreadable(transaction, { run, collection: collectionKey, records });
    });
  };

  async function sort(transaction: Database, page: Page): Promise<PageRows> {
    const { run, collection, at } = page;
    const knownById = new Map(page.known.map((row) => [row.id, row]));
    const unknownCount = page.resources.length - knownById.size;
    let nextKey = unknownCount > 0 ? await take(transaction, 'resource', unknownCount) : 0;
    const rows: PageRows = { resources: [], presence: [], links: [], staged: [], seen: [], moved: [] };
    for (const { thing: resource, scope } of page.resources) {
      const { id, kind, name } = resource;
      const document = toDocument(resource);
      const known = knownById.get(id);
      if (known === undefined) {
        const key = nextKey++;
        rows.resources.push({ key, id, kind, scope, name, tail: tailOf(id), document });
        rows.presence.push({ resource: key, collection, seen_run: run, unread_run: 0, gone_at: at });
        for (const target of references(resource)) rows.links.push({ source: key, target });
      } else if (known.seen_run < run) {
        (known.collection === collection ? rows.seen : rows.moved).push(known.key);
        if (known.document === document && known.name === name && known.scope === scope) continue;
        const targets = JSON.stringify(references(resource));
        rows.staged.push({ resource: known.key, run, collection, scope, name, document, targets });
      }
    }
    return rows;
  }
}

interface Page {
  readonly run: number;
  readonly collection: number;
  readonly at: EpochMs;
  readonly resources: readonly Placed<Resource>[];
  readonly known: readonly Known[];
}

function idsOf(resources: readonly Placed<Resource>[]): readonly string[] {
  return resources.map(({ thing }) => thing.id);
}

function distinct(resources: readonly Resource[]): readonly Resource[] {
  const byId = new Map<string, Resource>();
  for (const resource of resources) if (!byId.has(resource.id)) byId.set(resource.id, resource);
  return byId.size === resources.length ? resources : [...byId.values()];
}

function writeStatements(db: Database) {
  return {
    known: listStatement<string, object, Known>((ids) =>
      db
        .selectFrom('resources')
        .innerJoin('presence', 'presence.resource', 'resources.key')
        .select(['key', 'id', 'scope', 'name', 'document', 'seen_run', 'collection'])
        .where('id', 'in', ids),
    ),
    insertResources: insertStatement<ResourcesTable>(
      ['key', 'id', 'kind', 'scope', 'name', 'tail', 'document'],
      (rows) => db.insertInto('resources').values(rows),
    ),
    insertPresence: insertStatement<PresenceTable>(
      ['resource', 'collection', 'seen_run', 'unread_run', 'gone_at'],
      (rows) => db.insertInto('presence').values(rows),
    ),
    insertLinks: insertStatement<LinksTable>(['source', 'target'], (rows) =>
      db.insertInto('links').values(rows),
    ),
    stage: insertStatement<StagedTable>(
      ['resource', 'run', 'collection', 'scope', 'name', 'document', 'targets'],
      (rows) =>
        db
          .insertInto('staged')
          .values(rows)
          .onConflict((conflict) =>
            conflict.column('resource').doUpdateSet((eb) => ({
              run: eb.ref('excluded.run'),
              collection: eb.ref('excluded.collection'),
              scope: eb.ref('excluded.scope'),
              name: eb.ref('excluded.name'),
              document: eb.ref('excluded.document'),
              targets: eb.ref('excluded.targets'),
            })),
          ),
    ),
    see: listStatement<number, { run: number }, unknown>((resources, { run }) =>
      db.updateTable('presence').set({ seen_run: run }).where('resource', 'in', resources),
    ),
    move: listStatement<number, { run: number; collection: number }, unknown>(
      (resources, { run, collection }) =>
        db.updateTable('presence').set({ seen_run: run, collection }).where('resource', 'in', resources),
    ),
  };
}
