import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import type { FindingState, TrackedFinding } from '../../core/finding.ts';
import type { Keys } from '../keys.ts';
import type { Database, Schema } from '../schema.ts';
import { type Statement, statement } from '../sql/statement.ts';
import type { FindingFilter, FindingStore } from '../store.ts';
import { type FindingRow, severityOrder, toFinding } from './document.ts';

const pageSize = 500;

/** The last finding of a page, by what findings are ordered by. */
interface Cursor {
  readonly savingOrder: bigint;
  readonly severityOrder: number;
  readonly scope: number;
  readonly fingerprint: string;
}

const beforeAll: Cursor = {
  savingOrder: -9_223_372_036_854_775_808n,
  severityOrder: -1,
  scope: 0,
  fingerprint: '',
};

/** Reads findings: in their order, each page a query of its own, or one by its fingerprint. */
export function findingReader(db: Database, keys: Keys): Pick<FindingStore, 'list' | 'get' | 'mark'> {
  return {
    async *list(filter) {
      const { limit = Number.POSITIVE_INFINITY } = filter;
      const page: Statement<Cursor & { limit: number }, FindingRow> = statement((after) =>
        matching(db, filter)
          .where((eb) =>
            eb(
              eb.refTuple('saving_order', 'severity_order', 'scope', 'fingerprint'),
              '>',
              eb.tuple(after.savingOrder, after.severityOrder, after.scope, after.fingerprint),
            ),
          )
          .orderBy('findings.saving_order')
          .orderBy('findings.severity_order')
          .orderBy('findings.scope')
          .orderBy('findings.fingerprint')
          .limit(after.limit),
      );
      let after = beforeAll;
      for (let left = limit; left > 0; ) {
        const wanted = Math.min(pageSize, left);
        const { rows } = await page(db, { ...after, limit: wanted });
        yield* await toFindings(keys, rows);
        const last = rows.at(-1);
        if (last === undefined || rows.length < wanted) return;
        left -= rows.length;
        after = cursorOf(last);
      }
    },

    async get(fingerprint) {
      if (fingerprint === '') return undefined;
      const rows = await select(db)
        .where('fingerprint', '>=', fingerprint)
        // Fingerprints are hexadecimal, so this sorts after each that begins with it.
        .where('fingerprint', '<', `${fingerprint}g`)
        .orderBy('fingerprint')
        .limit(2)
        .execute();
      const [first, second] = await toFindings(keys, rows);
      return second === undefined || first?.fingerprint === fingerprint ? first : undefined;
    },

    async mark(fingerprint, state) {
      const mark = state === 'open' ? null : state;
      const { numUpdatedRows } = await db
        .updateTable('findings')
        .set((eb) => ({
          mark,
          state: eb
            .case()
            .when('state', '=', 'resolved')
            .then(eb.val<FindingState>('resolved'))
            .else(eb.val<FindingState>(state))
            .end(),
        }))
        .where('fingerprint', '=', fingerprint)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
  };
}

async function toFindings(keys: Keys, rows: readonly FindingRow[]): Promise<readonly TrackedFinding[]> {
  const scopeOf = await keys.scopeReader(rows.map(({ scope }) => scope));
  return rows.map((row) => toFinding(row, scopeOf(row.scope)));
}

function cursorOf(row: FindingRow): Cursor {
  return {
    savingOrder: BigInt(row.saving_order),
    severityOrder: row.severity_order,
    scope: row.scope,
    fingerprint: row.fingerprint,
  };
}

function select(db: Database) {
  return db
    .selectFrom('findings')
    .select([
      'fingerprint',
      'rule',
      'severity_order',
      'kind',
      'resource',
      'scope',
      'state',
      'stale',
      'first_seen_at',
      'last_seen_at',
      'resolved_at',
      'saving_currency',
      'document',
    ])
    .select((eb) => [
      eb.cast<string>('saving_order', 'text').as('saving_order'),
      eb.cast<string | null>('saving_nanos', 'text').as('saving_nanos'),
    ]);
}

function matching(db: Database, filter: FindingFilter) {
  const { states, rules, severities, kinds, providers, accounts, resource } = filter;
  return select(db).where((eb) =>
    eb.and([
      ...isOneOf(eb, 'state', states),
      ...isOneOf(eb, 'rule', rules),
      ...isOneOf(eb, 'severity_order', severities?.map(severityOrder)),
      ...isOneOf(eb, 'kind', kinds),
      ...isOneOf(eb, 'resource', resource === undefined ? undefined : [resource]),
      ...isOfScopes(eb, providers, accounts),
    ]),
  );
}

type OnFindings = ExpressionBuilder<Schema, 'findings'>;

/** No condition where nothing was asked for. */
function isOneOf(
  eb: OnFindings,
  column: 'state' | 'rule' | 'severity_order' | 'kind' | 'resource',
  values: readonly (string | number)[] | undefined,
): readonly Expression<SqlBool>[] {
  if (values === undefined) return [];
  // What the column holds is compared with what the filter's type allows for it.
  return values.length === 0
    ? [eb.lit(false)]
    : [eb(eb.ref(column).$castTo<string | number>(), 'in', values)];
}

function isOfScopes(
  eb: OnFindings,
  providers: readonly string[] | undefined,
  accounts: readonly string[] | undefined,
): readonly Expression<SqlBool>[] {
  if (providers === undefined && accounts === undefined) return [];
  if (providers?.length === 0 || accounts?.length === 0) return [eb.lit(false)];
  const scopes = eb
    .selectFrom('scopes')
    .select('scopes.key')
    .$if(providers !== undefined, (query) => query.where('provider', 'in', providers ?? []))
    .$if(accounts !== undefined, (query) => query.where('account', 'in', accounts ?? []));
  return [eb('findings.scope', 'in', scopes)];
}
