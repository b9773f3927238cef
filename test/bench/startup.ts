import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Bench, Figure } from './bench.ts';

const program = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const runs = 9;

/** From the start of the process to the first line of a pass, as a user waits for it; the median of several. */
export const bench: Bench = {
  name: 'startup',
  async *run(): AsyncGenerator<Figure> {
    const folder = await mkdtemp(join(tmpdir(), 'bursar-bench-'));
    try {
      const seconds: number[] = [];
      await firstLineSeconds(folder);
      for (let run = 0; run < runs; run++) seconds.push(await firstLineSeconds(folder));
      const median = seconds.toSorted((a, b) => a - b)[Math.floor(runs / 2)] ?? Number.NaN;
      yield {
        bench: 'startup',
        figure: 'secondsToFirstLine',
        value: median,
        unit: 's',
        goal: 0.5,
        better: 'lower',
      };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function firstLineSeconds(cwd: string): Promise<number> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [program, 'run', '--size', '150'], {
    cwd,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  await once(child.stderr, 'data');
  const elapsedMs = performance.now() - startedAt;
  child.kill('SIGKILL');
  await once(child, 'close');
  return elapsedMs / 1_000;
}
