import { sql } from 'kysely';
import type { Resource } from '../../core/resource.ts';
import type { CollectionFailure } from '../../core/run.ts';
import type { Scope } from '../../core/scope.ts';
import type { Keys } from '../keys.ts';
import type { CollectionsTable, Database } from '../schema.ts';
import { type Statement, statement } from '../sql/statement.ts';
import type { FinishedCollection, InventoryCounts, InventoryStore, ResourceChange } from '../store.ts';
import { type ResourceRow, resourceColumns, tailOf, toResource } from './document.ts';

const changesPerPage = 1_000;

/** Everything that is asked of the inventory one by one, or as a whole. */
export function inventoryReader(
  db: Database,
  keys: Keys,
): Pick<InventoryStore, 'collections' | 'get' | 'find' | 'account' | 'counts' | 'changes'> {
  const present = db
    .selectFrom('resources')
    .innerJoin('presence', 'presence.resource', 'resources.key')
    .where('presence.gone_at', 'is', null)
    .select(resourceColumns);
  const byId: Statement<{ id: string }, ResourceRow> = statement(({ id }) =>
    present.where('resources.id', '=', id),
  );
  const byAccount: Statement<{ provider: string; account: string }, ResourceRow> = statement(
    ({ provider, account }) =>
      present
        .where('resources.kind', '=', sql.lit('account'))
        .where('resources.scope', 'in', (eb) =>
          eb
            .selectFrom('scopes')
            .select('key')
            .where('provider', '=', provider)
            .where('account', '=', account),
        )
        .limit(1),
  );

  async function toResources(rows: readonly ResourceRow[]): Promise<readonly Resource[]> {
    const scopeOf = await keys.scopeReader(rows.map(({ scope }) => scope));
    return rows.map((row) => toResource(row, scopeOf(row.scope)));
  }

  return {
    async collections(runId) {
      const run = await keys.run(runId);
      const rows = await db
        .selectFrom('collections')
        .select(['scope', 'kind', 'failure', 'unread_run'])
        .where('ended_run', '=', run)
        .orderBy('key')
        .execute();
      const scopeOf = await keys.scopeReader(rows.map(({ scope }) => scope));
      return rows.map((row) => toCollection(row, scopeOf(row.scope), run));
    },

    async get(id) {
      const [resource] = await toResources((await byId(db, { id })).rows);
      return resource;
    },

    async find(text, limit) {
      // The indexes begin with the scope.
      const anywhere = present.where('resources.scope', 'in', (eb) => eb.selectFrom('scopes').select('key'));
      const named = await anywhere.where('resources.name', '=', text).limit(limit).execute();
      const ending = await anywhere
        .where('resources.tail', '=', tailOf(text))
        .where('resources.name', '!=', text)
        .where(sql<boolean>`resources.id like ${likeEnd(text)} escape '\\'`)
        .limit(limit)
        .execute();
      // In SQLite, `like` takes capitals and small letters for the same.
      const exact = ending.filter(({ id }) => id.endsWith(text));
      return toResources([...named, ...exact].slice(0, limit));
    },

    async account({ provider, account }) {
      const [resource] = await toResources((await byAccount(db, { provider, account })).rows);
      return resource;
    },

    counts: () => counts(db),

    async *changes(runId) {
      const run = await keys.run(runId);
      const page: Statement<ResourceChange & { key: number }, ResourceChange & { key: number }> = statement(
        (after) =>
          db
            .selectFrom('changes')
            .innerJoin('resources', 'resources.key', 'changes.resource')
            .select(['changes.change', 'resources.kind', 'resources.id as resource', 'resources.key'])
            .where('changes.run', '=', run)
            .where((eb) =>
              eb(eb.refTuple('changes.resource', 'changes.change'), '>', eb.tuple(after.key, after.change)),
            )
            .orderBy('changes.resource')
            .orderBy('changes.change')
            .limit(changesPerPage),
      );
      let last: (ResourceChange & { key: number }) | undefined;
      do {
        const { rows } = await page(db, last ?? beforeAll);
        for (const { change, kind, resource } of rows) yield { change, kind, resource };
        last = rows.at(-1);
      } while (last !== undefined);
    },
  };
}

const beforeAll: ResourceChange & { key: number } = { key: 0, change: 'appeared', kind: '', resource: '' };

function toCollection(
  { kind, failure, unread_run: unreadRun }: Pick<CollectionsTable, 'kind' | 'failure' | 'unread_run'>,
  scope: Scope,
  run: number,
): FinishedCollection {
  return {
    scope,
    kind,
    // Written by `finish` from a collection's failure.
    ...(failure !== null && { failure: JSON.parse(failure) as CollectionFailure }),
    ...(unreadRun === run && { unreadable: true as const }),
  };
}

/** A pattern of the texts that end in this one. */
function likeEnd(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, (special) => `\\${special}`)}`;
}

async function counts(db: Database): Promise<InventoryCounts> {
  const rows = await db
    .selectFrom((eb) =>
      eb
        .selectFrom('presence')
        .select((row) => ['collection', row.fn.countAll<number | string>().as('resources')])
        .where('gone_at', 'is', null)
        .groupBy('collection')
        .as('present'),
    )
    .innerJoin('collections', 'collections.key', 'present.collection')
    .innerJoin('scopes', 'scopes.key', 'collections.scope')
    .select(['kind', 'provider', 'present.resources'])
    .execute();
  const byKind = new Map<string, number>();
  const byProvider = new Map<string, number>();
  let total = 0;
  for (const { kind, provider, resources } of rows) {
    const count = Number(resources);
    total += count;
    byKind.set(kind, (byKind.get(kind) ?? 0) + count);
    byProvider.set(provider, (byProvider.get(provider) ?? 0) + count);
  }
  return { total, byKind, byProvider };
}
