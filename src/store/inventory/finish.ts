import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import type { InventoryChanges } from '../../core/run.ts';
import type { EpochMs } from '../../core/time.ts';
import type { Keys } from '../keys.ts';
import type { Database, LinksTable, Schema, StagedTable } from '../schema.ts';
import { insertStatement, listStatement, statement } from '../sql/statement.ts';
import type { InventoryStore, ResourceChange } from '../store.ts';

/** The end of a collection, as statements see it. */
interface End {
  readonly run: number;
  readonly collection: number;
  readonly at: EpochMs;
}

const noChanges: InventoryChanges = { appeared: 0, changed: 0, gone: 0 };
const pageSize = 256;

/** Ends collections: what was written of one becomes the inventory, or is dropped with its failure. */
export function collectionFinisher(db: Database, keys: Keys): InventoryStore['finish'] {
  const statements = finishStatements(db);
  const applyStaged = stagedApplier(db);

  return async (collection, at, failure) => {
    const end: End = {
      run: await keys.run(collection.runId),
      collection: await keys.collection(collection),
      at,
    };
    return db.transaction().execute(async (transaction) => {
      const changes = failure === undefined ? await settle(transaction, end) : noChanges;
      await statements.dropStaged(transaction, end);
      await transaction
        .updateTable('collections')
        .set({
          ended_run: end.run,
          ended_at: at,
          failure: failure === undefined ? null : JSON.stringify(failure),
          ...(failure === undefined && { whole_run: end.run }),
        })
        .where('key', '=', end.collection)
        .execute();
      return changes;
    });
  };

  async function settle(transaction: Database, end: End): Promise<InventoryChanges> {
    const changed = await statements.recordChanged(transaction, end);
    await applyStaged(transaction, end);
    const appeared = await statements.recordAppeared(transaction, end);
    await statements.appear(transaction, end);
    const gone = await statements.recordGone(transaction, end);
    await statements.vanish(transaction, end);
    return {
      appeared: Number(appeared.numAffectedRows ?? 0),
      changed: Number(changed.numAffectedRows ?? 0),
      gone: Number(gone.numAffectedRows ?? 0),
    };
  }
}

/** Writes the staged contents of a collection over what is kept, and the references anew. */
function stagedApplier(db: Database): (transaction: Database, end: End) => Promise<void> {
  const readPage = statement<
    End & { after: number; limit: number },
    Pick<StagedTable, 'resource' | 'scope' | 'name' | 'document' | 'targets'>
  >(({ run, collection, after, limit }) =>
    db
      .selectFrom('staged')
      .select(['resource', 'scope', 'name', 'document', 'targets'])
      .where('collection', '=', collection)
      .where('run', '=', run)
      .where('resource', '>', after)
      .orderBy('resource')
      .limit(limit),
  );
  const overwrite = statement<Pick<StagedTable, 'resource' | 'scope' | 'name' | 'document'>, unknown>(
    ({ resource, scope, name, document }) =>
      db.updateTable('resources').set({ scope, name, document }).where('key', '=', resource),
  );
  const unlink = listStatement<number, object, unknown>((sources) =>
    db.deleteFrom('links').where('source', 'in', sources),
  );
  const link = insertStatement<LinksTable>(['source', 'target'], (rows) =>
    db.insertInto('links').values(rows),
  );

  return async (transaction, end) => {
    for (let after = 0; ; ) {
      const { rows } = await readPage(transaction, { ...end, after, limit: pageSize });
      for (const row of rows) await overwrite(transaction, row);
      await unlink(
        transaction,
        rows.map(({ resource }) => resource),
        {},
      );
      await link(transaction, rows.flatMap(linksOf));
      const last = rows.at(-1);
      if (last === undefined) return;
      after = last.resource;
    }
  };
}

function linksOf({ resource, targets }: Pick<StagedTable, 'resource' | 'targets'>): readonly LinksTable[] {
  // Written by the inventory's writer from a list of ids.
  return (JSON.parse(targets) as readonly string[]).map((target) => ({ source: resource, target }));
}

function finishStatements(db: Database) {
  function record(change: ResourceChange['change'], which: Which) {
    return statement<End, unknown>((end) =>
      db
        .insertInto('changes')
        .columns(['run', 'resource', 'change'])
        .expression((eb) =>
          eb
            .selectFrom('presence')
            .select((row) => [
              row.cast<number>(row.val(end.run), 'integer').as('run'),
              'presence.resource',
              row.cast<ResourceChange['change']>(row.val(change), 'text').as('change'),
            ])
            .where(which(end)),
        )
        .onConflict((conflict) => conflict.doNothing()),
    );
  }

  return {
    recordAppeared: record('appeared', appeared),
    recordChanged: record('changed', changed),
    recordGone: record('gone', gone),
    appear: statement<End, unknown>((end) =>
      db.updateTable('presence').set({ gone_at: null }).where(appeared(end)),
    ),
    vanish: statement<End, unknown>((end) =>
      db.updateTable('presence').set({ gone_at: end.at }).where(gone(end)),
    ),
    dropStaged: statement<End, unknown>(({ run, collection }) =>
      db.deleteFrom('staged').where('collection', '=', collection).where('run', '=', run),
    ),
  };
}

/** A condition on a resource's presence, at the end of its collection. */
type Which = (end: End) => (eb: ExpressionBuilder<Schema, 'presence'>) => Expression<SqlBool>;

const appeared: Which =
  ({ run, collection }) =>
  (eb) =>
    eb.and([eb('collection', '=', collection), eb('seen_run', '>=', run), eb('gone_at', 'is not', null)]);

const changed: Which =
  ({ run, collection }) =>
  (eb) =>
    eb.and([
      eb('gone_at', 'is', null),
      eb(
        'presence.resource',
        'in',
        eb
          .selectFrom('staged')
          .select('staged.resource')
          .where('staged.collection', '=', collection)
          .where('staged.run', '=', run),
      ),
    ]);

/**
 * What was there before and was not seen in this run, nor in a later one that is under way beside it. A record that
 * could not be read is no sign of being gone; one without an id could be any of them.
 */
const gone: Which =
  ({ run, collection }) =>
  (eb) =>
    eb.and([
      eb('collection', '=', collection),
      eb('seen_run', '<', run),
      eb('unread_run', '<', run),
      eb('gone_at', 'is', null),
      eb.exists(
        eb
          .selectFrom('collections')
          .select('collections.key')
          .where('collections.key', '=', collection)
          .where('collections.nameless_run', '<', run),
      ),
    ]);
