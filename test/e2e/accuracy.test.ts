import { expect, onTestFinished, test } from 'vitest';
import { runDocumentSchema } from '../../reports/json-schema.ts';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { accuracyOf } from '../fixtures/accuracy.ts';
import { cli } from '../fixtures/cli.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { governClouds } from '../fixtures/three-clouds.ts';

test.each([
  ['aws', 1],
  ['gcp', 2],
  ['azure', 3],
] as const)(
  'everything that is wasted in the sandbox of %s is found, and nothing else',
  { timeout: 60_000 },
  async (cloud, seed) => {
    const sandbox = await startSandbox({ seed, size: 2_500, clouds: [cloud] });
    onTestFinished(() => sandbox.close());
    const cwd = await temporaryFolder();
    const env = await governClouds(sandbox, cwd);
    const { stdout } = await cli(['run', '--quiet', '--format', 'json'], { cwd, env });
    const document = runDocumentSchema.parse(JSON.parse(stdout));
    expect(document.scopes.filter(({ status }) => status !== 'ok')).toEqual([]);
    const { right, ...differences } = accuracyOf(document, sandbox.truths());
    expect(differences).toEqual({ wrong: [], missed: [], undecided: [] });
    expect(right).toBeGreaterThan(400);
  },
);
