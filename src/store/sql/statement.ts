import type { Compilable, CompiledQuery, QueryResult } from 'kysely';
import type { Database } from '../schema.ts';

/** A statement whose SQL is built when it is first needed, and that is then run with ever new values. */
export type Statement<Input, Row> = (db: Database, input: Input) => Promise<QueryResult<Row>>;

/** A statement on lists of texts or numbers; the rows of all its runs put together. */
export type ListStatement<Item, Input, Row> = (
  db: Database,
  items: readonly Item[],
  input: Input,
) => Promise<Row[]>;

/** A statement that writes rows; gives back what it says it returns of them. */
export type InsertStatement<Row, Returned = unknown> = (
  db: Database,
  rows: readonly Row[],
) => Promise<Returned[]>;

/**
 * Where a value goes that is not known yet when the SQL is built: the way to it in what the statement is run with. The
 * query builder passes it through as if it were the value itself.
 */
class Slot {
  readonly first: PropertyKey;
  readonly second: PropertyKey | undefined;

  constructor(first: PropertyKey, second?: PropertyKey) {
    this.first = first;
    this.second = second;
  }

  read(input: object): unknown {
    const value: unknown = Reflect.get(input, this.first);
    return this.second === undefined ? value : Reflect.get(Object(value), this.second);
  }
}

/** A statement from a query on an input's fields, each used as if it were the value itself. */
export function statement<Input extends object, Row>(
  build: (input: Input) => Compilable<Row>,
): Statement<Input, Row> {
  let compiled: CompiledQuery<Row> | undefined;
  return (db, input) => {
    // Slots stand for the input's fields, whichever they are.
    compiled ??= build(slots((field) => new Slot(field)) as Input).compile();
    return db.executeQuery(filled(compiled, input));
  };
}

/** Items of the lists that statements are compiled for; a shorter one is filled up with its last item. */
const listSizes = [1, 16, 64, 256] as const;
const longestList = 256;

/** A statement with a list in it (`where id in (…)`), run as often as the list is long. */
export function listStatement<Item extends string | number, Input extends object, Row>(
  build: (items: readonly Item[], input: Input) => Compilable<Row>,
): ListStatement<Item, Input, Row> {
  const compiledBySize = new Map<number, CompiledQuery<Row>>();

  function compile(size: number): CompiledQuery<Row> {
    // Slots stand for the items, and for the input's fields.
    const items = Array.from(
      { length: size },
      (_, at) => new Slot('items', at),
    ) as unknown as readonly Item[];
    const input = slots((field) => new Slot('input', field)) as Input;
    return build(items, input).compile();
  }

  async function runPart(db: Database, items: readonly Item[], input: Input): Promise<Row[]> {
    const last = items.at(-1);
    if (last === undefined) return [];
    const size = listSizes.find((known) => known >= items.length) ?? longestList;
    const filling = Array.from({ length: size - items.length }, () => last);
    const compiled = cached(compiledBySize, size, compile);
    return (await db.executeQuery(filled(compiled, { items: [...items, ...filling], input }))).rows;
  }

  return async (db, items, input) => {
    const rows: Row[] = [];
    for (let at = 0; at < items.length; at += longestList)
      for (const row of await runPart(db, items.slice(at, at + longestList), input)) rows.push(row);
    return rows;
  };
}

/** Values in one statement that writes rows; every database takes as many. */
const valuesPerStatement = 1_024;

/** A statement that writes rows of the named columns, many at a time. */
export function insertStatement<Row extends object, Returned = unknown>(
  columns: readonly (keyof Row & string)[],
  build: (rows: readonly Row[]) => Compilable<Returned>,
): InsertStatement<Row, Returned> {
  const compiledBySize = new Map<number, CompiledQuery<Returned>>();
  // Powers of two, so that few different statements are needed for rows of any number.
  const largest = 2 ** Math.floor(Math.log2(valuesPerStatement / columns.length));

  function compile(size: number): CompiledQuery<Returned> {
    const rows = Array.from({ length: size }, (_, at) =>
      Object.fromEntries(columns.map((column) => [column, new Slot(at, column)])),
    );
    // Slots stand for the columns' values.
    return build(rows as unknown as readonly Row[]).compile();
  }

  return async (db, rows) => {
    const returned: Returned[] = [];
    for (let at = 0, size = largest; at < rows.length; at += size) {
      while (size > rows.length - at) size /= 2;
      const compiled = cached(compiledBySize, size, compile);
      const result = await db.executeQuery(filled(compiled, rows.slice(at, at + size)));
      for (const row of result.rows) returned.push(row);
    }
    return returned;
  };
}

function slots(slot: (field: PropertyKey) => Slot): object {
  return new Proxy({}, { get: (_, field) => slot(field) });
}

function filled<Row>(compiled: CompiledQuery<Row>, input: object): CompiledQuery<Row> {
  const parameters = compiled.parameters.map((value) => (value instanceof Slot ? value.read(input) : value));
  return { ...compiled, parameters };
}

function cached<Value>(values: Map<number, Value>, key: number, make: (key: number) => Value): Value {
  const known = values.get(key);
  if (known !== undefined) return known;
  const made = make(key);
  values.set(key, made);
  return made;
}
