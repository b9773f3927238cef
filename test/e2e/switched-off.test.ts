import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { checkout, cli } from '../fixtures/cli.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const example = join(checkout, 'test/examples/gpu-lessor');
const hook = pathToFileURL(join(checkout, 'test/fixtures/loaded-modules.mjs')).href;

const lessor = `
import { lessor } from '${example}/adapter.ts';
import { startFleet } from '${example}/fleet.ts';
const { settings } = await startFleet();
const provider = lessor(settings);
`;
// Nobody listens there, so that its one scope fails at once.
const aws = `
import { aws } from 'bursar/aws';
const provider = aws({ endpoint: 'http://127.0.0.1:1', regions: ['eu-west-1'], maxAttempts: 1,
  credentials: async () => ({ accessKeyId: 'A', secretAccessKey: 's' }) });
`;

/** Which clouds' adapters and SDKs a pass over a provider loads. */
async function cloudsLoaded(provider: string): Promise<readonly string[]> {
  const folder = await temporaryFolder();
  const list = join(folder, 'loaded.txt');
  await writeFile(
    join(folder, 'bursar.config.ts'),
    `import { defineConfig } from 'bursar';
import { defaultPack } from 'bursar/rules';
${provider}
export default defineConfig({ providers: [provider], packs: [defaultPack] });
`,
  );
  const env = { NODE_OPTIONS: `--import=${hook}`, LOADED_MODULES: list };
  const { code, stderr } = await cli(['run', '--quiet', '--format', 'json'], { cwd: folder, env });
  expect(stderr).not.toContain('Error:');
  expect([0, 1]).toContain(code);
  const loaded = (await readFile(list, 'utf8')).split('\n');
  expect(loaded.length).toBeGreaterThan(100);
  return [...new Set(loaded.flatMap(cloudOf))].toSorted();
}

function cloudOf(url: string): readonly string[] {
  if (/\/adapters\/aws\/|\/@aws-sdk\//.test(url)) return ['aws'];
  if (/\/adapters\/gcp\/|\/@google-cloud\/|\/@googleapis\/|\/google-auth-library\//.test(url)) return ['gcp'];
  if (/\/adapters\/azure\/|\/@azure(?:-rest)?\//.test(url)) return ['azure'];
  if (url.includes('/adapters/prometheus/')) return ['prometheus'];
  return [];
}

test('a cloud that is not configured is never loaded', async () => {
  expect(await cloudsLoaded(lessor)).toEqual([]);
  expect(await cloudsLoaded(aws)).toEqual(['aws']);
});
