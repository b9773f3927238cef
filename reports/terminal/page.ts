import {
  type Cell,
  type Column,
  createStyle,
  type Format,
  fit,
  formatCount,
  type ReportOptions,
  type Severity,
  type Style,
  table,
  widthOf,
  wrap,
} from 'bursar/report';

/** The lines of a part of the page. */
export type Lines = Iterable<string>;

/** What every part of a page on the terminal is made with. */
export interface Page {
  readonly width: number;
  readonly style: Style;
  readonly command: string;
}

/** Less than this many columns cannot be laid out; lines are then longer than the terminal. */
const leastWidth = 40;

/** Of a message from elsewhere no more is shown. */
const longestText = 600;

export function pageOf({ width, color, command }: ReportOptions): Page {
  return { width: Math.max(leastWidth, width), style: createStyle(color), command };
}

/** A blank line, and a title with a remark beside it. */
export function heading({ style, width }: Page, title: string, remark = ''): readonly string[] {
  const room = width - widthOf(title) - 2;
  const beside = remark === '' || room < 8 ? '' : `  ${style('dim', fit(remark, room))}`;
  return ['', style('bold', title) + beside];
}

export interface ParagraphOptions {
  readonly indent?: number;
  readonly format?: Format;
  /** Before the first line; the others hang. Styled already. */
  readonly lead?: string;
  /** Of a longer text no more characters than these are shown. */
  readonly most?: number;
}

/** A paragraph, broken at blanks, each line indented. */
export function paragraph(
  { style, width }: Page,
  text: string,
  { indent = 2, format, lead = '', most = longestText }: ParagraphOptions = {},
): readonly string[] {
  const hanging = widthOf(lead);
  const shown = text.length > most ? `${text.slice(0, most)}…` : text;
  return wrap(shown, width - indent - hanging).map(
    (line, index) => ' '.repeat(indent) + (index === 0 ? lead : ' '.repeat(hanging)) + style(format, line),
  );
}

/** Rows under each other, as wide as the page. */
export function rows(
  { style, width }: Page,
  cells: readonly (readonly Cell[])[],
  columns: readonly Column[],
  indent = 2,
): readonly string[] {
  return table(cells, columns, { width, indent, style });
}

/** A pointer to what can be done about something. */
export function remedy(page: Page, text: string | undefined, indent: number): readonly string[] {
  return text === undefined ? [] : paragraph(page, text, { indent, format: 'cyan', lead: '→ ' });
}

/** That a list is not shown whole, and what shows it. */
export function moreLine(page: Page, left: number): readonly string[] {
  if (left <= 0) return [];
  const text = `… and ${formatCount(left)} more: ${page.command} findings --format json lists all`;
  return paragraph(page, text, { format: 'dim' });
}

export const severityFormats: Readonly<Record<Severity, Format>> = {
  critical: ['bold', 'red'],
  high: 'red',
  medium: 'yellow',
  low: 'blue',
};
