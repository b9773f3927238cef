import type { Severity } from '../../core/severity.ts';
import { type ExitCode, exitCodeOf } from '../exit-code.ts';
import { openEstate, openGovernor } from '../governor.ts';
import { outPath, reportOptions, writeAll, writeFileWhole } from '../output.ts';
import type { CliContext, CommonOptions, EstateOptions } from '../parts.ts';
import { createProgress } from '../progress.ts';

export interface RunOptions extends CommonOptions, EstateOptions {
  readonly format: string;
  readonly out?: string;
  readonly failOn?: Severity;
  readonly quiet: boolean;
}

/** One pass, and its report. */
export async function run(context: CliContext, options: RunOptions): Promise<ExitCode> {
  const { stdout, stderr, clock, parts, signal } = context;
  const report = (await parts.reports()).get(options.format);
  if (report === undefined) throw new Error(`there is no report "${options.format}"`);
  const estate = await openEstate(context, options);
  const governor = await openGovernor(context, estate, options.logLevel ?? 'silent');
  const progress = createProgress({
    stream: stderr,
    clock,
    quiet: options.quiet,
    environment: context.environment,
  });
  try {
    const view = await governor.pass(progress.observer, signal);
    progress.finish();
    if (options.out === undefined) {
      await writeAll(stdout, report.render(view, reportOptions(context, stdout)));
    } else {
      const path = outPath(context, options.out);
      await writeFileWhole(path, report.render(view, { ...reportOptions(context, stdout), color: false }));
      if (!options.quiet) stderr.write(`${options.format} report written to ${path}\n`);
    }
    return exitCodeOf(view, options.failOn);
  } finally {
    progress.finish();
    await governor.close();
    await estate.close();
  }
}
