import type { Report } from 'bursar/report';
import { csvReport } from './csv.ts';
import { findingsReport } from './findings.ts';
import { htmlReport } from './html.ts';
import { jsonReport } from './json.ts';
import { terminalReport } from './terminal.ts';

/** Every report. */
export const reports = [
  terminalReport,
  findingsReport,
  jsonReport,
  csvReport,
  htmlReport,
] as const satisfies readonly Report[];

/** Every report, by the id under which it is asked for. */
export const reportsById: ReadonlyMap<string, Report> = new Map(reports.map((report) => [report.id, report]));

export { type RunDocument, runDocumentSchema } from './json-schema.ts';
