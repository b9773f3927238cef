import { counted, formatCount, type RunView } from 'bursar/report';
import { missingGroups } from '../shared/missing-groups.ts';
import { heading, type Lines, moreLine, type Page, remedy, rows } from './page.ts';

const mostGroups = 8;

/** Verdicts that could not be reached, by what was missing, with what to do about it. */
export function* undecided(page: Page, { totals }: RunView): Lines {
  if (totals.unknown === 0) return;
  const groups = missingGroups(totals.byMissing);
  const cells = groups
    .slice(0, mostGroups)
    .map(({ count, missing, variants, rules }) => [
      { text: formatCount(count), format: 'yellow' as const },
      { text: variants === 0 ? missing : `${missing} (or alike)` },
      { text: rules.join(', '), format: 'dim' as const },
    ]);
  const indent = 4 + cells.reduce((width, [count]) => Math.max(width, count?.text.length ?? 0), 0);
  const remark = `${counted(totals.unknown, 'verdict')} for want of evidence; none counts as idle or unused`;
  yield* heading(page, 'Undecided', remark);
  for (const [index, line] of rows(page, cells, [
    { align: 'right' },
    { least: 24 },
    { least: 16 },
  ]).entries()) {
    yield line;
    yield* remedy(page, groups[index]?.remedy, indent);
  }
  yield* moreLine(page, groups.length - mostGroups);
}
