import { counted, type Report, type ReportOptions, type RunView, type TrackedFinding } from 'bursar/report';
import { inChunks } from './shared/chunks.ts';
import { PriceNotes } from './shared/price-notes.ts';
import { findingLines } from './terminal/findings.ts';
import { pageOf, paragraph } from './terminal/page.ts';

/** Findings laid out together; the columns of the next batch may be of other widths. */
const batchSize = 200;

/** Findings alone, all that the view gives, on a terminal. */
export const findingsReport: Report = {
  id: 'findings',
  mediaType: 'text/plain; charset=utf-8',
  render: (view, options) => inChunks(lines(view, options)),
};

async function* lines(view: RunView, options: ReportOptions): AsyncGenerator<string, void, void> {
  const page = pageOf(options);
  const prices = new PriceNotes();
  let batch: TrackedFinding[] = [];
  let count = 0;
  const laidOut = (): string =>
    findingLines(page, batch)
      .map((line) => `${line}\n`)
      .join('');
  for await (const finding of view.findings()) {
    prices.add(finding.saving);
    count += 1;
    batch.push(finding);
    if (batch.length < batchSize) continue;
    yield laidOut();
    batch = [];
  }
  yield laidOut();
  const end = count === 0 ? 'No findings.' : `${counted(count, 'finding')}; savings are a month's.`;
  const explain = count === 0 ? [] : [`${page.command} explain <fingerprint> shows the evidence of one.`];
  const notes = prices.text === undefined ? [] : [`${prices.mark} ${prices.text}`];
  yield '\n';
  for (const text of [end, ...explain, ...notes])
    for (const line of paragraph(page, text, { format: 'dim' })) yield `${line}\n`;
}
