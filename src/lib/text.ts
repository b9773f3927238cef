import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';

/**
 * Controls, marks that turn the direction of the text around them, and what is no character at all: what could make a
 * name act or lie.
 */
const unprintable =
  /[\p{Cc}\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\p{Noncharacter_Code_Point}]/gu;

/** Most texts by far: ASCII and our own signs, where there is nothing to replace and each takes one column. */
const plain = /^[\x20-\x7e≈·…–×✗→━─]*$/;

/** The text with everything that is no visible character shown as a sign of it: `␛`, `␊`, `<U+202E>`. */
export function printable(text: string): string {
  if (plain.test(text)) return text;
  return text.toWellFormed().replace(unprintable, (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x20) return String.fromCodePoint(0x2400 + code);
    if (code === 0x7f) return '␡';
    return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
  });
}

/** Columns that a text takes on a terminal. */
export function widthOf(text: string): number {
  return plain.test(text) ? text.length : stringWidth(text);
}

const characters = new Intl.Segmenter();

/** The printable text in at most `width` columns, what is too long ending in `…`. */
export function fit(text: string, width: number): string {
  // No character that shows takes more than a handful of code units, so this much is enough to cut from.
  const shown = printable(text.length > width * 32 ? text.slice(0, width * 32) : text);
  if (widthOf(shown) <= width) return shown;
  let kept = '';
  let left = width - 1;
  for (const { segment } of characters.segment(shown)) {
    left -= widthOf(segment);
    if (left < 0) break;
    kept += segment;
  }
  return width < 1 ? '' : `${kept}…`;
}

/** The text with blanks added up to `width` columns. */
export function pad(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const blanks = ' '.repeat(Math.max(0, width - widthOf(text)));
  return align === 'left' ? text + blanks : blanks + text;
}

/** The printable text broken into lines of at most `width` columns, at blanks where it can be. */
export function wrap(text: string, width: number): readonly string[] {
  return wrapAnsi(printable(text), width, { hard: true }).split('\n');
}
