import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { glob } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import stringWidth from 'string-width';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { configOf } from '../governor.ts';
import { reportOptions } from '../output.ts';
import type { CliContext, CommonOptions } from '../parts.ts';

export interface RulesOptions extends CommonOptions {
  readonly json: boolean;
  /** Run the tests of the rules in this folder instead. */
  readonly test?: string | boolean;
}

/** The rules in force, with their levels; or, with `--test`, the tests beside a folder's rules. */
export async function rules(context: CliContext, options: RulesOptions): Promise<ExitCode> {
  if (options.test !== undefined && options.test !== false) {
    return testRules(context, options.test === true ? '.' : options.test);
  }
  const packs = (await configOf(context, options))?.packs ?? (await context.parts.defaultPacks());
  const rows = packs.flat().flatMap((block) =>
    block.rules.map(({ rule, level, severity }) => ({
      id: rule.id,
      level,
      severity: severity ?? rule.severity,
      kinds: rule.kinds.map(({ name }) => name),
      block: block.name,
      summary: rule.summary,
      ...(rule.action && { action: rule.action.name }),
      ...(rule.definedAt !== undefined && { definedAt: rule.definedAt }),
    })),
  );
  if (options.json) {
    context.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
    return exitCode.done;
  }
  const { width } = reportOptions(context, context.stdout);
  const idWidth = Math.max(...rows.map(({ id }) => id.length), 4);
  for (const { id, level, severity, summary, kinds } of rows) {
    const head = `${id.padEnd(idWidth)}  ${level.padEnd(7)}  ${severity.padEnd(8)}  `;
    context.stdout.write(`${head}${fit(summary, width - stringWidth(head))}\n`);
    const names = kinds.length > 6 ? `${kinds.length} kinds` : kinds.join(', ');
    context.stdout.write(`${' '.repeat(idWidth)}  ${fit(`for ${names}`, width - idWidth - 2)}\n`);
  }
  return exitCode.done;
}

function fit(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(1, width - 1))}…`;
}

/** Runs `*.test.ts` files by Node's own test runner, in which `bursar` and `zod` resolve without an installation. */
async function testRules(
  { workingFolder, own, stderr, environment }: CliContext,
  folder: string,
): Promise<ExitCode> {
  const files = await Array.fromAsync(
    glob(`${folder}/**/*.test.ts`, { cwd: workingFolder, exclude: (path) => path.includes('node_modules') }),
  );
  if (files.length === 0) {
    stderr.write(`there is no *.test.ts in ${folder}\n`);
    return exitCode.someFailed;
  }
  const hook = pathToFileURL(own.file('src/config/register-doors')).href;
  const child = spawn(process.execPath, ['--import', hook, '--test', ...files.toSorted()], {
    cwd: workingFolder,
    stdio: 'inherit',
    // The tests are for Node's runner, whatever runner we were started from.
    env: { ...environment, VITEST: undefined },
  });
  const [code] = await once(child, 'exit');
  return code === 0 ? exitCode.done : exitCode.someFailed;
}
