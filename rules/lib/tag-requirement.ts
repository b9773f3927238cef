import type { Tags } from 'bursar';
import { z } from 'zod';

/** A tag that must be there, as options say it. */
export const tagRequirement = z.strictObject({
  key: z.string().min(1),
  /** Other keys that count as this one, the better first. */
  aliases: z.array(z.string().min(1)).default([]),
  /** The values that are allowed; left out, any that is not blank. */
  values: z.array(z.string().min(1)).min(1).optional(),
  /** Other spellings of values: `{ production: 'prod' }`. */
  synonyms: z.record(z.string(), z.string()).default({}),
  /** A regular expression that the whole value must match. */
  pattern: z.string().refine(isPattern, 'is not a regular expression').optional(),
});

export type TagRequirement = z.output<typeof tagRequirement>;

/** A tag that must be there, ready to be looked for. */
export interface RequiredTag {
  readonly key: string;
  /** Its value among these tags, under whatever key counts; undefined when it is missing or blank. */
  valueIn(tags: Tags): string | undefined;
  allows(value: string): boolean;
}

/** Makes a requirement ready. Maps and sets throughout, since keys and values may be called `constructor`. */
export function requiredTag(
  { key, aliases, values, synonyms, pattern }: TagRequirement,
  ignoreCase: boolean,
): RequiredTag {
  const fold = (text: string): string => (ignoreCase ? text.toLowerCase() : text);
  const ranks = new Map([key, ...aliases].map((name, rank) => [fold(name), rank] as const).toReversed());
  const allowed = values && new Set(values.map(fold));
  const spellings = new Map(Object.entries(synonyms).map(([from, to]) => [fold(from), fold(to)]));
  const whole = pattern === undefined ? undefined : new RegExp(`^(?:${pattern})$`, ignoreCase ? 'iu' : 'u');
  return {
    key,
    valueIn(tags) {
      const own = tags[key]?.trim();
      if (own) return own;
      const [best] = Object.entries(tags)
        .flatMap(([name, value]) => ({ rank: ranks.get(fold(name)) ?? -1, value: value.trim() }))
        .filter(({ rank, value }) => rank >= 0 && value !== '')
        .toSorted((a, b) => a.rank - b.rank);
      return best?.value;
    },
    allows(value) {
      const folded = fold(value);
      const canonical = spellings.get(folded) ?? folded;
      return (allowed?.has(canonical) ?? true) && (whole?.test(value) ?? true);
    },
  };
}

export interface LackingTags {
  readonly missing: readonly RequiredTag[];
  /** As `key=value`. */
  readonly wrong: readonly string[];
}

/** The required tags that are missing, and those with a value that is not allowed. */
export function lackingTags(required: readonly RequiredTag[], tags: Tags): LackingTags {
  const missing: RequiredTag[] = [];
  const wrong: string[] = [];
  for (const tag of required) {
    const value = tag.valueIn(tags);
    if (value === undefined) missing.push(tag);
    else if (!tag.allows(value)) wrong.push(`${tag.key}=${value}`);
  }
  return { missing, wrong };
}

/** Whether any of the required tags is missing or has a value that is not allowed. */
export function isLacking(required: readonly RequiredTag[], tags: Tags): boolean {
  return !required.every((tag) => hasAllowed(tag, tags));
}

/** Keys of the tags that neither the resource nor its account has; of unknown account tags nothing is said. */
export function missingKeys({ missing }: LackingTags, inherited: Tags | undefined): string {
  if (inherited === undefined) return '';
  return missing
    .filter((tag) => !hasAllowed(tag, inherited))
    .map(({ key }) => key)
    .join(', ');
}

function hasAllowed(tag: RequiredTag, tags: Tags): boolean {
  const value = tag.valueIn(tags);
  return value !== undefined && tag.allows(value);
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(`^(?:${text})$`, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}
