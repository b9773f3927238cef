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
  const refresh = refreshStatement(db);
  const overwrite = overwriteStatement(db);
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
      await db.transaction().execute(async (transaction) => {
        const written = await refresh(transaction, rows);
        if (written.length === rows.length) return;
        const done = new Set(written.map(({ fingerprint }) => fingerprint));
        await overwrite(
          transaction,
          rows.filter(({ fingerprint }) => !done.has(fingerprint)),
        );
      });
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

/**
 * Writes findings that are new, and those that are as they were but for their evidence; gives back which these are.
 * The others it leaves alone. Most are written in every run: this way their entries in the indexes stay untouched.
 */
function refreshStatement(db: Database) {
  return insertStatement<FindingsTable, Pick<FindingsTable, 'fingerprint'>>(findingColumns, (rows) =>
    db
      .insertInto('findings')
      .values(rows)
      .onConflict((conflict) =>
        conflict
          .column('fingerprint')
          .doUpdateSet((eb) => ({
            kind: eb.ref('excluded.kind'),
            stale: eb.ref('excluded.stale'),
            last_seen_at: eb.ref('excluded.last_seen_at'),
            run: eb.ref('excluded.run'),
            saving_nanos: eb.ref('excluded.saving_nanos'),
            saving_currency: eb.ref('excluded.saving_currency'),
            document: eb.ref('excluded.document'),
          }))
          .whereRef('findings.severity_order', '=', 'excluded.severity_order')
          .whereRef('findings.scope', '=', 'excluded.scope')
          .whereRef('findings.saving_order', '=', 'excluded.saving_order')
          .whereRef('findings.unpriced', '=', 'excluded.unpriced')
          .where('findings.state', '!=', 'resolved'),
      )
      .returning('fingerprint'),
  );
}

function overwriteStatement(db: Database) {
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
