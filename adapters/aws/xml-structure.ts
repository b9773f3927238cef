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

/** The elements of a structure that are read. */
export interface Structure<Target, Taken = unknown> extends AnyStructure {
  /** Never there: for the compiler, the type that is read from, and what is read of it. */
  readonly types?: { readonly target: Target; readonly taken: Taken };
}

/** What a scan leaves of a structure of the SDK: all that may be relied upon. */
export type TakenOf<Of> = Of extends Structure<unknown, infer Taken> ? Taken : never;

type Read<Target, Field> = {
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

const mostFields = 31;

/** Declares a structure of one of the SDK's types, its fields by the names of their elements. */
export function structure<Target>() {
  return <const Fields extends Readonly<Record<string, FieldOf<Target>>>>(
    fields: Fields,
  ): Structure<Target, Read<Target, Fields[keyof Fields]>> => {
    const named = Object.entries<AnyField>({ ...fields });
    if (named.length > mostFields) throw new RangeError('a structure has more fields than bits');
    const byHash = new Map<number, NamedField>();
    for (const [index, [name, field]] of named.entries())
      byHash.set(hashOf(name), { name, bit: 1 << index, as: field.as, type: field.type, of: field.of });
    // Two of one hash are found while this is loaded, by the first test of all.
    if (byHash.size < named.length) throw new Error('two elements have the same hash');
    return { byHash };
  };
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

/** A field, whatever it is of. */
export interface AnyField {
  readonly as: string;
  readonly type: ValueType | 'structure' | 'list';
  readonly of?: AnyStructure;
}

/** A field with the name of its element; all are laid out alike. */
export interface NamedField {
  readonly name: string;
  /** One bit, its own within the structure. */
  readonly bit: number;
  readonly as: string;
  readonly type: AnyField['type'];
  readonly of: AnyStructure | undefined;
}

/** A structure, whatever it is of. */
export interface AnyStructure {
  /** Its fields by the hashes of their names. */
  readonly byHash: ReadonlyMap<number, NamedField>;
}

/** The hash of a name, as it is computed while its bytes are read. */
function hashOf(name: string): number {
  let hash = 0;
  for (let at = 0; at < name.length; at++) hash = nextHash(hash, name.charCodeAt(at));
  return hash;
}

/** The hash of a name that is one byte longer. */
export function nextHash(hash: number, byte: number): number {
  return (Math.imul(hash, 31) + byte) | 0;
}
