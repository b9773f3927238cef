import { type Kysely, type Migration, sql } from 'kysely';

/** The first schema: runs, the inventory as snapshots with what changed, and findings. */
export const initial: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await createRuns(db);
    await createInventory(db);
    await createSightings(db);
    await createFindings(db);
  },
};

async function createRuns(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  await schema
    .createTable('counters')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('next', 'integer', (column) => column.notNull())
    .execute();
  // From 1 on, so that 0 can stand for no run.
  for (const name of ['run', 'scope', 'collection', 'resource', 'unreadable'])
    await sql`insert into counters (name, next) values (${name}, 1)`.execute(db);
  await schema
    .createTable('runs')
    .addColumn('key', 'integer', (column) => column.primaryKey())
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('mode', 'text', (column) => column.notNull())
    .addColumn('started_at', 'bigint', (column) => column.notNull())
    .addColumn('finished_at', 'bigint')
    .addColumn('interrupted', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('unreadable_count', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('unknown_counts', 'text')
    .addColumn('summary', 'text')
    .addColumn('plan', 'text')
    .execute();
}

async function createInventory({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('scopes')
    .addColumn('key', 'integer', (column) => column.primaryKey())
    .addColumn('provider', 'text', (column) => column.notNull())
    .addColumn('account', 'text', (column) => column.notNull())
    .addColumn('region', 'text', (column) => column.notNull())
    .addColumn('account_name', 'text')
    .addUniqueConstraint('scopes_natural', ['provider', 'account', 'region'])
    .execute();
  await schema
    .createTable('collections')
    .addColumn('key', 'integer', (column) => column.primaryKey())
    .addColumn('scope', 'integer', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('ended_run', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('ended_at', 'bigint', (column) => column.notNull().defaultTo(0))
    .addColumn('failure', 'text')
    .addColumn('whole_run', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('unread_run', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('nameless_run', 'integer', (column) => column.notNull().defaultTo(0))
    .addUniqueConstraint('collections_natural', ['scope', 'kind'])
    .execute();
  await schema
    .createTable('resources')
    .addColumn('key', 'integer', (column) => column.primaryKey())
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('scope', 'integer', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('tail', 'text', (column) => column.notNull())
    .addColumn('document', 'text', (column) => column.notNull())
    .execute();
  // By scope first: a page is of one scope, so that its entries lie together, and scopes to look through are few.
  await schema.createIndex('resources_name').on('resources').columns(['scope', 'name']).execute();
  await schema.createIndex('resources_tail').on('resources').columns(['scope', 'tail']).execute();
  await schema
    .createIndex('resources_account')
    .on('resources')
    .column('scope')
    .where(sql`kind`, '=', sql.lit('account'))
    .execute();
  await schema
    .createTable('links')
    .addColumn('source', 'integer', (column) => column.notNull())
    .addColumn('target', 'text', (column) => column.notNull())
    .execute();
  await schema.createIndex('links_source').on('links').column('source').execute();
  await schema.createIndex('links_target').on('links').column('target').execute();
}

async function createSightings({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('presence')
    .addColumn('resource', 'integer', (column) => column.primaryKey())
    .addColumn('collection', 'integer', (column) => column.notNull())
    .addColumn('seen_run', 'integer', (column) => column.notNull())
    .addColumn('unread_run', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('gone_at', 'bigint')
    .execute();
  await schema
    .createIndex('presence_collection')
    .on('presence')
    .columns(['collection', 'resource'])
    .execute();
  await schema
    .createTable('staged')
    .addColumn('resource', 'integer', (column) => column.primaryKey())
    .addColumn('run', 'integer', (column) => column.notNull())
    .addColumn('collection', 'integer', (column) => column.notNull())
    .addColumn('scope', 'integer', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('document', 'text', (column) => column.notNull())
    .addColumn('targets', 'text', (column) => column.notNull())
    .execute();
  await schema
    .createIndex('staged_collection')
    .on('staged')
    .columns(['collection', 'run', 'resource'])
    .execute();
  await schema
    .createTable('changes')
    .addColumn('run', 'integer', (column) => column.notNull())
    .addColumn('resource', 'integer', (column) => column.notNull())
    .addColumn('change', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('changes_key', ['run', 'resource', 'change'])
    .execute();
  await schema
    .createTable('unreadable')
    .addColumn('key', 'integer', (column) => column.primaryKey())
    .addColumn('run', 'integer', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('scope', 'integer', (column) => column.notNull())
    .addColumn('record', 'text')
    .addColumn('error', 'text', (column) => column.notNull())
    .addColumn('raw', 'text', (column) => column.notNull())
    .execute();
  await schema.createIndex('unreadable_run').on('unreadable').columns(['run', 'key']).execute();
}

async function createFindings({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('findings')
    .addColumn('fingerprint', 'text', (column) => column.primaryKey())
    .addColumn('rule', 'text', (column) => column.notNull())
    .addColumn('severity_order', 'integer', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('resource', 'text', (column) => column.notNull())
    .addColumn('scope', 'integer', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('mark', 'text')
    .addColumn('stale', 'integer', (column) => column.notNull())
    .addColumn('first_seen_at', 'bigint', (column) => column.notNull())
    .addColumn('last_seen_at', 'bigint', (column) => column.notNull())
    .addColumn('resolved_at', 'bigint')
    .addColumn('run', 'integer', (column) => column.notNull())
    .addColumn('saving_order', 'bigint', (column) => column.notNull())
    .addColumn('saving_nanos', 'bigint')
    .addColumn('saving_currency', 'text')
    .addColumn('unpriced', 'integer', (column) => column.notNull())
    .addColumn('document', 'text', (column) => column.notNull())
    .execute();
  // The order in which findings are listed, with what lets them be counted without reading their rows. The scope is in
  // it so that what is written together lies together.
  await schema
    .createIndex('findings_listing')
    .on('findings')
    .columns(['saving_order', 'severity_order', 'scope', 'fingerprint', 'state', 'rule', 'unpriced'])
    .execute();
  await schema
    .createIndex('findings_resource')
    .on('findings')
    .columns(['resource', 'state', 'saving_order'])
    .execute();
  await schema
    .createIndex('findings_resolved')
    .on('findings')
    .column('resolved_at')
    .where(sql.ref('resolved_at'), 'is not', null)
    .execute();
  await schema
    .createTable('unknown_verdicts')
    .addColumn('run', 'integer', (column) => column.notNull())
    .addColumn('rule', 'text', (column) => column.notNull())
    .addColumn('resource', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('scope', 'integer', (column) => column.notNull())
    .addColumn('missing', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('unknown_verdicts_key', ['run', 'rule', 'resource'])
    .execute();
}
