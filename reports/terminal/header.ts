import { counted, formatInstant, formatMoney, formatSpan, type RunMode, type RunView } from 'bursar/report';
import { type Page, paragraph } from './page.ts';

const modes: Readonly<Record<RunMode, string>> = {
  report: 'report only',
  propose: 'proposing',
  apply: 'applying what is approved',
};

/** What run this is, and its outcome in a sentence. */
export function header(page: Page, view: RunView, mark: string): readonly string[] {
  const { run, totals, inventory } = view;
  const took = run.finishedAt === undefined ? 'did not finish' : formatSpan(run.finishedAt - run.startedAt);
  const about = [`run ${run.id}`, formatInstant(run.startedAt), took, modes[run.mode]].join(' · ');
  const counts = [
    counted(totals.findings, 'finding'),
    `${counted(totals.unknown, 'verdict')} undecided`,
    counted(inventory.total, 'resource'),
  ].join(' · ');
  const failed = failures(view);
  return [
    ...paragraph(page, about, { indent: 0, lead: page.style('bold', 'Bursar  '), format: 'dim' }),
    '',
    ...paragraph(page, savingsLine(view, mark), { format: ['bold', 'green'] }),
    ...paragraph(page, counts),
    ...(failed === undefined ? [] : paragraph(page, failed, { format: 'red' })),
  ];
}

function savingsLine({ savings: { monthly, unpriced }, scopes }: RunView, mark: string): string {
  const unknown =
    unpriced === 0 ? '' : ` Of ${counted(unpriced, 'finding')} it is not known what they would save.`;
  if (monthly.nanos !== 0n) return `${mark}${formatMoney(monthly)} a month could be saved.${unknown}`;
  const read = scopes.every(({ status }) => status === 'ok') ? '' : ' in what could be read';
  return `No saving was found${read}.${unknown}`;
}

/** What went wrong, counted; the parts below name each. */
function failures({ scopes, ruleFailures, signalFailures, inventory }: RunView): string | undefined {
  const failed = scopes.filter(({ status }) => status === 'failed').length;
  const partial = scopes.filter(({ status }) => status === 'partial').length;
  const parts = [
    failed > 0 ? `${failed} of ${counted(scopes.length, 'scope')} could not be read` : '',
    partial > 0 ? `${counted(partial, 'scope')} only in part` : '',
    ruleFailures.length > 0 ? `${counted(ruleFailures.length, 'rule')} failed` : '',
    signalFailures.length > 0 ? `${counted(signalFailures.length, 'source')} of evidence failed` : '',
    inventory.unreadable > 0 ? `${counted(inventory.unreadable, 'record')} could not be understood` : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? undefined : `${parts.join(', ')}: see below.`;
}
