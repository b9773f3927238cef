import { counted, type RunView, type Unreadable } from 'bursar/report';
import { failureGroups } from '../shared/failed-scopes.ts';
import { remedyOfError } from '../shared/remedies.ts';
import { accountsLabel, whereOf } from '../shared/where.ts';
import { heading, type Lines, moreLine, type Page, paragraph, remedy } from './page.ts';

const mostGroups = 20;
const mostItems = 10;

/** How many unreadable records {@link notRead} can show. */
export const unreadableShown = mostItems;

/** Everything that could not be read or judged, each named, with what to do about it. */
export function* notRead(page: Page, view: RunView, unreadable: readonly Unreadable[]): Lines {
  yield* failedScopes(page, view);
  yield* failedSignals(page, view);
  yield* failedRules(page, view);
  yield* unreadableRecords(page, view, unreadable);
}

function* failedScopes(page: Page, { scopes }: RunView): Lines {
  const groups = failureGroups(scopes);
  if (groups.length === 0) return;
  const failed = scopes.filter(({ status }) => status !== 'ok').length;
  const remark = `${failed} of ${counted(scopes.length, 'scope')}; what is known of them is from an earlier run`;
  yield* heading(page, 'Not read', remark);
  const remedies = remediesOnce(page);
  for (const { accounts, regions, kinds, status, error, message } of groups.slice(0, mostGroups)) {
    const what = kinds.length === 0 ? '' : ` (${kinds.join(', ')})`;
    const lead = page.style(status === 'failed' ? 'red' : 'yellow', '✗ ');
    const where = `${accountsLabel(accounts)}: ${regions.join(', ')}${what}`;
    yield* paragraph(page, where, { lead, format: 'bold' });
    yield* paragraph(page, `${error}: ${message}`, { indent: 4 });
    yield* remedies(error);
  }
  yield* moreLine(page, groups.length - mostGroups);
}

function* failedSignals(page: Page, { signalFailures }: RunView): Lines {
  if (signalFailures.length === 0) return;
  yield* heading(page, 'Evidence that could not be read', 'what rests on it is undecided');
  const remedies = remediesOnce(page);
  for (const { scope, signal, error, message } of signalFailures.slice(0, mostItems)) {
    const lead = page.style('yellow', '✗ ');
    yield* paragraph(page, `${signal} in ${whereOf(scope)}: ${error}: ${message}`, { lead });
    yield* remedies(error);
  }
  yield* moreLine(page, signalFailures.length - mostItems);
}

function* failedRules(page: Page, { ruleFailures }: RunView): Lines {
  if (ruleFailures.length === 0) return;
  yield* heading(page, 'Rules that failed', 'left out from there on; their findings stay as they were');
  for (const { rule, resource, error } of ruleFailures) {
    const on = resource === '' ? '' : ` (on ${resource})`;
    yield* paragraph(page, `${rule}: ${error}${on}`, { lead: page.style('red', '✗ ') });
  }
}

function* unreadableRecords(page: Page, { inventory }: RunView, records: readonly Unreadable[]): Lines {
  if (inventory.unreadable === 0) return;
  yield* heading(page, 'Records that could not be understood', 'kept as they came');
  const shown = records.slice(0, mostItems);
  for (const { kind, scope, id = 'without an id', error } of shown) {
    yield* paragraph(page, `${kind} ${id} in ${whereOf(scope)}: ${error}`, {
      lead: page.style('yellow', '✗ '),
    });
  }
  yield* moreLine(page, inventory.unreadable - shown.length);
}

/** Says what to do about each sort of error the first time it shows. */
function remediesOnce(page: Page): (error: string) => Lines {
  const told = new Set<string>();
  return function* remedies(error) {
    const text = remedyOfError(error, page.command);
    if (told.has(text)) return;
    told.add(text);
    yield* remedy(page, text, 4);
  };
}
