import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const usage = fileURLToPath(new URL('./peak-memory.ts', import.meta.url));

/** The flags with which the package's own scripts start it. */
const flags = ['--max-semi-space-size=8', '--heap-growing-percent=50'];

/** What one pass in a process of its own came to. */
export interface MeasuredPass {
  readonly instances: number;
  readonly peakKib: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
}

/** Makes a whole pass with the config of a folder, in a process of its own. */
export async function measuredPass(
  folder: string,
  env: Readonly<Record<string, string>>,
): Promise<MeasuredPass> {
  const usageFile = join(folder, 'usage.json');
  const startedAt = performance.now();
  const pass = spawn(
    process.execPath,
    [...flags, '--import', usage, program, 'run', '--quiet', '--format', 'json'],
    {
      cwd: folder,
      env: { PATH: process.env['PATH'], HOME: folder, ...env, BURSAR_BENCH_USAGE: usageFile },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const closed = once(pass, 'close');
  const instances = await countInstances(pass.stdout);
  await closed;
  const seconds = (performance.now() - startedAt) / 1_000;
  const used = JSON.parse(await readFile(usageFile, 'utf8')) as {
    readonly peakKib: number;
    readonly cpuSeconds: number;
  }; // written by peak-memory.ts
  return { instances, seconds, ...used };
}

/** The document's count, found in passing, so that this process holds none of it. */
async function countInstances(stream: NodeJS.ReadableStream): Promise<number> {
  let count = Number.NaN;
  let tail = '';
  for await (const piece of stream) {
    const text = tail + String(piece);
    const match = /"instance":(\d+)/.exec(text);
    if (match !== null && Number.isNaN(count)) count = Number(match[1]);
    tail = text.slice(-100);
  }
  return count;
}
