import { counted, formatCount, type RunView, type Unreadable } from 'bursar/report';
import { failureGroups, type ScopeFailureGroup } from '../shared/failed-scopes.ts';
import { remedyOfError } from '../shared/remedies.ts';
import { accountsLabel, whereOf } from '../shared/where.ts';
import { html, type Markup } from './markup.ts';

/** What could not be read, at the top of the page: whoever reads on must know what is missing. */
export function failedScopes({ scopes }: RunView, command: string): Markup | undefined {
  const groups = failureGroups(scopes);
  if (groups.length === 0) return undefined;
  const failed = scopes.filter(({ status }) => status !== 'ok').length;
  const remedyOf = remediesOnce(command);
  const items = groups.map(
    ({
      status,
      accounts,
      regions,
      kinds,
      error,
      message,
    }) => html`<li><strong><bdi>${accountsLabel(accounts)}</bdi></strong> ${regions.join(', ')}: ${extentOf(status, kinds)}<br>${error}: ${message}${remedyOf(error)}</li>
`,
  );
  return html`<section class="alert" aria-labelledby="not-read">
<h2 id="not-read">${failed} of ${counted(scopes.length, 'scope')} could not be read whole</h2>
<p>What is known of them is from an earlier run, and figures on this page may be too low.</p>
<ul class="failures">
${items}</ul>
</section>
`;
}

function extentOf(status: ScopeFailureGroup['status'], kinds: readonly string[]): string {
  if (status === 'partial') return `in part, without ${kinds.join(', ')}`;
  return kinds.length === 0 ? 'not read at all' : `not read: ${kinds.join(', ')}`;
}

/** Everything else that failed: rules, sources of evidence, records. */
export function otherFailures(view: RunView, unreadable: readonly Unreadable[], command: string): Markup {
  return html`${failedRules(view)}${failedSignals(view, command)}${unreadableRecords(view, unreadable)}`;
}

function failedRules({ ruleFailures }: RunView): Markup | undefined {
  if (ruleFailures.length === 0) return undefined;
  const items = ruleFailures.map(
    ({
      rule,
      resource,
      error,
    }) => html`<li><strong>${rule}</strong>: ${error}${resource === '' ? '' : ` (on ${resource})`}</li>
`,
  );
  return listSection(
    'rules-failed',
    'Rules that failed',
    'Left out from there on; their findings stay as they were.',
    items,
  );
}

function failedSignals({ signalFailures }: RunView, command: string): Markup | undefined {
  if (signalFailures.length === 0) return undefined;
  const remedyOf = remediesOnce(command);
  const items = signalFailures.map(
    ({
      scope,
      signal,
      error,
      message,
    }) => html`<li><strong>${signal}</strong> in <bdi>${whereOf(scope)}</bdi>: ${error}: ${message}${remedyOf(error)}</li>
`,
  );
  return listSection(
    'signals-failed',
    'Evidence that could not be read',
    'What rests on it is undecided.',
    items,
  );
}

function unreadableRecords({ inventory }: RunView, unreadable: readonly Unreadable[]): Markup | undefined {
  if (inventory.unreadable === 0) return undefined;
  const items = unreadable.map(
    ({
      kind,
      scope,
      id = 'without an id',
      error,
    }) => html`<li>${kind} <bdi>${id}</bdi> in <bdi>${whereOf(scope)}</bdi>: ${error}</li>
`,
  );
  const left = inventory.unreadable - unreadable.length;
  const remark = `Kept as they came.${left > 0 ? ` ${formatCount(left)} more are not listed here.` : ''}`;
  return listSection('unreadable', 'Records that could not be understood', remark, items);
}

function listSection(id: string, title: string, remark: string, items: readonly Markup[]): Markup {
  return html`<section aria-labelledby="${id}">
<h2 id="${id}">${title}</h2>
<div class="card"><p class="muted">${remark}</p>
<ul>
${items}</ul></div>
</section>
`;
}

/** Says what to do about each sort of error the first time it shows. */
function remediesOnce(command: string): (error: string) => Markup | undefined {
  const told = new Set<string>();
  return (error) => {
    const text = remedyOfError(error, command);
    if (told.has(text)) return undefined;
    told.add(text);
    return html`<p class="remedy">${text}</p>`;
  };
}
