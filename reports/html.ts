import type { Report, ReportOptions, RunView, TrackedFinding } from 'bursar/report';
import { charts } from './html/charts.ts';
import { findingRow, findingsFoot, findingsHead } from './html/findings-table.ts';
import { type Markup, markupText } from './html/markup.ts';
import { failedScopes, otherFailures } from './html/not-read.ts';
import { pageEnd, pageStart } from './html/page.ts';
import { plan } from './html/plan.ts';
import { masthead, tiles } from './html/summary.ts';
import { Tally } from './html/tally.ts';
import { undecided } from './html/undecided.ts';
import { inChunks, take } from './shared/chunks.ts';

/** Findings on the page; of the others it says how many there are. */
export const findingsShown = 2_000;
const undecidedShown = 200;
const unreadableShown = 100;

/** A run as one page that needs nothing else: no network, no script, for screens, phones and paper. */
export const htmlReport: Report = {
  id: 'html',
  mediaType: 'text/html; charset=utf-8',
  render: (view, options) => inChunks(pieces(view, options)),
};

async function* pieces(view: RunView, { command }: ReportOptions): AsyncGenerator<string, void, void> {
  const tally = new Tally(view.savings.monthly.currency);
  const shown: TrackedFinding[] = [];
  for await (const finding of view.findings()) {
    tally.add(finding);
    if (shown.length < findingsShown) shown.push(finding);
  }
  const unknown = await take(view.unknown(), undecidedShown);
  const unreadable = await take(view.unreadable(), unreadableShown);
  const parts = function* (): Generator<Markup | undefined, void, void> {
    yield pageStart(view);
    yield masthead(view, tally);
    yield failedScopes(view, command);
    yield tiles(view, tally);
    yield charts(view, tally);
    if (shown.length > 0) {
      yield findingsHead(shown.length, tally.findings, command);
      for (const finding of shown) yield findingRow(finding, command);
      yield findingsFoot();
    }
    yield undecided(view, unknown);
    yield otherFailures(view, unreadable, command);
    yield plan(view);
    yield pageEnd(command);
  };
  for (const part of parts()) if (part !== undefined) yield markupText(part);
}
