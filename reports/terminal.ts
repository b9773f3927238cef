import {
  formatCount,
  type Report,
  type ReportOptions,
  type RunView,
  type TrackedFinding,
} from 'bursar/report';
import { inChunks, take } from './shared/chunks.ts';
import { PriceTally } from './shared/price-notes.ts';
import { findingLines } from './terminal/findings.ts';
import { header } from './terminal/header.ts';
import { inventory } from './terminal/inventory.ts';
import { nextSteps } from './terminal/next-steps.ts';
import { notRead, unreadableShown } from './terminal/not-read.ts';
import { heading, type Page, pageOf, paragraph } from './terminal/page.ts';
import { plan } from './terminal/plan.ts';
import { findingsByRule } from './terminal/rules.ts';
import { undecided } from './terminal/undecided.ts';

const topFindings = 10;
/** As many of the largest savings as are looked at to tell how good the prices are. */
const findingsTallied = 1_000;

/** A run on a terminal: what was found and what could be saved, what could not be read, and what to do next. */
export const terminalReport: Report = {
  id: 'table',
  mediaType: 'text/plain; charset=utf-8',
  render: (view, options) => inChunks(lines(view, options)),
};

async function* lines(view: RunView, options: ReportOptions): AsyncGenerator<string, void, void> {
  const page = pageOf(options);
  const largest = await take(view.findings(), findingsTallied);
  const unreadable = await take(view.unreadable(), unreadableShown);
  const prices = new PriceTally();
  for (const finding of largest) prices.add(finding);
  const sections = [
    header(page, view, prices.all.mark),
    inventory(page, view),
    findingsByRule(page, view, prices),
    top(page, view, largest),
    footnote(page, prices),
    notRead(page, view, unreadable),
    undecided(page, view),
    plan(page, view),
    nextSteps(page, view, largest[0]),
  ];
  for (const section of sections) for (const line of section) yield `${line}\n`;
}

/** The largest savings; where nothing can be saved, the gravest findings. */
function top(page: Page, view: RunView, largest: readonly TrackedFinding[]): readonly string[] {
  if (largest.length === 0) return [];
  const priced = largest.filter(({ saving }) => saving !== undefined);
  const shown = (priced.length > 0 ? priced : largest).slice(0, topFindings);
  const title = priced.length > 0 ? 'Top savings' : 'Gravest findings';
  const remark = `a month · the first ${shown.length} of ${formatCount(view.totals.findings)}`;
  return [
    ...heading(page, title, shown.length === view.totals.findings ? 'a month' : remark),
    ...findingLines(page, shown),
  ];
}

function footnote(page: Page, prices: PriceTally): readonly string[] {
  const { text, mark } = prices.all;
  if (text === undefined) return [];
  return [
    '',
    ...paragraph(page, `${text}; discounts of yours are not counted.`, { format: 'dim', lead: `${mark} ` }),
  ];
}
