import type { RunView } from '../../core/report.ts';
import { passesOnSchedule } from '../../daemon/schedule.ts';
import { type ExitCode, exitCode, exitCodeOf } from '../exit-code.ts';
import { type Estate, type Governor, openEstate, openGovernor } from '../governor.ts';
import { reportOptions, writeAll } from '../output.ts';
import type { CliContext, CommonOptions, EstateOptions } from '../parts.ts';
import { createProgress } from '../progress.ts';

export interface StartOptions extends CommonOptions, EstateOptions {
  readonly once: boolean;
}

/** A pass at once, and then on schedule until it is told to stop. */
export async function start(context: CliContext, options: StartOptions): Promise<ExitCode> {
  const { stderr, signal } = context;
  const estate = await openEstate(context, options);
  const logLevel = options.logLevel ?? 'silent';
  const governor = await openGovernor(context, estate, logLevel);
  // Log lines and lines for people would mix on stderr.
  const quiet = logLevel !== 'silent';
  try {
    const first = await passAndReport(context, governor, quiet);
    if (options.once) return exitCodeOf(first, undefined);
    tellSchedule(context, estate);
    const { schedule, timezone } = estate.config;
    await passesOnSchedule({
      schedule,
      timezone,
      pass: () => passAndReport(context, governor, quiet),
      onFailure,
      signal,
    });
    stderr.write('stopped\n');
    return exitCode.done;
  } catch (error) {
    // A daemon that is told to stop has done what it was told, whatever it was at.
    if (!signal.aborted) throw error;
    stderr.write('stopped\n');
    return exitCode.done;
  } finally {
    await governor.close();
    await estate.close();
  }

  function onFailure(error: unknown): void {
    stderr.write(`the pass failed: ${error instanceof Error ? error.message : String(error)}\n`);
  }
}

async function passAndReport(context: CliContext, governor: Governor, quiet: boolean): Promise<RunView> {
  const { stdout, stderr, clock, parts, signal } = context;
  const progress = createProgress({ stream: stderr, clock, quiet, environment: context.environment });
  try {
    const view = await governor.pass(progress.observer, signal);
    progress.finish();
    const table = (await parts.reports()).get('table');
    if (table !== undefined) await writeAll(stdout, table.render(view, reportOptions(context, stdout)));
    return view;
  } finally {
    progress.finish();
  }
}

function tellSchedule({ stderr }: CliContext, { config, sandbox }: Estate): void {
  for (const [cloud, url] of Object.entries(sandbox?.urls ?? {}))
    stderr.write(`the sandbox's ${cloud} is at ${url}\n`);
  stderr.write(`staying up: a pass at "${config.schedule}" (${config.timezone}); Ctrl-C stops it\n`);
}
