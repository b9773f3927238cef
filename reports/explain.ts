import type { ExplainView, ReportOptions } from 'bursar/report';
import { adviceLines } from './explain/advice.ts';
import { documentation } from './explain/documentation.ts';
import { explainedFinding } from './explain/finding.ts';
import { resourceOf, undecidedVerdicts } from './explain/resource.ts';
import { type Lines, type Page, pageOf, paragraph } from './terminal/page.ts';

/** All that is known of a finding or a resource, on a terminal: what, where, on what evidence, at what price. */
export async function* renderExplanation(
  view: ExplainView,
  options: ReportOptions,
): AsyncGenerator<string, void, void> {
  for (const line of lines(pageOf(options), view)) yield `${line}\n`;
}

function* lines(page: Page, view: ExplainView): Lines {
  const [only, ...others] = view.findings;
  if (only !== undefined && others.length === 0) {
    yield* explainedFinding(page, only, view);
    yield* adviceLines(page, view.advice ?? []);
    yield* resourceOf(page, view);
    yield* undecidedVerdicts(page, view.unknown);
    yield* documentation(page, only.rule);
    return;
  }
  yield* resourceOf(page, view);
  if (view.findings.length === 0) yield* ['', ...paragraph(page, 'No rule found anything about it.')];
  for (const finding of view.findings) yield* explainedFinding(page, finding, view);
  yield* adviceLines(page, view.advice ?? []);
  yield* undecidedVerdicts(page, view.unknown);
}
