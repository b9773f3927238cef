/** The page's only style: light and dark by the reader's choice, cards instead of columns on a phone, plain on paper. */
export const styleSheet = `
:root {
  color-scheme: light dark;
  --page: #f4f6f8; --card: #ffffff; --line: #dfe4ea; --text: #17202c; --muted: #566172;
  --accent: #0b6e5f; --track: #e8edf1; --alert: #fdeeee; --alert-line: #c5342b;
  --critical: #a3123b; --high: #cf3f10; --medium: #8a6100; --low: #2d63ad;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0f141a; --card: #171e27; --line: #2a3441; --text: #e6ebf1; --muted: #9ba7b6;
    --accent: #45c3ac; --track: #242e3a; --alert: #2b181b; --alert-line: #f0746c;
    --critical: #ff7d9c; --high: #ff9166; --medium: #e3b341; --low: #82b1ff;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--page); color: var(--text); overflow-wrap: anywhere; font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
main { max-width: 1180px; margin: 0 auto; padding: 32px 24px 48px; }
h1 { margin: 0 0 4px; font-size: 24px; line-height: 1.25; }
h2 { margin: 36px 0 12px; font-size: 18px; line-height: 1.3; }
p { margin: 0 0 8px; }
ul { margin: 0; padding-left: 20px; }
code { font: 13px/1.4 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: 8px 12px 8px 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
tbody tr:last-child > * { border-bottom: 0; }
thead th { color: var(--muted); font-size: 13px; font-weight: 600; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.muted, .under, .note, .count, footer { color: var(--muted); }
.under { display: block; font-size: 13px; }
.under bdi { display: inline-block; }
.note, footer { font-size: 13px; }
.count { font-weight: 400; }
.brand { margin: 0 0 4px; color: var(--accent); font-weight: 700; letter-spacing: 0.02em; }
.hero { margin: 24px 0 4px; font-size: 20px; }
.hero strong { color: var(--accent); font-size: 40px; line-height: 1.2; font-variant-numeric: tabular-nums; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 16px; }
.remedy { margin: 2px 0 0; color: var(--muted); font-size: 13px; }
.remedy::before { content: "→ "; }
.alert { margin: 24px 0 0; padding: 16px; background: var(--alert); border: 1px solid var(--alert-line); border-left-width: 5px; border-radius: 10px; }
.alert h2 { margin: 0 0 4px; color: var(--alert-line); }
.scroll { overflow-x: auto; }
.scroll table { min-width: 480px; }
.scroll th, .scroll td { overflow-wrap: break-word; }
.failures { padding: 0; list-style: none; }
.failures li { padding: 8px 0 0; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(160px, 1fr)); gap: 12px; margin: 24px 0 12px; padding: 0; list-style: none; }
.tiles .title, .tiles .value, .tiles .muted { display: block; }
.tiles .title { color: var(--muted); font-size: 13px; font-weight: 600; }
.tiles .value { font-size: 26px; font-weight: 650; line-height: 1.3; font-variant-numeric: tabular-nums; }
.tiles .muted { font-size: 13px; }
.charts { columns: 2 420px; column-gap: 12px; }
.chart { margin-bottom: 12px; break-inside: avoid; }
.chart caption, .chart .title { padding-bottom: 8px; font-weight: 600; text-align: left; }
table.chart { display: grid; grid-template-columns: minmax(0, max-content) minmax(60px, 1fr) max-content; }
table.chart caption { grid-column: 1 / -1; }
table.chart tbody, table.chart tr { display: contents; }
table.chart th, table.chart td, .chart table th, .chart table td { padding: 3px 12px 3px 0; border: 0; font-weight: 400; }
table.chart td:last-child, .chart table td:last-child { padding-right: 0; }
.plot { align-self: center; }
.bar, .stack, .key { display: block; }
.key { display: inline-block; }
.stack { margin-bottom: 12px; border-radius: 4px; }
.track { fill: var(--track); }
.fill { fill: var(--accent); }
rect.critical, rect.high, rect.medium, rect.low { stroke: var(--card); stroke-width: 1; }
rect.critical { fill: var(--critical); }
rect.high { fill: var(--high); }
rect.medium { fill: var(--medium); }
rect.low { fill: var(--low); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.findings { padding: 4px 16px; border-spacing: 0; border-collapse: separate; }
.findings > tbody > tr > td { padding-top: 12px; padding-bottom: 12px; }
.findings td:last-child, .findings th:last-child { padding-right: 0; }
.findings td.saving { font-weight: 600; }
.findings > * > tr > .number { padding-right: 16px; }
.findings > thead th.number { white-space: normal; }
@media print, (min-width: 961px) {
  .findings { table-layout: fixed; }
  .findings > thead th { width: 12%; }
  .findings > thead th:nth-child(2) { width: 19%; }
  .findings > thead th:nth-child(3) { width: 15%; }
  .findings > thead th:nth-child(4) { width: 30%; }
  .findings > thead th:nth-child(5) { width: 12%; }
}
.finding p { margin: 2px 0 4px; }
.name { font-weight: 600; }
.rule { color: var(--muted); font-size: 13px; }
.severity { display: inline-block; padding: 0 7px; border: 1px solid currentColor; border-radius: 9px; font-size: 12px; font-weight: 600; line-height: 17px; }
.severity.critical { color: var(--critical); }
.severity.high { color: var(--high); }
.severity.medium { color: var(--medium); }
.severity.low { color: var(--low); }
summary { color: var(--accent); font-size: 13px; cursor: pointer; }
details ul { margin-top: 6px; font-size: 13px; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 2px 12px; margin: 6px 0 0; font-size: 13px; }
dt { color: var(--muted); }
dd { margin: 0; }
footer { margin-top: 36px; padding-top: 12px; border-top: 1px solid var(--line); }
@media screen and (max-width: 960px) {
  main { padding: 20px 14px 32px; }
  .hero strong { display: block; font-size: 34px; }
  .tiles { grid-template-columns: repeat(2, 1fr); }
  .tiles > :last-child:nth-child(odd) { grid-column: 1 / -1; }
  .findings, .findings > tbody, .findings > tbody > tr, .findings > tbody > tr > td { display: block; width: auto; }
  .findings > thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .findings { padding: 0; background: none; border: 0; }
  .findings > tbody > tr { margin-bottom: 12px; padding: 12px 14px; background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
  .findings > tbody > tr > td { display: grid; grid-template-columns: 108px minmax(0, 1fr); column-gap: 10px; padding: 3px 0; border: 0; text-align: left; white-space: normal; }
  .findings > tbody > tr > td > * { grid-column: 2; justify-self: start; }
  .findings > tbody > tr > td::before { content: attr(data-label); grid-column: 1; color: var(--muted); font-size: 13px; font-weight: 400; }
  .findings td.finding { display: block; padding: 8px 0; }
  .findings td.finding::before { content: none; }
}
@media print {
  :root { --page: #ffffff; --card: #ffffff; --line: #c9ced6; --text: #000000; --muted: #444444; --accent: #0b6e5f; --track: #e8edf1; --alert: #ffffff; --critical: #a3123b; --high: #cf3f10; --medium: #8a6100; --low: #2d63ad; }
  body { font-size: 9pt; }
  .tiles { grid-template-columns: repeat(5, 1fr); }
  .note, .under, .rule, .remedy, footer, dl, code { font-size: 8pt; }
  main { max-width: none; padding: 0; }
  .card, .alert { break-inside: avoid; }
  .findings { break-inside: auto; }
  tr { break-inside: avoid; }
  .charts { columns: 2; }
  summary { display: none; }
  h2 { break-after: avoid; }
  .scroll { overflow: visible; }
  .findings { padding: 4px 8px; }
  .findings > * > tr > * { padding-right: 8px; }
}
`;
