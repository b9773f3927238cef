import type { Report, ReportOptions, RunView } from 'bursar/report';

export const plainOptions: ReportOptions = { width: 100, color: false, command: 'bursar' };

/** A report's whole text. */
export async function rendered(
  report: Report,
  view: RunView,
  options: Partial<ReportOptions> = {},
): Promise<string> {
  return textOf(report.render(view, { ...plainOptions, ...options }));
}

export async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  return (await Array.fromAsync(pieces)).join('');
}
