import type { Format, Style } from './style.ts';
import { fit, pad, widthOf } from './text.ts';

/** One column of a table on a terminal. */
export interface Column {
  readonly align?: 'left' | 'right';
  /** Never wider than this. */
  readonly most?: number;
  /** Down to how many columns it gives way when the line is too long; without it, only when nothing else can. */
  readonly least?: number;
}

export interface Cell {
  readonly text: string;
  readonly format?: Format | undefined;
}

export interface TableOptions {
  /** Of a whole line, indent included. */
  readonly width: number;
  readonly indent?: number;
  readonly style: Style;
}

const gap = 2;

/** Rows as lines with their cells under each other; what is too long is cut, a column without any text left out. */
export function table(
  rows: readonly (readonly Cell[])[],
  columns: readonly Column[],
  { width, indent = 2, style }: TableOptions,
): readonly string[] {
  const shown = rows.map((row) => row.map(({ text, format }) => ({ text: fit(text, width), format })));
  const widths = widthsOf(shown, columns, width - indent);
  return shown.map((row) => {
    const last = row.findLastIndex(({ text }, index) => text !== '' && (widths[index] ?? 0) > 0);
    const cells = row.slice(0, last + 1).flatMap(({ text, format }, index) => {
      const columnWidth = widths[index] ?? 0;
      if (columnWidth === 0) return [];
      const { align = 'left' } = columns[index] ?? {};
      const cut = fit(text, columnWidth);
      const padded = index === last && align === 'left' ? cut : pad(cut, columnWidth, align);
      return [style(format, padded)];
    });
    return cells.length === 0 ? '' : ' '.repeat(indent) + cells.join(' '.repeat(gap));
  });
}

function widthsOf(
  rows: readonly (readonly Cell[])[],
  columns: readonly Column[],
  available: number,
): readonly number[] {
  const widths = columns.map(({ most = Number.POSITIVE_INFINITY }, index) =>
    Math.min(
      most,
      rows.reduce((widest, row) => Math.max(widest, widthOf(row[index]?.text ?? '')), 0),
    ),
  );
  const gaps = gap * Math.max(0, widths.filter((width) => width > 0).length - 1);
  let over = widths.reduce((sum, width) => sum + width, gaps) - available;
  for (const leastOf of [({ least }: Column) => least, () => 1]) {
    while (over > 0) {
      const widest = widestAbove(widths, columns, leastOf);
      if (widest === undefined) break;
      widths[widest] = (widths[widest] ?? 0) - 1;
      over -= 1;
    }
  }
  return widths;
}

/** The widest column that may still give way. */
function widestAbove(
  widths: readonly number[],
  columns: readonly Column[],
  leastOf: (column: Column) => number | undefined,
): number | undefined {
  let found: number | undefined;
  for (const [index, column] of columns.entries()) {
    const least = leastOf(column);
    const width = widths[index] ?? 0;
    if (least !== undefined && width > least && width > (found === undefined ? 0 : (widths[found] ?? 0)))
      found = index;
  }
  return found;
}
