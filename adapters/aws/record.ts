import { type EpochMs, type Tags, toTags } from 'bursar/adapter';

export { defined } from 'bursar/adapter';

/** A value that a record of this type always has. @throws where this one has not, which makes it unreadable. */
export function required<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new Error(`${what} is missing`);
  return value;
}

/** AWS's word for something as the port's. @throws for a word that AWS did not have when this was written. */
export function fold<Folded>(
  words: Readonly<Record<string, Folded>>,
  word: string | undefined,
  what: string,
): Folded {
  const known = word !== undefined && Object.hasOwn(words, word) ? words[word] : undefined;
  if (known === undefined) throw new Error(`${what} ${JSON.stringify(word)} is not known`);
  return known;
}

/** An instant as the port writes it. */
export function instantOf(date: Date | undefined): EpochMs | undefined {
  return date?.getTime();
}

interface SdkTag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

/** Tags as most services list them; a list that is not there is unknown, an empty one is none. */
export function tagsOf(list: readonly SdkTag[] | undefined): Tags | undefined {
  return list && toTags(list.map(({ Key, Value }) => [required(Key, 'a tag’s key'), Value ?? '']));
}
