import type { Finding, FindingState, UnknownVerdict } from '../../core/finding.ts';
import type { Keys } from '../keys.ts';
import type { Database, FindingsTable, UnknownVerdictsTable } from '../schema.ts';
import { insertStatement, statement } from '../sql/statement.ts';
import type { FindingStore } from '../store.ts';
import { toRow } from './document.ts';

/** Writes what a run has judged, a batch at a time. */
export function findingRecorder(
  db: Database,
  keys: Keys,
  currency: string,
): Pick<FindingStore, 'record' | 'recordUnknown'> {
  const upsert = upsertStatement(db);
  const insertUnknown = unknownStatement(db);
  const uncount = statement<{ run: number }, unknown>(({ run }) =>
    db
      .updateTable('runs')
      .set({ unknown_counts: null })
      .where('key', '=', run)
      .where('unknown_counts', 'is not', null),
  );

  return {
    async record(runId, at, findings) {
      const run = await keys.run(runId);
      const placed = await keys.place(distinct(findings, ({ fingerprint }) => fingerprint));
      const rows = placed.map(({ thing, scope }) => toRow(thing, { run, at, scope, currency }));
      await db.transaction().execute((transaction) => upsert(transaction, rows));
    },

    async recordUnknown(runId, verdicts) {
      const run = await keys.run(runId);
      const placed = await keys.place(distinct(verdicts, ({ rule, resource }) => `${rule}\n${resource}`));
      const rows = placed.map(({ thing: { rule, resource, kind, name, missing }, scope }) => {
        return { run, rule, resource, kind, name, scope, missing };
      });
      await db.transaction().execute(async (transaction) => {
        await insertUnknown(transaction, rows);
        await uncount(transaction, { run });
      });
    },
  };
}

/** The last of those with the same key: one statement may not write a row twice. */
function distinct<Thing extends Finding | UnknownVerdict>(
  things: readonly Thing[],
  keyOf: (thing: Thing) => string,
): readonly Thing[] {
  const byKey = new Map(things.map((thing) => [keyOf(thing), thing]));
  return byKey.size === things.length ? things : [...byKey.values()];
}

const findingColumns = [
  'fingerprint',
  'rule',
  'severity_order',
  'kind',
  'resource',
  'scope',
  'state',
  'mark',
  'stale',
  'first_seen_at',
  'last_seen_at',
  'resolved_at',
  'run',
  'saving_order',
  'saving_nanos',
  'saving_currency',
  'unpriced',
  'document',
] as const satisfies readonly (keyof FindingsTable)[];

function upsertStatement(db: Database) {
  return insertStatement<FindingsTable>(findingColumns, (rows) =>
    db
      .insertInto('findings')
      .values(rows)
      .onConflict((conflict) =>
        conflict.column('fingerprint').doUpdateSet((eb) => ({
          severity_order: eb.ref('excluded.severity_order'),
          kind: eb.ref('excluded.kind'),
          scope: eb.ref('excluded.scope'),
          state: eb.fn.coalesce('findings.mark', eb.val<FindingState>('open')),
          stale: eb.ref('excluded.stale'),
          last_seen_at: eb.ref('excluded.last_seen_at'),
          resolved_at: eb.ref('excluded.resolved_at'),
          run: eb.ref('excluded.run'),
          saving_order: eb.ref('excluded.saving_order'),
          saving_nanos: eb.ref('excluded.saving_nanos'),
          saving_currency: eb.ref('excluded.saving_currency'),
          unpriced: eb.ref('excluded.unpriced'),
          document: eb.ref('excluded.document'),
        })),
      ),
  );
}

function unknownStatement(db: Database) {
  return insertStatement<UnknownVerdictsTable>(
    ['run', 'rule', 'resource', 'kind', 'name', 'scope', 'missing'],
    (rows) =>
      db
        .insertInto('unknown_verdicts')
        .values(rows)
        .onConflict((conflict) =>
          conflict
            .columns(['run', 'rule', 'resource'])
            .doUpdateSet((eb) => ({ name: eb.ref('excluded.name'), missing: eb.ref('excluded.missing') })),
        ),
  );
}
