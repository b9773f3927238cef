import { unresolved } from './errors.ts';
import { type Row, tableColumns } from './row.ts';
import type { Expression } from './syntax.ts';

/** An expression made ready: what it is of a row, as JSON and as a value. */
export interface Compiled {
  text(row: Row): string;
  value(row: Row): unknown;
  /** Whether it is the same for all rows of a type. */
  readonly ofType: boolean;
  /** As JSON, where it is the same for all rows. */
  readonly literal?: string;
  /** Whether it is the id of the row. */
  readonly isId?: boolean;
}

/** What names mean at a point of a query. */
export type Scope = ReadonlyMap<string, Compiled>;

/** What names mean at the start. */
export function initialScope(): Map<string, Compiled> {
  return new Map(
    Array.from(tableColumns, ([name, text]): [string, Compiled] => [
      name,
      { text, value: (row) => parsed(text(row)), ofType: name === 'type', isId: name === 'id' },
    ]),
  );
}

function parsed(text: string): unknown {
  return JSON.parse(text);
}

/** Makes an expression ready. @throws {ArmError} for names that mean nothing. */
export function compile(expression: Expression, scope: Scope): Compiled {
  switch (expression.type) {
    case 'literal': {
      const { value } = expression;
      const text = JSON.stringify(value);
      return { text: () => text, value: () => value, ofType: true, literal: text };
    }
    case 'path':
      return compilePath(expression.steps, scope);
    case 'call':
      return compileCall(
        expression.name,
        expression.parameters.map((parameter) => compile(parameter, scope)),
      );
    case 'and':
    case 'or': {
      const terms = expression.terms.map((term) => compile(term, scope));
      const all = expression.type === 'and';
      return ofValue(terms, (row) =>
        all
          ? terms.every((term) => term.value(row) === true)
          : terms.some((term) => term.value(row) === true),
      );
    }
    case 'comparison': {
      const left = compile(expression.left, scope);
      const right = compile(expression.right, scope);
      const holds = comparison(expression.operator);
      return ofValue([left, right], (row) => holds(left.value(row), right.value(row)));
    }
    case 'in': {
      const left = compile(expression.left, scope);
      const values = expression.values.map((value) => compile(value, scope));
      const equal = comparison(expression.operator.endsWith('~') ? '=~' : '==');
      const wanted = !expression.operator.startsWith('!');
      return ofValue([left, ...values], (row) => {
        const one = left.value(row);
        return values.some((value) => equal(one, value.value(row))) === wanted;
      });
    }
  }
}

function ofValue(parts: readonly Compiled[], value: (row: Row) => unknown): Compiled {
  return {
    value,
    text: (row) => JSON.stringify(value(row) ?? null),
    ofType: parts.every(({ ofType }) => ofType),
  };
}

function compilePath(steps: readonly (string | number)[], scope: Scope): Compiled {
  const [column, member, ...deeper] = steps;
  const root = scope.get(String(column));
  if (root === undefined) throw unresolved(String(column));
  if (member === undefined) return root;
  // Most of what is asked for is a member of the properties, whose texts are at hand.
  if (root === scope.get('properties') && root.text === tableColumns.get('properties')) {
    const name = String(member);
    const text = ({ document }: Row): string => document.properties[name] ?? 'null';
    if (deeper.length === 0) return { text, value: (row) => parsed(text(row)), ofType: false };
    return ofValue([neverOfType], (row) => walk(parsed(text(row)), deeper));
  }
  return ofValue([root], (row) => walk(root.value(row), [member, ...deeper]));
}

const neverOfType: Compiled = { text: () => 'null', value: () => null, ofType: false };

function walk(value: unknown, steps: readonly (string | number)[]): unknown {
  let at = value;
  for (const step of steps) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return null;
    // It is an object, and has such a member.
    at = (at as Readonly<Record<string | number, unknown>>)[step];
  }
  return at;
}

type Holds = (left: unknown, right: unknown) => boolean;

function comparison(operator: string): Holds {
  if (operator.startsWith('!')) {
    const opposite = comparison(operator === '!=' ? '==' : operator === '!~' ? '=~' : operator.slice(1));
    return (left, right) => !opposite(left, right);
  }
  switch (operator) {
    case '==':
      return (left, right) => left === right;
    case '=~':
      return (left, right) => folded(left) === folded(right);
    case 'has':
    case 'contains':
      return (left, right) => folded(left).includes(folded(right));
    case 'startswith':
      return (left, right) => folded(left).startsWith(folded(right));
    case 'endswith':
      return (left, right) => folded(left).endsWith(folded(right));
    case '<':
      return (left, right) => compareValues(left, right) < 0;
    case '>':
      return (left, right) => compareValues(left, right) > 0;
    case '<=':
      return (left, right) => compareValues(left, right) <= 0;
    default:
      return (left, right) => compareValues(left, right) >= 0;
  }
}

function folded(value: unknown): string {
  return textOf(value).toLowerCase();
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Numbers by size, all else by its text. */
export function compareValues(left: unknown, right: unknown): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  const [one, other] = [textOf(left), textOf(right)];
  return one < other ? -1 : one > other ? 1 : 0;
}

function compileCall(name: string, parameters: readonly Compiled[]): Compiled {
  const [first] = parameters;
  switch (name) {
    case 'bag_pack':
    case 'pack':
      return compileBag(parameters);
    case 'not':
      return unary(first, name, (value) => value !== true);
    case 'tolower':
      return unary(first, name, (value) => textOf(value).toLowerCase());
    case 'toupper':
      return unary(first, name, (value) => textOf(value).toUpperCase());
    case 'tostring':
      return unary(first, name, textOf);
    case 'isnull':
      return unary(first, name, (value) => value === null);
    case 'isnotnull':
      return unary(first, name, (value) => value !== null);
    case 'isempty':
      return unary(first, name, (value) => textOf(value) === '');
    case 'isnotempty':
      return unary(first, name, (value) => textOf(value) !== '');
    case 'array_length':
      return unary(first, name, (value) => (Array.isArray(value) ? value.length : null));
    default:
      throw unresolved(name);
  }
}

function unary(parameter: Compiled | undefined, name: string, of: (value: unknown) => unknown): Compiled {
  if (parameter === undefined) throw unresolved(name);
  return ofValue([parameter], (row) => of(parameter.value(row)));
}

/** An object of names and values by turns. Values are written as they came. */
function compileBag(parameters: readonly Compiled[]): Compiled {
  const members: { readonly open: string; readonly value: Compiled }[] = [];
  for (let index = 0; index + 1 < parameters.length; index += 2) {
    const [name, value] = [parameters[index], parameters[index + 1]];
    if (name?.literal === undefined || value === undefined) throw unresolved('bag_pack');
    members.push({ open: `${index === 0 ? '' : ','}${name.literal}:`, value });
  }
  const text = (row: Row): string => {
    let object = '{';
    for (const { open, value } of members) object += open + value.text(row);
    return `${object}}`;
  };
  return { text, value: (row) => parsed(text(row)), ofType: false };
}
