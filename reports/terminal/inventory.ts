import { type Cell, counted, formatCount, type RunView, widthOf } from 'bursar/report';
import { heading, type Page, paragraph, rows } from './page.ts';

/** How much there is of what, and what changed. */
export function inventory(page: Page, { inventory: seen }: RunView): readonly string[] {
  if (seen.total === 0) return [...heading(page, 'Inventory'), ...paragraph(page, 'Nothing was read.')];
  const { appeared, changed, gone } = seen.changes;
  const providers = [...seen.byProvider].map(([provider, count]) => `${provider} ${formatCount(count)}`);
  const since =
    appeared + changed + gone === 0
      ? 'nothing changed since the run before'
      : `since the run before: ${formatCount(appeared)} appeared, ${formatCount(changed)} changed, ${formatCount(gone)} gone`;
  return [
    ...heading(page, 'Inventory', `${counted(seen.total, 'resource')} · ${providers.join(' · ')}`),
    ...kindGrid(page, seen.byKind),
    ...paragraph(page, since, { format: 'dim' }),
  ];
}

/** Kinds with their counts, the most first, in as many columns as fit, read from left to right. */
function kindGrid(page: Page, byKind: ReadonlyMap<string, number>): readonly string[] {
  const kinds = [...byKind].toSorted(([, a], [, b]) => b - a);
  const widest = kinds.reduce(
    (width, [kind, count]) => Math.max(width, widthOf(kind) + 2 + formatCount(count).length),
    0,
  );
  const across = Math.max(1, Math.min(6, Math.floor((page.width - 2) / (Math.min(widest, page.width) + 4))));
  const grid: Cell[][] = [];
  for (const [index, [kind, count]] of kinds.entries()) {
    const row = index % across === 0 ? [] : (grid.pop() ?? []);
    grid.push([...row, { text: formatCount(count) }, { text: kind, format: 'dim' }]);
  }
  const columns = Array.from({ length: across }, () => [{ align: 'right' as const }, { least: 4 }]).flat();
  return rows(page, grid, columns);
}
