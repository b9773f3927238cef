import { counted, formatCount, type RunView } from 'bursar/report';
import { shortId } from '../shared/where.ts';
import { html, type Markup } from './markup.ts';

const mostSteps = 500;

/** The steps of the plan, where there are any. */
export function plan({ plan: { id, hash, steps } }: RunView): Markup | undefined {
  if (steps.length === 0) return undefined;
  const rows = steps.slice(0, mostSteps).map(
    ({
      action,
      resource,
      state,
      reason,
      finding,
    }) => html`<tr><td>${state}</td><td>${action}</td><td><bdi>${shortId(resource)}</bdi></td><td><code>${finding}</code></td><td>${reason ?? ''}</td></tr>
`,
  );
  const left = steps.length - mostSteps;
  return html`<section aria-labelledby="plan">
<h2 id="plan">Plan <span class="count">${counted(steps.length, 'step')}</span></h2>
<div class="card"><p class="muted">Plan ${id}, fixed by its hash <code>${hash.slice(0, 16)}</code>.${left > 0 ? ` ${formatCount(left)} more steps are not listed here.` : ''}</p>
<div class="scroll" tabindex="0" role="region" aria-labelledby="plan"><table>
<thead><tr><th scope="col">State</th><th scope="col">Action</th><th scope="col">Resource</th><th scope="col">Finding</th><th scope="col">Reason</th></tr></thead>
<tbody>
${rows}</tbody>
</table></div></div>
</section>
`;
}
