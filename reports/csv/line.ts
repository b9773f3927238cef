import { printable } from 'bursar/report';

/** One field; `number` when its text is a number of our own making. */
export interface Field {
  readonly text: string;
  readonly number?: boolean;
}

/** Beginnings that make a spreadsheet take a text for a formula, the full-width forms included. */
const formula = /^[=+\-@\t\r\n＝＋－＠]/;

/**
 * A record of RFC 4180. A text that a spreadsheet would run is preceded by an apostrophe, which spreadsheets take for
 * "this is text"; numbers are left as they are.
 */
export function csvLine(fields: readonly Field[]): string {
  return `${fields.map(({ text, number = false }) => quoted(number ? text : inert(text))).join(',')}\r\n`;
}

function inert(text: string): string {
  return formula.test(text) ? `'${text}` : text;
}

/** All controls but tabs and line breaks: a terminal would obey them, and many readers choke on a NUL. */
const controls = /(?![\t\r\n])\p{Cc}/gu;

function quoted(text: string): string {
  const whole = text.toWellFormed().replace(controls, printable);
  return /[",\r\n]|^\s|\s$/.test(whole) ? `"${whole.replaceAll('"', '""')}"` : whole;
}
