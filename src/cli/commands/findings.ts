import type { TrackedFinding } from '../../core/finding.ts';
import type { Severity } from '../../core/severity.ts';
import { latestView } from '../../run/view.ts';
import type { FindingFilter } from '../../store/store.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { openStoreOf } from '../governor.ts';
import { reportOptions, writeAll } from '../output.ts';
import type { CliContext, CommonOptions } from '../parts.ts';

export interface FindingsOptions extends CommonOptions {
  readonly format: string;
  readonly rule?: readonly string[];
  readonly severity?: readonly Severity[];
  readonly provider?: readonly string[];
  readonly account?: readonly string[];
  readonly kind?: readonly string[];
  readonly state?: readonly TrackedFinding['state'][];
  readonly limit?: number;
}

/** The findings in the store, as the last pass left them. */
export async function findings(context: CliContext, options: FindingsOptions): Promise<ExitCode> {
  const { stdout, stderr, parts } = context;
  const store = await openStoreOf(context, options);
  try {
    const view = await latestView(store);
    if (view === undefined) {
      stderr.write(
        `there has been no pass yet; make one with: ${reportOptions(context, stdout).command} run\n`,
      );
      return exitCode.someFailed;
    }
    const filter = filterOf(options);
    const report = (await parts.reports()).get(options.format === 'table' ? 'findings' : options.format);
    if (report === undefined) throw new Error(`there is no report "${options.format}"`);
    const chosen = { ...view, findings: () => store.findings.list(filter) };
    await writeAll(stdout, report.render(chosen, reportOptions(context, stdout)));
    return exitCode.done;
  } finally {
    await store.close();
  }
}

function filterOf({ rule, severity, provider, account, kind, state, limit }: FindingsOptions): FindingFilter {
  return {
    states: state ?? ['open'],
    ...(rule && { rules: rule }),
    ...(severity && { severities: severity }),
    ...(provider && { providers: provider }),
    ...(account && { accounts: account }),
    ...(kind && { kinds: kind }),
    ...(limit !== undefined && { limit }),
  };
}
