import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runDocumentSchema } from '../../reports/json-schema.ts';
import { cloudNames, startSandbox } from '../../src/sandbox/sandbox.ts';
import { accuracyOf } from '../fixtures/accuracy.ts';
import { cli } from '../fixtures/cli.ts';
import { governClouds } from '../fixtures/three-clouds.ts';
import type { Bench, Figure } from './bench.ts';

/** In each of the clouds. */
const estateSize = 10_000;

/** Precision and recall of the default rules on estates of three clouds whose truth is known. */
export const bench: Bench = {
  name: 'accuracy',
  async *run(): AsyncGenerator<Figure> {
    for (const cloud of cloudNames) {
      const sandbox = await startSandbox({ seed: 11, size: estateSize, clouds: [cloud] });
      const cwd = await mkdtemp(join(tmpdir(), 'bursar-bench-'));
      try {
        const env = await governClouds(sandbox, cwd);
        const { stdout } = await cli(['run', '--quiet', '--format', 'json'], { cwd, env });
        const document = runDocumentSchema.parse(JSON.parse(stdout));
        const { right, wrong, missed, undecided } = accuracyOf(document, sandbox.truths());
        const figure = (name: string, value: number, rest: object = {}): Figure => ({
          bench: 'accuracy',
          figure: `${cloud}${name}`,
          value,
          unit: '1',
          better: 'higher',
          ...rest,
        });
        yield figure('Findings', right + wrong.length);
        yield figure('Precision', right / (right + wrong.length), { goal: 1 });
        yield figure('Recall', right / (right + missed.length), { goal: 1 });
        yield figure('WrongUnknowns', undecided.length, { goal: 0, better: 'lower' });
      } finally {
        await sandbox.close();
        await rm(cwd, { recursive: true, force: true });
      }
    }
  },
};
