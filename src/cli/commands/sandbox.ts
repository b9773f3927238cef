import { writeFile } from 'node:fs/promises';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { outPath } from '../output.ts';
import type { CliContext } from '../parts.ts';

export interface SandboxCommandOptions {
  readonly seed: number;
  readonly size: number;
  readonly port: number;
  readonly truth?: string;
}

/** Serves the sandbox by itself, for other programs to talk to, until it is told to stop. */
export async function sandbox(context: CliContext, options: SandboxCommandOptions): Promise<ExitCode> {
  const { stdout, stderr, signal, parts } = context;
  const running = await parts.startSandbox(options);
  try {
    if (options.truth !== undefined) {
      const path = outPath(context, options.truth);
      await writeFile(path, running.truth());
      stderr.write(`ground truth written to ${path}\n`);
    }
    stderr.write(
      `serving ${options.size} resources (seed ${options.seed}) at ${running.url}; Ctrl-C stops it\n`,
    );
    for (const [name, value] of Object.entries(running.environment()))
      stdout.write(`export ${name}=${value}\n`);
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
