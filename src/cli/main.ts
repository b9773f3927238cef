import { CommanderError } from 'commander';
import { ConfigError, describeFault } from '../config/faults.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import type { CliContext } from './parts.ts';
import { createProgram } from './program.ts';

/** Runs the command line. Errors that users can mend are told in words; only ours come with a stack. */
export async function runCli(parameters: readonly string[], context: CliContext): Promise<number> {
  let code: ExitCode = exitCode.done;
  const program = createProgram(context, (result) => {
    code = result;
  });
  try {
    await program.parseAsync([...parameters], { from: 'user' });
    return code;
  } catch (error) {
    return codeOf(error, context);
  }
}

function codeOf(error: unknown, { stderr, signal }: CliContext): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.done : exitCode.configWrong;
  if (error instanceof ConfigError) {
    const { faults } = error;
    stderr.write(
      `The configuration is wrong, in ${faults.length === 1 ? 'one place' : `${faults.length} places`}:\n`,
    );
    for (const fault of faults) stderr.write(`  ${describeFault(fault)}\n`);
    return exitCode.configWrong;
  }
  if (signal.aborted) {
    stderr.write('stopped before it was done\n');
    return exitCode.someFailed;
  }
  stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return exitCode.someFailed;
}
