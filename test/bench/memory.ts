import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { organizationConfig, writeConfig } from '../fixtures/estate.ts';
import type { Bench, Figure } from './bench.ts';
import { measuredPass } from './measured-pass.ts';

const program = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

/** An estate of this size has a little over 50,000 instances. */
const estateSize = 148_000;

/** A whole pass over 50,000 instances and all that goes with them, by the ten default rules, in one process. */
export const bench: Bench = {
  name: 'memory',
  async *run(): AsyncGenerator<Figure> {
    const folder = await mkdtemp(join(tmpdir(), 'bursar-bench-'));
    const sandbox = spawn(
      process.execPath,
      [program, 'sandbox', '--clouds', 'aws', '--size', String(estateSize)],
      {
        cwd: folder,
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    );
    try {
      const env = parseExports(await firstOutput(sandbox.stdout));
      await writeConfig(folder, organizationConfig);
      const { instances, peakKib, seconds, cpuSeconds } = await measuredPass(folder, env);
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
