import type { RunView } from '../core/report.ts';
import { type Severity, severities } from '../core/severity.ts';

/** What the program's exit codes mean to scripts. */
export const exitCode = {
  done: 0,
  /** Some scopes or items failed; each is named in the report. */
  someFailed: 1,
  /** The configuration is wrong; every fault is listed. */
  configWrong: 2,
  /** There are findings of the severity that `--fail-on` names, or above. */
  failOnMet: 3,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** The exit code of a pass. That the threshold is met is certain even where something failed, so it goes first. */
export function exitCodeOf(view: RunView, failOn: Severity | undefined): ExitCode {
  if (
    failOn !== undefined &&
    view.totals.byRule.some(({ severity, findings }) => findings > 0 && reaches(severity, failOn))
  ) {
    return exitCode.failOnMet;
  }
  const failed =
    view.scopes.some(({ status }) => status !== 'ok') ||
    view.ruleFailures.length > 0 ||
    view.signalFailures.length > 0 ||
    view.inventory.unreadable > 0;
  return failed ? exitCode.someFailed : exitCode.done;
}

function reaches(severity: Severity, threshold: Severity): boolean {
  return severities.indexOf(severity) >= severities.indexOf(threshold);
}
