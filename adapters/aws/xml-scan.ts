/**
 * Reads one list out of an answer in XML, taking only the elements that are asked for: an instance of EC2 has more than
 * a hundred, and the SDK's own parser, which reads them all, takes most of an inventory's time.
 *
 * It understands plain documents alone, as EC2 writes them: elements without attributes, text, entities. Of everything
 * else it says so, and whoever asked leaves that document to the SDK.
 */

/** How the text of an element becomes a value. */
type ValueType = 'text' | 'number' | 'boolean' | 'instant';

/** What an element becomes, and under which of its structure's names. */
interface ValueField<As extends string, Type extends ValueType> {
  readonly as: As;
  readonly type: Type;
}

interface NestedField<As extends string, Type extends 'structure' | 'list', Nested> {
  readonly as: As;
  readonly type: Type;
  readonly of: Nested;
}

/** The fields that suit a type of the SDK. */
type FieldOf<Target> = {
  [As in keyof Target & string]-?: FieldFor<As, NonNullable<Target[As]>>;
}[keyof Target & string];

type FieldFor<As extends string, Value> = Value extends readonly (infer Item)[]
  ? NestedField<As, 'list', Structure<Item>>
  : Value extends Date
    ? ValueField<As, 'instant'>
    : Value extends string
      ? ValueField<As, 'text'>
      : Value extends number
        ? ValueField<As, 'number'>
        : Value extends boolean
          ? ValueField<As, 'boolean'>
          : NestedField<As, 'structure', Structure<Value>>;

/** The elements of a structure that are read, by their names in the document. */
export interface Structure<Target, Taken = unknown> {
  readonly fields: ReadonlyMap<string, AnyField>;
  /** Never there: for the compiler, the type that is read from, and what is read of it. */
  readonly types?: { readonly target: Target; readonly taken: Taken };
}

/** What a scan leaves of a structure of the SDK: all that may be relied upon. */
export type TakenOf<Of> = Of extends Structure<unknown, infer Taken> ? Taken : never;

type Taken<Target, Field> = {
  readonly [One in Field as One extends { readonly as: infer As extends string } ? As : never]?:
    | (One extends NestedField<string, 'list', Structure<unknown, infer Item>>
        ? readonly Item[]
        : One extends NestedField<string, 'structure', Structure<unknown, infer Nested>>
          ? Nested
          : One extends { readonly as: infer As extends keyof Target }
            ? Target[As]
            : never)
    | undefined;
};

/** Declares a structure of one of the SDK's types. */
export function structure<Target>() {
  return <const Fields extends Readonly<Record<string, FieldOf<Target>>>>(
    fields: Fields,
  ): Structure<Target, Taken<Target, Fields[keyof Fields]>> => ({
    fields: new Map<string, AnyField>(Object.entries(fields)),
  });
}

export const text = <As extends string>(as: As): ValueField<As, 'text'> => ({ as, type: 'text' });
export const number = <As extends string>(as: As): ValueField<As, 'number'> => ({ as, type: 'number' });
export const boolean = <As extends string>(as: As): ValueField<As, 'boolean'> => ({ as, type: 'boolean' });
export const instant = <As extends string>(as: As): ValueField<As, 'instant'> => ({ as, type: 'instant' });

export function nested<As extends string, Nested>(as: As, of: Nested): NestedField<As, 'structure', Nested> {
  return { as, type: 'structure', of };
}

export function list<As extends string, Item>(as: As, of: Item): NestedField<As, 'list', Item> {
  return { as, type: 'list', of };
}

interface AnyField {
  readonly as: string;
  readonly type: ValueType | 'structure' | 'list';
  readonly of?: AnyStructure;
}

interface AnyStructure {
  readonly fields: ReadonlyMap<string, AnyField>;
}

/** A list, and the document without it. */
export interface TakenList {
  readonly items: readonly object[];
  readonly rest: string;
}

/** Whether a document is all there: it ends with the end of its root element. */
export function isWhole(xml: string): boolean {
  const root = /^\s*(?:<\?[^>]*\?>\s*)?<([^\s/>!?]+)/.exec(xml)?.[1];
  return root !== undefined && xml.trimEnd().endsWith(`</${root}>`);
}

/**
 * Takes a list of the root element out of a document; undefined where there is none, or where the document is not as
 * plain as this scan needs it.
 */
export function takeList(xml: string, name: string, item: AnyStructure): TakenList | undefined {
  // Ends of lines are one character, as XML has it.
  const plain = xml.includes('\r') ? xml.replace(/\r\n?/g, '\n') : xml;
  try {
    return new Scanner(plain).takeList(name, item);
  } catch (error) {
    if (error instanceof NotPlain) return undefined;
    throw error;
  }
}

