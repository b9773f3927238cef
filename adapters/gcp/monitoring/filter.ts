import type { Fields } from './metric.ts';

/** A filter travels in a URL, of which Google takes some sixteen thousand characters. */
const longestList = 8_000;
const mostTexts = 200;

/** How many of some names one filter may list. */
export function textsPerCall(names: readonly string[]): number {
  const longest = names.reduce((length, name) => Math.max(length, encodeURIComponent(name).length), 1);
  const around = encodeURIComponent('"",').length;
  return Math.max(1, Math.min(mostTexts, Math.floor(longestList / (longest + around))));
}

/** What is asked for, as a filter of Cloud Monitoring. */
export function filterOf(type: string, labels: Fields, by: string, values: readonly string[]): string {
  const conditions = Object.entries(labels).map(([field, value]) => `${field} = ${quoted(value)}`);
  const [only] = values;
  const named =
    values.length === 1 && only !== undefined ? quoted(only) : `one_of(${values.map(quoted).join(',')})`;
  return [`metric.type = ${quoted(type)}`, ...conditions, `${by} = ${named}`].join(' AND ');
}

/** A list in pieces of a size. */
export function chunksOf<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, chunk) =>
    items.slice(chunk * size, (chunk + 1) * size),
  );
}

function quoted(text: string): string {
  return `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
}
