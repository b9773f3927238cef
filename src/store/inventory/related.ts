import type { Resource } from '../../core/resource.ts';
import type { Keys } from '../keys.ts';
import type { Database } from '../schema.ts';
import { listStatement } from '../sql/statement.ts';
import type { InventoryStore } from '../store.ts';
import { type ResourceRow, resourceColumns, toResource } from './document.ts';

type RelatedRow = ResourceRow & { readonly asked: string };

/** Follows references both ways, for many resources at once. */
export function relatedReader(db: Database, keys: Keys): InventoryStore['related'] {
  const statements = {
    references: listStatement<string, { kind: string }, RelatedRow>((ids, { kind }) =>
      db
        .selectFrom('resources as asked')
        .innerJoin('links', 'links.source', 'asked.key')
        .innerJoin('resources', 'resources.id', 'links.target')
        .innerJoin('presence', 'presence.resource', 'resources.key')
        .select([...resourceColumns, 'asked.id as asked'])
        .where('asked.id', 'in', ids)
        .where('resources.kind', '=', kind)
        .where('presence.gone_at', 'is', null),
    ),
    'referenced-by': listStatement<string, { kind: string }, RelatedRow>((ids, { kind }) =>
      db
        .selectFrom('links')
        .innerJoin('resources', 'resources.key', 'links.source')
        .innerJoin('presence', 'presence.resource', 'resources.key')
        .select([...resourceColumns, 'links.target as asked'])
        .where('links.target', 'in', ids)
        .where('resources.kind', '=', kind)
        .where('presence.gone_at', 'is', null),
    ),
  };

  return async (ids, kind, direction) => {
    const related = new Map<string, Resource[]>();
    for (const id of ids) related.set(id, []);
    const rows = await statements[direction](db, [...related.keys()], { kind });
    const scopeOf = await keys.scopeReader(rows.map(({ scope }) => scope));
    for (const row of rows) related.get(row.asked)?.push(toResource(row, scopeOf(row.scope)));
    return related;
  };
}
