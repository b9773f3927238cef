import { moneyToDecimal, type Report, type RunView, type TrackedFinding } from 'bursar/report';
import { csvLine } from './csv/line.ts';
import { evidenceDocument } from './json/documents.ts';
import { inChunks } from './shared/chunks.ts';
import { ownerOf } from './shared/owner.ts';

type Value = string | number | undefined;

/**
 * The columns, in an order that stays: new ones come at the end. Numbers and amounts are written as such, everything
 * else as text; what is unknown is empty.
 */
const columns: readonly (readonly [name: string, value: (finding: TrackedFinding) => Value])[] = [
  ['fingerprint', ({ fingerprint }) => fingerprint],
  ['rule', ({ rule }) => rule],
  ['severity', ({ severity }) => severity],
  ['provider', ({ scope }) => scope.provider],
  ['account', ({ scope }) => scope.account],
  ['account_name', ({ scope }) => scope.accountName],
  ['region', ({ scope }) => scope.region],
  ['kind', ({ kind }) => kind],
  ['resource', ({ resource }) => resource],
  ['name', ({ name }) => name],
  ['owner', ({ tags }) => ownerOf(tags)],
  ['message', ({ message }) => message],
  ['saving_per_month', ({ saving }) => saving && moneyToDecimal(saving.monthly)],
  ['currency', ({ saving }) => saving?.monthly.currency],
  ['price_quality', ({ saving }) => saving?.quality],
  ['price_as_of', ({ saving }) => saving?.asOf],
  ['action', ({ action }) => action?.name],
  ['parameters', ({ action }) => asJson(action?.parameters)],
  ['reversible', ({ action }) => action && String(action.reversible)],
  ['state', ({ state }) => state],
  ['stale', ({ stale }) => String(stale)],
  ['first_seen_at', ({ firstSeenAt }) => new Date(firstSeenAt).toISOString()],
  ['last_seen_at', ({ lastSeenAt }) => new Date(lastSeenAt).toISOString()],
  ['tags', ({ tags }) => asJson(tags)],
  ['evidence', ({ evidence }) => asJson(evidenceDocument(evidence))],
];

const numeric = new Set(['saving_per_month']);

/**
 * The findings, for spreadsheets and scripts: RFC 4180 in UTF-8. There is no byte order mark, since scripts would take
 * it for a part of the first column's name.
 */
export const csvReport: Report = {
  id: 'csv',
  mediaType: 'text/csv; charset=utf-8; header=present',
  render: (view) => inChunks(lines(view)),
};

async function* lines(view: RunView): AsyncGenerator<string, void, void> {
  yield csvLine(columns.map(([name]) => ({ text: name })));
  for await (const finding of view.findings()) {
    yield csvLine(
      columns.map(([name, value]) => ({ text: String(value(finding) ?? ''), number: numeric.has(name) })),
    );
  }
}

function asJson(value: unknown): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value);
}
