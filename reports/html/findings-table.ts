import {
  counted,
  formatCount,
  formatInstant,
  formatMoney,
  formatShare,
  type Saving,
  type SignalEvidence,
  type Tags,
  type TrackedFinding,
} from 'bursar/report';
import { adviceText, adviserText } from '../shared/advice.ts';
import { formatFigure } from '../shared/evidence-text.ts';
import { messageWithoutName } from '../shared/message.ts';
import { ownerOf } from '../shared/owner.ts';
import { markOf, qualityWords } from '../shared/price-notes.ts';
import { accountLabel, shortId } from '../shared/where.ts';
import { type Content, html, type Markup } from './markup.ts';

/** The findings' section up to the first row; `shown` of `count` follow. */
export function findingsHead(shown: number, count: number, command: string): Markup {
  const left =
    shown === count
      ? undefined
      : html`<p class="note">These are the ${formatCount(shown)} with the largest savings; ${formatCount(count - shown)} are left out. <code>${command} findings --format csv</code> gives all of them.</p>
`;
  const titles = ['Saving / month', 'Resource', 'Where', 'Finding', 'Owner', 'Proposed action'];
  const heads = titles.map(
    (title, index) =>
      html`<th role="columnheader" scope="col" class="${index === 0 ? 'number' : ''}">${title}</th>`,
  );
  return html`<section aria-labelledby="findings">
<h2 id="findings">Findings <span class="count">${formatCount(count)}</span></h2>
${left}<table class="findings card" role="table" aria-labelledby="findings">
<thead role="rowgroup"><tr role="row">${heads}</tr></thead>
<tbody role="rowgroup">
`;
}

export function findingsFoot(): Markup {
  return html`</tbody>
</table>
</section>
`;
}

/** One finding as a row, its evidence folded away. The roles keep it a table where the style makes cards of rows. */
export function findingRow(finding: TrackedFinding, command: string): Markup {
  const { name, kind, resource, scope, severity, rule, tags, saving, action } = finding;
  const undo = action === undefined ? '' : action.reversible ? 'can be undone' : 'cannot be undone';
  return html`<tr role="row">
<td role="cell" class="number saving" data-label="Saving / month">${saving === undefined ? html`<span class="muted">not known</span>` : markOf(saving) + formatMoney(saving.monthly)}</td>
<td role="cell" data-label="Resource"><bdi class="name">${name}</bdi><span class="under">${kind}${shortId(resource) === name ? '' : html` · <bdi>${shortId(resource)}</bdi>`}</span></td>
<td role="cell" data-label="Where"><bdi>${scope.accountName ?? scope.account}</bdi><span class="under">${scope.provider} · <bdi>${scope.region}</bdi></span></td>
<td role="cell" class="finding" data-label="Finding"><span class="severity ${severity}">${severity}</span> <span class="rule">${rule}</span><p>${messageWithoutName(finding)}</p>${details(finding, command)}</td>
<td role="cell" data-label="Owner"><bdi>${ownerOf(tags) ?? html`<span class="muted">${tags === undefined ? 'not known' : 'nobody named'}</span>`}</bdi></td>
<td role="cell" data-label="Proposed action">${action?.name ?? html`<span class="muted">none</span>`}<span class="under">${undo}</span></td>
</tr>
`;
}

function details(finding: TrackedFinding, command: string): Markup {
  const { evidence, saving, resource, fingerprint, scope, tags, action, advice = [] } = finding;
  const resting = Object.entries(evidence).map(([name, value]) =>
    'signal' in value
      ? field(name, figureText(value))
      : field(name, value.resources.length === 0 ? 'none' : value.resources.join(', ')),
  );
  return html`<details><summary>Evidence and price</summary>
<dl>${resting}${saving && priceFields(saving)}${advice.map((piece) => field(adviserText(piece), adviceText(piece)))}${field('Account', accountLabel(scope))}${field('Id', resource)}${action?.parameters === undefined ? undefined : field('Parameters', JSON.stringify(action.parameters))}${field('Tags', tagText(tags))}${field('Seen', seenText(finding))}${field('More', `${command} explain ${fingerprint}`)}</dl>
</details>`;
}

function figureText(evidence: SignalEvidence): Markup {
  const { signal, statistic, window, coverage, samples, source, newestAt } = evidence;
  return html`<strong>${formatFigure(evidence)}</strong> ${signal}, ${statistic} over ${window}; ${formatShare(coverage)} covered by ${counted(samples, 'point')} up to ${formatInstant(newestAt)}, from ${source}`;
}

function priceFields({ basis, quality, asOf }: Saving): Markup {
  return html`${field('Price', basis)}${field('Price from', `${qualityWords[quality]}, as of ${asOf}`)}`;
}

function field(name: string, value: Content): Markup {
  return html`<dt>${name}</dt><dd><bdi>${value}</bdi></dd>`;
}

function tagText(tags: Tags | undefined): string {
  if (tags === undefined) return 'could not be read';
  const entries = Object.entries(tags);
  return entries.length === 0 ? 'none' : entries.map(([key, value]) => `${key}=${value}`).join(', ');
}

function seenText({ firstSeenAt, lastSeenAt, stale }: TrackedFinding): string {
  const old = stale ? '; its scope could not be read since' : '';
  return `first ${formatInstant(firstSeenAt)}, last ${formatInstant(lastSeenAt)}${old}`;
}
