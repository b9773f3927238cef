import type { Advice } from 'bursar/report';
import { adviceText, adviserText } from '../shared/advice.ts';
import { heading, type Lines, type Page, paragraph } from '../terminal/page.ts';

/** What the provider's own advisor says of a resource. */
export function* adviceLines(page: Page, advice: readonly Advice[]): Lines {
  if (advice.length === 0) return;
  yield* heading(page, "The provider's own advice", 'told beside the verdicts, which do not rest on it');
  for (const piece of advice) {
    yield* paragraph(page, adviceText(piece));
    yield* paragraph(page, adviserText(piece), { indent: 4, format: 'dim' });
  }
}
