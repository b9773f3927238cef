import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runDocumentSchema } from '../../reports/json-schema.ts';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { accuracyOf } from '../fixtures/accuracy.ts';
import { cli } from '../fixtures/cli.ts';
import { environmentOf, organizationConfig, writeConfig } from '../fixtures/estate.ts';
import type { Bench, Figure } from './bench.ts';

/** Precision and recall of the default rules on an estate whose truth is known. */
export const bench: Bench = {
  name: 'accuracy',
  async *run(): AsyncGenerator<Figure> {
    const sandbox = await startSandbox({ seed: 11, size: 10_000 });
    const cwd = await mkdtemp(join(tmpdir(), 'bursar-bench-'));
    try {
      await writeConfig(cwd, organizationConfig);
      const { stdout } = await cli(['run', '--quiet', '--format', 'json'], {
        cwd,
        env: environmentOf(sandbox),
      });
      const document = runDocumentSchema.parse(JSON.parse(stdout));
      const { right, wrong, missed, undecided } = accuracyOf(document, sandbox.truths());
      const figure = (name: string, value: number, rest: object = {}): Figure => ({
        bench: 'accuracy',
        figure: name,
        value,
        unit: '1',
        better: 'higher',
        ...rest,
      });
      yield figure('findings', right + wrong.length);
      yield figure('precision', right / (right + wrong.length), { goal: 1 });
      yield figure('recall', right / (right + missed.length), { goal: 1 });
      yield figure('wrongUnknowns', undecided.length, { goal: 0, better: 'lower' });
    } finally {
      await sandbox.close();
      await rm(cwd, { recursive: true, force: true });
    }
  },
};
