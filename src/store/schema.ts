import type { Kysely } from 'kysely';
import type { RunMode } from '../core/run.ts';
import type { ResourceChange } from './store.ts';

/**
 * The tables, as queries see them. Types that SQLite and Postgres share: integers for keys and instants, text for JSON,
 * 0 and 1 for yes and no. Keys are handed out by {@link CountersTable}, so that rows that belong together can be
 * written without asking for them back.
 */
export interface Schema {
  readonly counters: CountersTable;
  readonly runs: RunsTable;
  readonly scopes: ScopesTable;
  readonly collections: CollectionsTable;
  readonly resources: ResourcesTable;
  readonly presence: PresenceTable;
  readonly staged: StagedTable;
  readonly links: LinksTable;
  readonly changes: ChangesTable;
  readonly unreadable: UnreadableTable;
  readonly findings: FindingsTable;
  readonly unknown_verdicts: UnknownVerdictsTable;
}

export type Database = Kysely<Schema>;

/** The next key of each table that has one. */
export interface CountersTable {
  name: 'run' | 'scope' | 'collection' | 'resource' | 'unreadable';
  next: number;
}

export interface RunsTable {
  /** Rises with every run. */
  key: number;
  id: string;
  mode: RunMode;
  started_at: number;
  finished_at: number | null;
  interrupted: 0 | 1;
  /** JSON of the summary without its plan. */
  summary: string | null;
  plan: string | null;
  unreadable_count: number;
  /** JSON of the unknown verdicts, counted when the findings were settled; null before. */
  unknown_counts: string | null;
}

export interface ScopesTable {
  key: number;
  provider: string;
  account: string;
  region: string;
  account_name: string | null;
}

/** One kind of one scope. Runs are keys of runs, 0 where there was none. */
export interface CollectionsTable {
  key: number;
  scope: number;
  kind: string;
  /** The last run in which it ended, however it did. */
  ended_run: number;
  ended_at: number;
  /** JSON of why it failed in that run. */
  failure: string | null;
  /** The last run in which it was read whole. */
  whole_run: number;
  /** The last run in which it had a record, or a part, that could not be read. */
  unread_run: number;
  /** The last run in which it had a part that could not be read, or a record of which not even the id could be. */
  nameless_run: number;
}

/** What a resource was like when its collection was last read whole: written only when that changes. */
export interface ResourcesTable {
  key: number;
  id: string;
  kind: string;
  scope: number;
  name: string;
  /** The last part of the id, by which people call it. */
  tail: string;
  /** JSON of tags, creation and attributes. */
  document: string;
}

/** Whether a resource is there: small rows, for they are written in every run. */
export interface PresenceTable {
  resource: number;
  collection: number;
  seen_run: number;
  /** The last run in which its record was there and could not be read. */
  unread_run: number;
  /** Since when it is not there; also of a resource that was seen in a collection which has not ended yet. */
  gone_at: number | null;
}

/** New contents of known resources, until their collection ends well. */
export interface StagedTable {
  resource: number;
  run: number;
  collection: number;
  scope: number;
  name: string;
  document: string;
  /** JSON of the ids it refers to. */
  targets: string;
}

export interface LinksTable {
  source: number;
  /** Id of a resource, known or not. */
  target: string;
}

export interface ChangesTable {
  run: number;
  resource: number;
  change: ResourceChange['change'];
}

export interface UnreadableTable {
  key: number;
  run: number;
  kind: string;
  scope: number;
  record: string | null;
  error: string;
  raw: string;
}

export interface FindingsTable {
  fingerprint: string;
  rule: string;
  /** 0 for the gravest. */
  severity_order: number;
  kind: string;
  resource: string;
  scope: number;
  state: 'open' | 'snoozed' | 'exempt' | 'resolved';
  /** What somebody set it to; stays over a resolution. */
  mark: 'snoozed' | 'exempt' | null;
  stale: 0 | 1;
  first_seen_at: number;
  last_seen_at: number;
  resolved_at: number | null;
  /** The last run that flagged it. */
  run: number;
  /** The largest saving first: minus its nanos, or {@link noSaving}. */
  saving_order: bigint;
  saving_nanos: bigint | null;
  saving_currency: string | null;
  /** Whether it would save something of which it is not known how much. */
  unpriced: 0 | 1;
  /** JSON of all the rest. */
  document: string;
}

export interface UnknownVerdictsTable {
  run: number;
  rule: string;
  resource: string;
  kind: string;
  name: string;
  scope: number;
  missing: string;
}
