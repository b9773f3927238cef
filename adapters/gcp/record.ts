import { type EpochMs, type Tags, toTags } from 'bursar/adapter';

export { defined } from 'bursar/adapter';

/** A value that a record of this type always has. @throws where this one has not, which makes it unreadable. */
export function required<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new Error(`${what} is missing`);
  return value;
}

/** Google's word for something as the port's. @throws for a word that Google did not have when this was written. */
export function fold<Folded>(
  words: Readonly<Record<string, Folded>>,
  word: string | undefined,
  what: string,
): Folded {
  const known = word !== undefined && Object.hasOwn(words, word) ? words[word] : undefined;
  if (known === undefined) throw new Error(`${what} ${JSON.stringify(word)} is not known`);
  return known;
}

/** An instant as the port writes it; what is no instant is not known. */
export function instantOf(text: string | undefined): EpochMs | undefined {
  const instant = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(instant) ? undefined : instant;
}

/** A number, which Google writes as text where it may be large. */
export function numberOf(value: string | number | undefined): number | undefined {
  const number = value === undefined || value === '' ? Number.NaN : Number(value);
  return Number.isFinite(number) ? number : undefined;
}

/** Labels, which Google leaves out where there are none. */
export function labelsOf(labels: Readonly<Record<string, string>> | undefined): Tags {
  return toTags(Object.entries(labels ?? {}));
}

/** A text that is left out or empty where there is nothing. */
export function told(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}
