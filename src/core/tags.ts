/**
 * A resource's tags (labels on Google Cloud). An object without a prototype, so that `tags['constructor']`
 * is a tag or nothing; always made by {@link toTags}.
 */
export type Tags = Readonly<Record<string, string>>;

/** Tags from key and value pairs, whatever the keys are (`__proto__` too); a repeated key keeps its last value. */
export function toTags(pairs: Iterable<readonly [key: string, value: string]>): Tags {
  const tags: Record<string, string> = Object.create(null);
  for (const [key, value] of pairs) tags[key] = value;
  return tags;
}

/** No tags at all: read, and found to be none. */
export const noTags: Tags = Object.freeze(toTags([]));
