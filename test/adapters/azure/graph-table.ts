import { z } from 'zod';

/** A resource as Resource Manager knows it. */
export type ArmDocument = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly type: string;
};

/** The tables that types are in which are not in `resources`. */
const tables: Readonly<Record<string, string>> = {
  'microsoft.resources/subscriptions': 'resourcecontainers',
  'microsoft.compute/virtualmachinescalesets/virtualmachines': 'computeresources',
  'microsoft.authorization/roleassignments': 'authorizationresources',
  'microsoft.authorization/roledefinitions': 'authorizationresources',
  'microsoft.advisor/recommendations': 'advisorresources',
};

/** What Resource Graph does not understand. */
export class InvalidQuery extends Error {}

/** The rows that answer a query of the few sorts that Bursar asks; anything else is refused. */
export function rowsOf(query: string, documents: readonly ArmDocument[]): readonly object[] {
  const [table = '', ...operators] = query.split(' | ');
  const order = operators.pop();
  if (order !== 'order by id asc') throw new InvalidQuery(`not ordered by id: ${order}`);
  let rows = documents.filter(({ type }) => (tables[type.toLowerCase()] ?? 'resources') === table);
  let projected: readonly object[] | undefined;
  for (const operator of operators) {
    if (projected !== undefined) throw new InvalidQuery(`after the projection: ${operator}`);
    const [, verb = '', rest = ''] = /^(where|project) (.+)$/.exec(operator) ?? [];
    if (verb === 'where') rows = rows.filter(conditionOf(rest));
    else if (verb === 'project') projected = rows.map((row) => projectionOf(rest, row));
    else throw new InvalidQuery(`no such operator: ${operator}`);
  }
  if (projected === undefined) throw new InvalidQuery('nothing is projected');
  return projected.toSorted((a, b) => compare(valueAt(a, 'id'), valueAt(b, 'id')));
}

function compare(a: unknown, b: unknown): number {
  return String(a) < String(b) ? -1 : 1;
}

function conditionOf(text: string): (row: ArmDocument) => boolean {
  const notEmpty = /^isnotempty\(([\w.]+)\)$/.exec(text)?.[1];
  if (notEmpty !== undefined) return (row) => Boolean(valueAt(row, notEmpty));
  const [, column = '', operator = '', operand = ''] =
    /^([\w.]+) (=~|in~|!=|contains) (.+)$/.exec(text) ?? [];
  const values = Array.from(operand.matchAll(/'([^']*)'/g), ([, value = '']) => value.toLowerCase());
  if (values.length === 0) throw new InvalidQuery(`no such condition: ${text}`);
  const told = (row: ArmDocument): string => {
    const value = valueAt(row, column);
    return typeof value === 'string' ? value.toLowerCase() : '';
  };
  switch (operator) {
    case '=~':
    case 'in~':
      return (row) => values.includes(told(row));
    case '!=':
      return (row) => !values.includes(told(row));
    default:
      return (row) => values.some((value) => told(row).includes(value));
  }
}

function projectionOf(text: string, row: ArmDocument): object {
  const [, columns = text, bag] = /^(.*?)(?:, properties = bag_pack\((.+)\))?$/.exec(text) ?? [];
  const named = columns.split(', ').map((column) => {
    if (!/^\w+$/.test(column)) throw new InvalidQuery(`no such column: ${column}`);
    return [column, valueAt(row, column) ?? null];
  });
  if (bag === undefined) return Object.fromEntries(named);
  return { ...Object.fromEntries(named), properties: packed(bag, 'properties', row) };
}

/** `'a', properties.a, 'b', bag_pack('c', properties.b.c)` */
function packed(members: string, path: string, row: ArmDocument): object {
  const found: [string, unknown][] = [];
  let rest = members;
  while (rest !== '') {
    const [start = '', key = ''] = /^'(\w+)', /.exec(rest) ?? [];
    if (start === '') throw new InvalidQuery(`no such members: ${rest}`);
    rest = rest.slice(start.length);
    const value = rest.startsWith('bag_pack(')
      ? rest.slice(0, closing(rest) + 1)
      : (/^[\w.]+/.exec(rest)?.[0] ?? '');
    if (value.startsWith('bag_pack(')) found.push([key, packed(value.slice(9, -1), `${path}.${key}`, row)]);
    else if (value === `${path}.${key}`) found.push([key, valueAt(row, value) ?? null]);
    else throw new InvalidQuery(`packed otherwise than it is called: ${value}`);
    rest = rest.slice(value.length).replace(/^, /, '');
  }
  return Object.fromEntries(found);
}

/** Where the first parenthesis is closed. */
function closing(text: string): number {
  let depth = 0;
  for (let index = text.indexOf('('); index < text.length; index++) {
    if (text[index] === '(') depth++;
    if (text[index] === ')' && --depth === 0) return index;
  }
  throw new InvalidQuery(`not closed: ${text}`);
}

function valueAt(row: object, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, key) => z.record(z.string(), z.unknown()).safeParse(value).data?.[key], row);
}
