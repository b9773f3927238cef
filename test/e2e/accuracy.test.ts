import { expect, onTestFinished, test } from 'vitest';
import { runDocumentSchema } from '../../reports/json-schema.ts';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { accuracyOf } from '../fixtures/accuracy.ts';
import { cli } from '../fixtures/cli.ts';
import { environmentOf, organizationConfig, writeConfig } from '../fixtures/estate.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

test.each([1, 2])(
  'everything that is wasted in the sandbox is found, and nothing else: seed %i',
  { timeout: 60_000 },
  async (seed) => {
    const sandbox = await startSandbox({ seed, size: 2_500 });
    onTestFinished(() => sandbox.close());
    const cwd = await temporaryFolder();
    await writeConfig(cwd, organizationConfig);
    const { stdout } = await cli(['run', '--quiet', '--format', 'json'], {
      cwd,
      env: environmentOf(sandbox),
    });
    const { right, ...differences } = accuracyOf(
      runDocumentSchema.parse(JSON.parse(stdout)),
      sandbox.truths(),
    );
    expect(differences).toEqual({ wrong: [], missed: [], undecided: [] });
    expect(right).toBeGreaterThan(500);
  },
);
