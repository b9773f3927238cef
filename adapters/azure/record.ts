import { type EpochMs, noTags, type Tags, toTags } from 'bursar/adapter';

export { defined } from 'bursar/adapter';

/** JSON as Resource Manager and Resource Graph send it: what is not there is left out by one, null in the other. */
export type Maybe<Value> = Value | null | undefined;

/** What every resource of Resource Manager has. */
export interface ArmRecord {
  readonly id?: Maybe<string>;
  readonly name?: Maybe<string>;
  readonly type?: Maybe<string>;
  readonly location?: Maybe<string>;
  readonly tags?: Maybe<Readonly<Record<string, string>>>;
}

/** What a resource names another by. */
export interface SubResource {
  readonly id?: Maybe<string>;
}

/** A value that a record of this type always has. @throws where this one has not, which makes it unreadable. */
export function required<Value>(value: Maybe<Value>, what: string): Value {
  if (value === undefined || value === null) throw new Error(`${what} is missing`);
  return value;
}

/** Azure's word for something as the port's, whatever its case. @throws for a word that is not known here. */
export function fold<Folded>(
  words: Readonly<Record<string, Folded>>,
  word: Maybe<string>,
  what: string,
): Folded {
  const key = word?.toLowerCase();
  const known = key !== undefined && Object.hasOwn(words, key) ? words[key] : undefined;
  if (known === undefined) throw new Error(`${what} ${JSON.stringify(word)} is not known`);
  return known;
}

/** A text, or undefined where Azure sends none or an empty one. */
export function told(text: Maybe<string>): string | undefined {
  return text === null || text === '' ? undefined : text;
}

/** A number, or undefined where there is none. */
export function number(value: Maybe<number>): number | undefined {
  return value ?? undefined;
}

/** An instant as the port writes it: `2026-01-02T03:04:05.1234567+00:00`. */
export function instantOf(text: Maybe<string>): EpochMs | undefined {
  const at = text === undefined || text === null ? Number.NaN : Date.parse(text);
  return Number.isNaN(at) ? undefined : at;
}

/** Tags of what can have them: Azure leaves them out where there are none. */
export function tagsOf({ tags }: ArmRecord): Tags {
  return tags ? toTags(Object.entries(tags)) : noTags;
}
