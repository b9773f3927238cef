import {
  type ArmDocument,
  objectText,
  systemDataText,
  tagsText,
  zonesText,
} from '../../documents/arm-document.ts';
import type { Cell } from '../../estate/estate.ts';

/** A row of a table before anything is made of it. */
export interface Row {
  readonly document: ArmDocument;
  readonly cell: Cell;
}

/** What a column of every table holds, as JSON. */
export type ColumnText = (row: Row) => string;

/** The columns that every table has. */
export const tableColumns: ReadonlyMap<string, ColumnText> = new Map<string, ColumnText>([
  ['id', ({ document }) => `"${document.id}"`],
  ['name', ({ document }) => `"${document.name}"`],
  ['type', ({ document }) => `"${document.type.toLowerCase()}"`],
  ['tenantId', ({ cell }) => `"${cell.tenantId}"`],
  ['kind', ({ document }) => `"${document.kind ?? ''}"`],
  ['location', ({ document }) => `"${document.location ?? ''}"`],
  ['resourceGroup', ({ document }) => `"${document.group?.toLowerCase() ?? ''}"`],
  ['subscriptionId', (row) => (isOfSubscription(row) ? `"${row.cell.subscription.id}"` : '""')],
  ['managedBy', ({ document }) => `"${document.managedBy ?? ''}"`],
  ['sku', ({ document }) => document.sku ?? 'null'],
  ['plan', () => 'null'],
  ['properties', ({ document }) => objectText(document.properties)],
  [
    'tags',
    ({ document }) =>
      document.tags === undefined || document.tags.length === 0 ? 'null' : tagsText(document.tags),
  ],
  ['identity', ({ document }) => document.identity ?? 'null'],
  [
    'zones',
    ({ document }) =>
      document.zones === undefined || document.zones.length === 0 ? 'null' : zonesText(document.zones),
  ],
  ['extendedLocation', () => 'null'],
  ['systemData', ({ document }) => systemDataText(document) ?? 'null'],
]);

/** Whether a row is of a subscription, and not above all of them. */
export function isOfSubscription({ document }: Pick<Row, 'document'>): boolean {
  return document.id.startsWith('/subscriptions/');
}
