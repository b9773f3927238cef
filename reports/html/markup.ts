import { printable } from 'bursar/report';

const content = Symbol('markup');

/** Markup that is safe to put on a page. Only {@link html} makes it, and everything that it is given is escaped. */
export interface Markup {
  readonly [content]: string;
}

/** What may stand in a template: text is escaped, markup is not, `undefined` is nothing. */
export type Content = Markup | string | number | undefined | readonly Content[];

/** Markup from a template. Attribute values in it must stand between double quotes. */
export function html(template: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  let text = template[0] ?? '';
  for (const [index, item] of contents.entries()) text += escaped(item) + (template[index + 1] ?? '');
  return { [content]: text };
}

/** Text of our own as it is, e.g. a style sheet. Never anything that was read from anywhere. */
export function ownMarkup(text: string): Markup {
  return { [content]: text };
}

export function markupText(markup: Markup): string {
  return markup[content];
}

/** Of longer texts the page shows the beginning. */
const longestText = 2_000;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(item: Content): string {
  if (item === undefined) return '';
  if (typeof item === 'number') return String(item);
  if (typeof item === 'string') return escapedText(item);
  if (isMarkup(item)) return item[content];
  return item.map(escaped).join('');
}

function escapedText(text: string): string {
  const shown = printable(text.length > longestText ? `${text.slice(0, longestText)}…` : text);
  return shown.replace(/[&<>"']/g, (sign) => entities[sign] ?? '');
}

function isMarkup(item: Markup | readonly Content[]): item is Markup {
  return !Array.isArray(item);
}
