import type { AzureContext } from '../../context.ts';
import type { ArmType } from '../../documents/arm-type.ts';
import { armTypes, graphTypes } from '../../documents/types.ts';
import type { Cell } from '../../estate/estate.ts';
import { TextBuffer } from '../../wire/text-buffer.ts';
import { documentsFrom, type Source, sourcesOf } from '../listing.ts';
import { compareValues } from './compile.ts';
import { unresolved } from './errors.ts';
import type { Plan } from './plan.ts';
import { isOfSubscription, type Row } from './row.ts';

/** What of an estate a query is about. */
export interface Reach {
  readonly cells: readonly Cell[];
  /** Whether what is above subscriptions is meant too. */
  readonly above: boolean;
}

/** A part of an answer, from which the next one can be asked for. */
export interface GraphPage {
  /** The rows, with commas between. */
  readonly data: Buffer;
  readonly count: number;
  readonly total: number;
  readonly next?: number;
}

const tables = new Set([
  'resources',
  'resourcecontainers',
  'authorizationresources',
  'advisorresources',
  'computeresources',
]);
const allTypes = [...armTypes, ...graphTypes];
const forGraph = { forGraph: true } as const;
/** As many are truly sorted by id; of more, each comes once in an order that stays the same. */
const mostSorted = 2_000;

/** The rows that a plan is about, of which `accepts` is still to be asked. */
export function sourcesOfPlan(plan: Plan, { isDenied }: AzureContext, { cells }: Reach): readonly Source[] {
  if (!tables.has(plan.table)) throw unresolved(plan.table);
  const types = allTypes.filter((type) => type.table === plan.table && isWanted(plan, type));
  return cells.flatMap((cell) => {
    const id = cell.subscription.id;
    // Where somebody may not look there is nothing for them.
    const seen = types.filter(({ name, ofTenant }) => {
      if (ofTenant === true) return cell === cells[0];
      const [namespace = '', ...parts] = name.split('/');
      return !isDenied(id, namespace, `${parts.join('/')}/read`);
    });
    return sourcesOf(seen, [cell]);
  });
}

function isWanted({ typeConditions }: Plan, type: ArmType): boolean {
  // Only the type is looked at.
  const row = { document: { id: '', name: '', type: type.name, properties: {} } } as Row;
  return typeConditions.every((condition) => condition.value(row) === true);
}

function* rowsOf(
  plan: Plan,
  sources: readonly Source[],
  reach: Reach,
  from = 0,
): Generator<Row & { readonly position: number }, void, void> {
  for (const { document, cell, position } of documentsFrom(sources, from, forGraph)) {
    const row = { document, cell, position };
    if (!reach.above && !isOfSubscription(row) && plan.table === 'authorizationresources' && !isBuiltIn(row))
      continue;
    if (plan.conditions.every((condition) => condition.value(row) === true)) yield row;
  }
}

/** Roles that come with Azure are of no subscription, and are known in each. */
function isBuiltIn({ document }: Row): boolean {
  return document.type === 'Microsoft.Authorization/roleDefinitions';
}

/** Answers with how many there are, in all or of each group. */
export function summarize(plan: Plan, sources: readonly Source[], reach: Reach): GraphPage {
  const { name = 'count_', by = [] } = plan.summary ?? {};
  const counts = new Map<string, number>();
  for (const row of rowsOf(plan, sources, reach)) {
    let key = '';
    for (const column of by) key += `"${column.name}":${column.value.text(row)},`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  if (by.length === 0 && counts.size === 0) counts.set('', 0);
  const data = Array.from(counts, ([key, count]) => `{${key}"${name}":${count}}`);
  return { data: Buffer.from(data.join(',')), count: data.length, total: data.length };
}

/** A page of rows, each as the plan's columns. */
export function pageOf(
  plan: Plan,
  sources: readonly Source[],
  reach: Reach,
  page: {
    readonly from: number;
    readonly size: number;
    readonly total: number | undefined;
    readonly exact: boolean;
  },
): GraphPage {
  const counted = page.total ?? totalOf(plan, sources, reach, page.exact);
  const total = Math.min(counted, plan.take ?? counted);
  const sorts = plan.order.length > 0 && !(isById(plan) && counted > mostSorted);
  if (sorts) {
    const rows = sorted(plan, [...rowsOf(plan, sources, reach)]).slice(0, total);
    const part = rows.slice(page.from, page.from + page.size);
    const end = page.from + part.length;
    return {
      data: Buffer.from(part.map((row) => rowText(plan, row)).join(',')),
      count: part.length,
      total,
      ...(end < total && { next: end }),
    };
  }
  const most = Math.min(page.size, total);
  const data = new TextBuffer();
  let count = 0;
  for (const row of rowsOf(plan, sources, reach, page.from)) {
    // What is beyond the wanted number is not more of it.
    if (count === plan.take) return { data: data.take(), count, total };
    if (count === most) return { data: data.take(), count, total, next: row.position };
    if (count > 0) data.add(',');
    data.add(rowText(plan, row));
    count++;
  }
  return { data: data.take(), count, total };
}

function rowText({ columns }: Plan, row: Row): string {
  let text = '';
  for (const { name, value } of columns)
    text += text === '' ? `{"${name}":${value.text(row)}` : `,"${name}":${value.text(row)}`;
  return `${text}}`;
}

export function isById({ order }: Plan): boolean {
  const [key] = order;
  return order.length === 1 && key?.descending === false && key.value.isId === true;
}

function totalOf(plan: Plan, sources: readonly Source[], reach: Reach, exact: boolean): number {
  if (!exact && plan.conditions.length === 0 && plan.table !== 'authorizationresources') {
    const dense = sources.filter(({ type }) => type.sparse !== true);
    const sparse = sources.filter(({ type }) => type.sparse === true);
    const sizes = dense.reduce((sum, { first, end }) => sum + end - first, 0);
    return sizes + countOf(rowsOf(plan, sparse, reach));
  }
  return countOf(rowsOf(plan, sources, reach));
}

function countOf(rows: Iterable<unknown>): number {
  let count = 0;
  for (const _ of rows) count++;
  return count;
}

function sorted(plan: Plan, rows: readonly Row[]): readonly Row[] {
  const keyed = rows.map((row) => ({ row, keys: plan.order.map(({ value }) => value.value(row)) }));
  keyed.sort((a, b) => {
    for (const [index, { descending }] of plan.order.entries()) {
      const difference = compareValues(a.keys[index], b.keys[index]);
      if (difference !== 0) return descending ? -difference : difference;
    }
    return 0;
  });
  return keyed.map(({ row }) => row);
}
