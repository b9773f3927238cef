import {
  addMoney,
  counted,
  fit,
  formatCount,
  formatWholeMoney,
  moneyToNumber,
  type RunView,
  severities,
} from 'bursar/report';
import { html, type Markup } from './markup.ts';
import type { Share, Tally } from './tally.ts';

const mostBars = 8;
/** In columns of a terminal, which is near enough here. */
const widestLabel = 48;

interface Bar {
  readonly label: string;
  readonly size: number;
  readonly value: string;
}

/** The charts: each is a table whose bars are drawn beside the figures, so that it reads without seeing it. */
export function charts({ inventory }: RunView, tally: Tally): Markup {
  const figures = [
    barChart('Savings by rule', 'Rule', savingBars(tally.by('rule'), tally)),
    barChart('Savings by account', 'Account', savingBars(tally.by('account'), tally)),
    barChart('Savings by region', 'Region', savingBars(tally.by('region'), tally)),
    severityChart(tally),
    barChart('Inventory by kind', 'Kind', countBars(inventory.byKind)),
  ];
  return html`<div class="charts">${figures}</div>`;
}

function savingBars(shares: readonly Share[], { prices }: Tally): readonly Bar[] {
  const saving = shares.filter(({ monthly }) => monthly.nanos > 0n);
  const bar = ({ label, monthly }: Share): Bar => ({
    label,
    size: moneyToNumber(monthly),
    value: prices.mark + formatWholeMoney(monthly),
  });
  const rest = saving.slice(mostBars);
  const [first, ...others] = rest;
  if (first === undefined) return saving.map(bar);
  const monthly = others.reduce((sum, share) => addMoney(sum, share.monthly), first.monthly);
  return [...saving.slice(0, mostBars), { ...first, label: othersLabel(rest.length), monthly }].map(bar);
}

function countBars(counts: ReadonlyMap<string, number>): readonly Bar[] {
  const bars = [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .map(([label, count]) => ({ label, size: count, value: formatCount(count) }));
  const rest = bars.slice(mostBars);
  if (rest.length === 0) return bars;
  const size = rest.reduce((sum, bar) => sum + bar.size, 0);
  return [...bars.slice(0, mostBars), { label: othersLabel(rest.length), size, value: formatCount(size) }];
}

function othersLabel(count: number): string {
  return count === 1 ? '1 other' : `${count} others`;
}

function barChart(title: string, column: string, bars: readonly Bar[]): Markup | undefined {
  if (bars.length === 0) return undefined;
  const largest = Math.max(...bars.map(({ size }) => size), Number.MIN_VALUE);
  const rows = bars.map(
    ({
      label,
      size,
      value,
    }) => html`<tr><th scope="row"><bdi>${fit(label, widestLabel)}</bdi></th><td class="plot">${barOf(size / largest)}</td><td class="number">${value}</td></tr>
`,
  );
  return html`<table class="chart card">
<caption>${title}</caption>
<thead class="unseen"><tr><th scope="col">${column}</th><td></td><th scope="col">Amount</th></tr></thead>
<tbody>
${rows}</tbody>
</table>
`;
}

function barOf(share: number): Markup {
  return html`<svg class="bar" aria-hidden="true" focusable="false" width="100%" height="10"><rect class="track" width="100%" height="10" rx="2"/><rect class="fill" width="${percent(share)}" height="10" rx="2"/></svg>`;
}

function severityChart(tally: Tally): Markup | undefined {
  if (tally.findings === 0) return undefined;
  let before = 0;
  const parts = severities.toReversed().map((severity) => {
    const count = tally.severity(severity);
    const from = before;
    before += count / tally.findings;
    return { severity, count, from, width: count / tally.findings };
  });
  const segments = parts.map(
    ({ severity, from, width }) =>
      html`<rect class="${severity}" x="${percent(from)}" width="${percent(width)}" height="18"/>`,
  );
  const rows = parts.map(
    ({
      severity,
      count,
    }) => html`<tr><th scope="row"><svg class="key" aria-hidden="true" focusable="false" width="10" height="10"><rect class="${severity}" width="10" height="10" rx="2"/></svg> ${severity}</th><td class="number">${formatCount(count)}</td></tr>
`,
  );
  return html`<div class="chart card">
<p class="title">Findings by severity</p>
<svg class="stack" role="img" aria-label="${severityText(tally)}" width="100%" height="18">${segments}</svg>
<table>
<caption class="unseen">Findings by severity</caption>
<thead class="unseen"><tr><th scope="col">Severity</th><th scope="col">Findings</th></tr></thead>
<tbody>
${rows}</tbody>
</table>
</div>
`;
}

function severityText(tally: Tally): string {
  const counts = severities
    .toReversed()
    .map((severity) => `${formatCount(tally.severity(severity))} ${severity}`);
  return `${counted(tally.findings, 'finding')}: ${counts.join(', ')}`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)}%`;
}
