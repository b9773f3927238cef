import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { organizationConfig, writeConfig } from '../fixtures/estate.ts';
import type { Bench, Figure } from './bench.ts';

const program = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const usage = fileURLToPath(new URL('./peak-memory.ts', import.meta.url));

/** The flags with which the package's own scripts start it. */
const flags = ['--max-semi-space-size=8', '--heap-growing-percent=50'];

/** An estate of this size has a little over 50,000 instances. */
const estateSize = 148_000;

/** A whole pass over 50,000 instances and all that goes with them, by the ten default rules, in one process. */
export const bench: Bench = {
  name: 'memory',
  async *run(): AsyncGenerator<Figure> {
    const folder = await mkdtemp(join(tmpdir(), 'bursar-bench-'));
    const sandbox = spawn(process.execPath, [program, 'sandbox', '--size', String(estateSize)], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    try {
      const env = parseExports(await firstOutput(sandbox.stdout));
      await writeConfig(folder, organizationConfig);
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
      const instances = await countInstances(pass.stdout);
      await once(pass, 'close');
      const seconds = (performance.now() - startedAt) / 1_000;
      const { peakKib, cpuSeconds } = JSON.parse(await readFile(usageFile, 'utf8')) as {
        readonly peakKib: number;
        readonly cpuSeconds: number;
      }; // written by peak-memory.ts
      const figure = (name: string, value: number, unit: string, rest: object = {}): Figure => ({
        bench: 'memory',
        figure: name,
        value,
        unit,
        better: 'lower',
        ...rest,
      });
      yield figure('instances', instances, '1', { goal: 50_000, better: 'higher' });
      yield figure('peakMebibytes', Math.round(peakKib / 1_024), 'MiB', { goal: 400 });
      yield figure('secondsOfPass', seconds, 's');
      yield figure('cpuSecondsOfPass', cpuSeconds, 's');
    } finally {
      sandbox.kill();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function firstOutput(stream: NodeJS.ReadableStream): Promise<string> {
  let text = '';
  for await (const piece of stream) {
    text += String(piece);
    if (text.includes('AWS_REGION=')) return text;
  }
  throw new Error('the sandbox ended before it was ready');
}

function parseExports(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...text.matchAll(/^export (\w+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]),
  );
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
