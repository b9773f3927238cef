import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { Bench, Figure } from './bench.ts';

const child = fileURLToPath(new URL('million/child.ts', import.meta.url));
const size = 1_000_000;
const run = promisify(execFile);

const measured = z.object({
  resources: z.number(),
  findings: z.number().optional(),
  seconds: z.number(),
  peakRssMib: z.number(),
});

/** The flags with which the package's own scripts start it, and the names under which the rules know us. */
const flags = ['--conditions=@bursar/source', '--max-semi-space-size=8', '--heap-growing-percent=50'];

/** A pass over a store of a million resources, judged by ten rules; filling it is told, but is no part of that. */
export const bench: Bench = {
  name: 'million',
  async *run(): AsyncGenerator<Figure> {
    const dataDir = await mkdtemp(join(tmpdir(), 'bursar-bench-'));
    try {
      const fill = await step('fill', dataDir);
      yield { ...lowerIsBetter, figure: 'fillSeconds', value: fill.seconds, unit: 's' };
      yield { ...lowerIsBetter, figure: 'fillPeakRss', value: fill.peakRssMib, unit: 'MiB' };
      const pass = await step('pass', dataDir);
      if (pass.resources !== fill.resources)
        throw new Error(`wrote ${fill.resources} resources, and read ${pass.resources}`);
      yield { bench: 'million', better: 'higher', figure: 'findings', value: pass.findings ?? 0, unit: '1' };
      yield { ...lowerIsBetter, figure: 'passSeconds', value: pass.seconds, unit: 's', goal: 60 };
      yield { ...lowerIsBetter, figure: 'passPeakRss', value: pass.peakRssMib, unit: 'MiB', goal: 512 };
    } finally {
      await rm(dataDir, { recursive: true, force: true });
    }
  },
};

const lowerIsBetter = { bench: 'million', better: 'lower' } as const;

async function step(name: 'fill' | 'pass', dataDir: string): Promise<z.output<typeof measured>> {
  const { stdout } = await run(process.execPath, [...flags, child, name, dataDir, String(size)]);
  return measured.parse(JSON.parse(stdout));
}
