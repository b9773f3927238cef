import { counted, formatCount, type RunView, type UnknownVerdict } from 'bursar/report';
import { missingGroups } from '../shared/missing-groups.ts';
import { whereOf } from '../shared/where.ts';
import { html, type Markup } from './markup.ts';

const mostGroups = 50;

/** Verdicts that could not be reached, by what was missing, and the first of them by name. */
export function undecided({ totals }: RunView, verdicts: readonly UnknownVerdict[]): Markup | undefined {
  if (totals.unknown === 0) return undefined;
  const groups = missingGroups(totals.byMissing);
  const rows = groups.slice(0, mostGroups).map(
    ({
      count,
      missing,
      variants,
      rules,
      remedy,
    }) => html`<tr><td class="number">${formatCount(count)}</td><td>${missing}${variants === 0 ? '' : ' (or alike)'}${remedy === undefined ? undefined : html`<p class="remedy">${remedy}</p>`}</td><td>${rules.join(', ')}</td></tr>
`,
  );
  const named = verdicts.map(
    ({
      rule,
      name,
      kind,
      scope,
      missing,
    }) => html`<li><bdi>${name}</bdi> (${kind} in <bdi>${whereOf(scope)}</bdi>) · ${rule}: ${missing}</li>
`,
  );
  const all = verdicts.length === totals.unknown;
  const title = all ? 'Which they are' : `The first ${formatCount(verdicts.length)} of them`;
  return html`<section aria-labelledby="undecided">
<h2 id="undecided">Undecided <span class="count">${formatCount(totals.unknown)}</span></h2>
<div class="card"><p class="muted">${counted(totals.unknown, 'verdict')} could not be reached for want of evidence. None of it counts as idle, unused or untagged.</p>
<div class="scroll" tabindex="0" role="region" aria-labelledby="undecided"><table>
<thead><tr><th scope="col" class="number">Verdicts</th><th scope="col">What is missing, and what to do</th><th scope="col">Rules</th></tr></thead>
<tbody>
${rows}</tbody>
</table></div>
<details><summary>${title}</summary>
<ul>
${named}</ul>
</details></div>
</section>
`;
}
