import {
  type Cell,
  counted,
  type EpochMs,
  formatShare,
  formatSpan,
  type SignalEvidence,
  type TrackedFinding,
} from 'bursar/report';
import { formatFigure } from '../shared/evidence-text.ts';
import { heading, type Lines, type Page, paragraph, rows } from '../terminal/page.ts';

/** What the verdict rests on: each figure with where it comes from beneath, related resources by their ids. */
export function* evidenceLines(page: Page, { evidence }: TrackedFinding, now: EpochMs): Lines {
  const entries = Object.entries(evidence);
  yield* heading(page, 'Evidence');
  if (entries.length === 0) yield* paragraph(page, "The resource's own attributes alone.");
  const figures = entries.flatMap(([name, value]) => ('signal' in value ? [{ name, value }] : []));
  const cells = figures.map(({ name, value }) => figureCells(name, value));
  for (const [index, line] of rows(page, cells, [
    { least: 8 },
    { align: 'right' },
    {},
    { least: 8 },
  ]).entries()) {
    yield line;
    const figure = figures[index];
    if (figure !== undefined)
      yield* paragraph(page, originOf(figure.value, now), { indent: 4, format: 'dim' });
  }
  for (const [name, value] of entries) {
    if ('signal' in value) continue;
    yield* paragraph(page, `${name}: ${value.resources.length === 0 ? 'none' : value.resources.join(', ')}`);
  }
}

function figureCells(name: string, evidence: SignalEvidence): readonly Cell[] {
  const { signal, statistic, window } = evidence;
  return [
    { text: name },
    { text: formatFigure(evidence), format: 'bold' },
    { text: `${statistic} over ${window}` },
    { text: signal },
  ];
}

function originOf({ coverage, samples, newestAt, source }: SignalEvidence, now: EpochMs): string {
  const newest = `the newest ${formatSpan(now - newestAt)} old`;
  return `${formatShare(coverage)} of the window covered by ${counted(samples, 'point')}, ${newest} · ${source}`;
}