class NotPlain extends Error {}

const slash = 0x2f;
const instantForm = /^\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):\d\d:\d\d(?:\.\d{3})?Z$/;
const neverInNames = /[\s!?="'&/]/;

class Scanner {
  readonly #xml: string;
  /** Where the next tag is looked for. */
  #at = 0;
  /** The name of the element opened last, and whether it was closed at once. */
  #name = '';
  #empty = false;

  constructor(xml: string) {
    this.#xml = xml;
  }

  takeList(name: string, item: AnyStructure): TakenList | undefined {
    const root = this.#openRoot();
    for (;;) {
      const start = this.#xml.indexOf('<', this.#at);
      if (!this.#open(root)) return undefined;
      if (this.#name === name) {
        const items = this.#list(item);
        return { items, rest: this.#xml.slice(0, start) + this.#xml.slice(this.#at) };
      }
      this.#skip();
    }
  }

  #openRoot(): string {
    const found = /^\s*(?:<\?[^>]*\?>\s*)?<([^\s/>!?]+)(?:\s+[^<>]*)?>/.exec(this.#xml);
    if (found?.[1] === undefined || found[0].endsWith('/>')) throw new NotPlain();
    this.#at = found[0].length;
    return found[1];
  }

  /** Opens the next element within `parent`; false where the parent closes instead, behind whose end it then is. */
  #open(parent: string): boolean {
    const start = this.#xml.indexOf('<', this.#at);
    if (start === -1) throw new NotPlain();
    if (this.#xml.charCodeAt(start + 1) === slash) {
      this.#close(start, parent);
      return false;
    }
    const end = this.#xml.indexOf('>', start);
    if (end === -1) throw new NotPlain();
    this.#empty = this.#xml.charCodeAt(end - 1) === slash;
    this.#name = this.#xml.slice(start + 1, this.#empty ? end - 1 : end);
    this.#at = end + 1;
    return true;
  }

  /** Goes behind the end of `name`, which is to begin at `start`. */
  #close(start: number, name: string): void {
    const end = start + 2 + name.length;
    if (!this.#xml.startsWith(name, start + 2) || this.#xml[end] !== '>') throw new NotPlain();
    this.#at = end + 1;
  }

  #structure({ fields }: AnyStructure): object {
    const target: Record<string, unknown> = {};
    if (this.#empty) return target;
    const own = this.#name;
    while (this.#open(own)) {
      const field = fields.get(this.#name);
      if (field === undefined) this.#skip();
      else if (target[field.as] === undefined) target[field.as] = this.#value(field);
      else throw new NotPlain();
    }
    return target;
  }

  #list(item: AnyStructure): readonly object[] {
    const items: object[] = [];
    if (this.#empty) return items;
    const own = this.#name;
    while (this.#open(own)) {
      if (this.#name === 'item') items.push(this.#structure(item));
      else this.#skip();
    }
    return items;
  }

  #value({ type, of }: AnyField): unknown {
    if (of !== undefined) return type === 'list' ? this.#list(of) : this.#structure(of);
    const text = this.#text();
    if (type === 'text') return text;
    if (type === 'number') return Number(text);
    if (type === 'boolean') return text.toLowerCase() === 'true';
    return instantOf(text);
  }

  #text(): string {
    if (this.#empty) return '';
    const from = this.#at;
    const start = this.#xml.indexOf('<', from);
    if (start === -1 || this.#xml.charCodeAt(start + 1) !== slash) throw new NotPlain();
    this.#close(start, this.#name);
    const text = this.#xml.slice(from, start);
    const decoded = text.includes('&') ? decode(text) : text;
    // White space over several lines is the document's, not the value's.
    return decoded.includes('\n') && decoded.trim() === '' ? '' : decoded;
  }

  /** Goes behind the end of the element opened last. */
  #skip(): void {
    if (neverInNames.test(this.#name)) throw new NotPlain();
    if (this.#empty) return;
    const own = this.#name;
    while (this.#open(own)) this.#skip();
  }
}

function instantOf(text: string): Date {
  const instant = new Date(instantForm.test(text) ? text : Number.NaN);
  if (Number.isNaN(instant.getTime())) throw new NotPlain();
  return instant;
}

const entities = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

function decode(text: string): string {
  return text.replace(
    /&(?:#x([\da-f]{1,6})|#(\d{1,7})|([a-z]\w{0,30}));/gi,
    (_, hexadecimal?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return entities.get(name) ?? '';
      const code = hexadecimal === undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16);
      if (code > 0x10_ff_ff) throw new NotPlain();
      return String.fromCodePoint(code);
    },
  );
}
