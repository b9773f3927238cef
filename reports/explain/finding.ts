import {
  type ExplainView,
  formatInstant,
  formatMoney,
  formatSpan,
  type RuleInfo,
  type TrackedFinding,
} from 'bursar/report';
import { approximately, markOf, qualityWords } from '../shared/price-notes.ts';
import { heading, type Lines, type Page, paragraph, severityFormats } from '../terminal/page.ts';
import { evidenceLines } from './evidence.ts';

type Explained = ExplainView['findings'][number];

/** One finding: what was found and since when, the evidence, what it costs, and what is proposed. */
export function* explainedFinding(page: Page, { finding, rule }: Explained, view: ExplainView): Lines {
  const { severity, fingerprint, message } = finding;
  const lead = `${page.style(severityFormats[severity], severity)} `;
  yield '';
  yield* paragraph(page, `${finding.rule} · ${fingerprint}`, { indent: 0, lead, format: 'bold' });
  yield* paragraph(page, message);
  yield* paragraph(page, life(finding, view.now), { format: 'dim' });
  if (rule !== undefined) yield* paragraph(page, rule.summary, { format: 'dim' });
  yield* evidenceLines(page, finding, view.now);
  yield* saving(page, finding);
  yield* action(page, finding, rule);
}

function life({ state, firstSeenAt, lastSeenAt, resolvedAt, stale }: TrackedFinding, now: number): string {
  const since = `first seen ${formatInstant(firstSeenAt)} (${formatSpan(now - firstSeenAt)} ago)`;
  const last = `last seen ${formatInstant(lastSeenAt)}`;
  const resolved = resolvedAt === undefined ? [] : [`resolved ${formatInstant(resolvedAt)}`];
  const old = stale ? ['its scope could not be read since: all this is as of then'] : [];
  return [state, since, last, ...resolved, ...old].join(' · ');
}

function* saving(page: Page, { saving: known }: TrackedFinding): Lines {
  yield* heading(page, 'Saving');
  if (known === undefined) {
    yield* paragraph(page, 'None is known, which does not mean that there is none.');
    return;
  }
  const { monthly, basis, quality, asOf } = known;
  yield* paragraph(page, `${markOf(known)}${formatMoney(monthly)} a month`, { format: ['bold', 'green'] });
  yield* paragraph(page, basis);
  const mark = quality === 'live' ? '' : `${approximately} `;
  yield* paragraph(
    page,
    `${mark}${qualityWords[quality]}, as of ${asOf}; discounts of yours are not counted`,
    {
      format: 'dim',
    },
  );
}

function* action(page: Page, { action: proposed, level }: TrackedFinding, rule: RuleInfo | undefined): Lines {
  yield* heading(page, 'Proposed action');
  if (proposed === undefined) {
    yield* paragraph(page, 'None: the rule reports, and leaves what to do to you.');
    return;
  }
  const summary = rule?.action?.name === proposed.name ? `: ${rule.action.summary}` : '';
  yield* paragraph(page, `${proposed.name}${summary}`);
  if (proposed.parameters !== undefined) yield* paragraph(page, JSON.stringify(proposed.parameters));
  if (proposed.reversible) yield* paragraph(page, 'It can be undone.', { format: 'green' });
  else
    yield* paragraph(page, 'It cannot be undone, so it is never done without approval.', { format: 'red' });
  if (level === 'report')
    yield* paragraph(page, 'The rule is at level "report": nothing is done about it.', { format: 'dim' });
}
