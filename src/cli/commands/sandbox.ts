import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { sandboxDataDir } from '../governor.ts';
import { outPath } from '../output.ts';
import type { CliContext, SandboxOptions } from '../parts.ts';

export interface SandboxCommandOptions extends SandboxOptions {
  readonly truth?: string;
}

/** Serves the sandbox by itself, for other programs to talk to, until it is told to stop. */
export async function sandbox(context: CliContext, options: SandboxCommandOptions): Promise<ExitCode> {
  const { stdout, stderr, signal, parts, workingFolder } = context;
  const running = await parts.startSandbox(options);
  try {
    if (options.truth !== undefined) {
      const path = outPath(context, options.truth);
      await writeFile(path, running.truth());
      stderr.write(`ground truth written to ${path}\n`);
    }
    stderr.write(`serving ${options.size} resources (seed ${options.seed}); Ctrl-C stops it\n`);
    for (const [cloud, url] of Object.entries(running.urls)) stderr.write(`  ${cloud}: ${url}\n`);
    stderr.write('With these variables, the clouds’ own tools and a config with these providers use it:\n');
    for (const line of running.providers) stderr.write(`  ${line}\n`);
    const variables = await running.environment(join(workingFolder, sandboxDataDir));
    for (const [name, value] of Object.entries(variables)) stdout.write(`export ${name}=${value}\n`);
    if (!signal.aborted) {
      await new Promise<void>((stop) => {
        signal.addEventListener('abort', () => stop(), { once: true });
      });
    }
    return exitCode.done;
  } finally {
    await running.close();
  }
}
