import {
  addMoney,
  compareMoney,
  counted,
  formatCount,
  formatMoney,
  type RuleTotal,
  type RunView,
  severities,
} from 'bursar/report';
import type { PriceTally } from '../shared/price-notes.ts';
import { heading, type Page, paragraph, rows, severityFormats } from './page.ts';

/** Findings by rule, with what each could save. */
export function findingsByRule(
  page: Page,
  { totals, savings }: RunView,
  prices: PriceTally,
): readonly string[] {
  if (totals.byRule.length === 0) return [];
  const byWeight = totals.byRule.toSorted(
    (a, b) =>
      compareMoney(b.savings.monthly, a.savings.monthly) ||
      severities.indexOf(b.severity) - severities.indexOf(a.severity) ||
      b.findings - a.findings,
  );
  const cells = byWeight.map((total) => [
    { text: total.severity, format: severityFormats[total.severity] },
    { text: total.rule },
    { text: formatCount(total.findings) },
    { text: savingText(total, prices) },
    {
      text: total.savings.unpriced === 0 ? '' : `${formatCount(total.savings.unpriced)} not priced`,
      format: 'dim' as const,
    },
  ]);
  const titles = ['severity', 'rule', 'findings', 'a month', ''].map((text) => ({
    text,
    format: 'dim' as const,
  }));
  const sum = byWeight.reduce((total, { savings: { monthly } }) => addMoney(total, monthly), {
    nanos: 0n,
    currency: savings.monthly.currency,
  });
  const overlap =
    sum.nanos === savings.monthly.nanos
      ? []
      : paragraph(
          page,
          'A resource that several rules flag counts once in the sum, with its largest saving.',
          { format: 'dim' },
        );
  return [
    ...heading(page, 'Findings by rule', counted(totals.findings, 'finding')),
    ...rows(
      page,
      [titles, ...cells],
      [{}, { least: 12 }, { align: 'right' }, { align: 'right' }, { least: 8 }],
    ),
    ...overlap,
  ];
}

function savingText({ rule, savings: { monthly } }: RuleTotal, prices: PriceTally): string {
  return monthly.nanos === 0n ? '' : prices.markOfRule(rule) + formatMoney(monthly);
}
