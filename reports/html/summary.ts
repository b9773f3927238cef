import {
  counted,
  formatCount,
  formatInstant,
  formatSpan,
  formatWholeMoney,
  type RunMode,
  type RunView,
} from 'bursar/report';
import { html, type Markup } from './markup.ts';
import type { Tally } from './tally.ts';

const modes: Readonly<Record<RunMode, string>> = {
  report: 'Report only: nothing was changed.',
  propose: 'Proposals wait for approval: nothing was changed.',
  apply: 'Steps that are approved may be carried out.',
};

/** The title, and the outcome in one figure. */
export function masthead({ run, inventory }: RunView, tally: Tally): Markup {
  const finished =
    run.finishedAt === undefined ? 'did not finish' : `took ${formatSpan(run.finishedAt - run.startedAt)}`;
  const yearly = { ...tally.monthly, nanos: tally.monthly.nanos * 12n };
  const saving =
    tally.monthly.nanos === 0n
      ? html`<p class="hero">No saving was found</p>`
      : html`<p class="hero"><strong>${tally.prices.mark}${formatWholeMoney(tally.monthly)}</strong> a month could be saved</p>
<p>${tally.prices.mark}${formatWholeMoney(yearly)} a year, by ${counted(tally.findings, 'finding')} among ${counted(inventory.total, 'resource')}.${tally.unpriced === 0 ? '' : ` Of ${counted(tally.unpriced, 'further finding')} the saving is not known.`}</p>`;
  return html`<header>
<p class="brand">Bursar</p>
<h1>Cloud savings and findings</h1>
<p class="muted"><time datetime="${new Date(run.startedAt).toISOString()}">${formatInstant(run.startedAt)}</time> · run ${run.id} · ${finished} · ${modes[run.mode]}</p>
${saving}
${priceNote(tally)}</header>
`;
}

function priceNote({ prices }: Tally): Markup | undefined {
  return prices.text === undefined
    ? undefined
    : html`<p class="note">${prices.mark} from ${prices.text}. Your own discounts are not counted, so what you pay, and what you would save, may be less.</p>
`;
}

/** The counts, one to a tile. */
export function tiles({ scopes, totals, inventory, plan }: RunView, tally: Tally): Markup {
  const read = scopes.filter(({ status }) => status === 'ok').length;
  const { appeared, changed, gone } = inventory.changes;
  const proposed = plan.steps.filter(({ state }) => state === 'proposed').length;
  return html`<ul class="tiles">
${tile('Resources', formatCount(inventory.total), `${formatCount(appeared)} new, ${formatCount(changed)} changed, ${formatCount(gone)} gone`)}${tile('Findings', formatCount(tally.findings), `${formatCount(tally.severity('critical'))} critical, ${formatCount(tally.severity('high'))} high`)}${tile('Undecided', formatCount(totals.unknown), 'for want of evidence')}${tile('Read whole', `${formatCount(read)} of ${formatCount(scopes.length)}`, 'accounts × regions')}${tile('Proposed', formatCount(proposed), plan.steps.length === proposed ? 'steps' : `of ${counted(plan.steps.length, 'step')}`)}</ul>
`;
}

function tile(title: string, value: string, remark: string): Markup {
  return html`<li class="card"><span class="title">${title}</span><span class="value">${value}</span><span class="muted">${remark}</span></li>
`;
}
