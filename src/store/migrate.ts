import { DEFAULT_MIGRATION_TABLE, Migrator, sql } from 'kysely';
import { NewerStoreError, StoreError } from './errors.ts';
import { migrations } from './migrations/index.ts';
import type { Database } from './schema.ts';

/** Brings a database to the present schema. @throws {NewerStoreError} when it is beyond that already. */
export async function migrateToLatest(db: Database, where: string): Promise<void> {
  const applied = await appliedMigrations(db);
  const unknown = applied.filter((name) => migrations[name] === undefined);
  if (unknown.length > 0) {
    throw new NewerStoreError(
      `The store ${where} was written by a newer version of Bursar (it has ${unknown.join(', ')}, this version knows ` +
        `up to ${Object.keys(migrations).at(-1)}). Run that version, or give this one another data folder.`,
    );
  }
  if (applied.length === Object.keys(migrations).length) return;
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  if (error instanceof StoreError) throw error;
  throw new StoreError(
    `The store ${where} could not be brought to the present schema: ${error instanceof Error ? error.message : 'for an unknown reason'}`,
    {
      cause: error,
    },
  );
}

/** The names of the steps that were taken, oldest first; none in a new database. */
async function appliedMigrations(db: Database): Promise<readonly string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === DEFAULT_MIGRATION_TABLE)) return [];
  const { rows } = await sql<{
    name: string;
  }>`select name from ${sql.table(DEFAULT_MIGRATION_TABLE)} order by name`.execute(db);
  return rows.map(({ name }) => name);
}
