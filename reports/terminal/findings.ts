import {
  type Cell,
  type Column,
  fit,
  formatInstant,
  formatMoney,
  type TrackedFinding,
  widthOf,
} from 'bursar/report';
import { messageWithoutName } from '../shared/message.ts';
import { ownerOf } from '../shared/owner.ts';
import { markOf } from '../shared/price-notes.ts';
import { whereOf } from '../shared/where.ts';
import { type Page, rows, severityFormats } from './page.ts';

const columns: readonly Column[] = [
  { align: 'right' },
  { least: 12, most: 48 },
  { least: 18, most: 60 },
  { least: 8, most: 32 },
  { most: 16 },
];

/** Findings, two lines each: the saving, what it is, where and whose, its fingerprint; beneath, what was found. */
export function findingLines(page: Page, findings: readonly TrackedFinding[]): readonly string[] {
  const heads = rows(page, findings.map(headOf), columns);
  const indent = 4 + Math.max(0, ...findings.map((finding) => widthOf(savingText(finding))));
  return heads.flatMap((head, index) => {
    const finding = findings[index];
    return finding === undefined ? [head] : [head, found(page, finding, indent)];
  });
}

function headOf(finding: TrackedFinding): readonly Cell[] {
  const { name, scope, tags, fingerprint } = finding;
  return [
    { text: savingText(finding), format: 'green' },
    { text: name, format: 'bold' },
    { text: whereOf(scope) },
    { text: ownerOf(tags) ?? '' },
    { text: fingerprint, format: 'dim' },
  ];
}

/** A dash where no saving is known, which is not nothing. */
function savingText({ saving }: TrackedFinding): string {
  return saving === undefined ? '–' : markOf(saving) + formatMoney(saving.monthly);
}

function found(page: Page, finding: TrackedFinding, indent: number): string {
  const { severity, rule, stale, lastSeenAt } = finding;
  const asOf = stale ? ` (as of ${formatInstant(lastSeenAt)})` : '';
  const text = fit(
    `${rule}: ${messageWithoutName(finding)}${asOf}`,
    page.width - indent - severity.length - 1,
  );
  return `${' '.repeat(indent)}${page.style(severityFormats[severity], severity)} ${page.style('dim', text)}`;
}
