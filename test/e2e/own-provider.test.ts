import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runDocumentSchema } from '../../reports/json-schema.ts';
import { checkout, cli } from '../fixtures/cli.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const example = join(checkout, 'test/examples/gpu-lessor');

const config = `
import { defineConfig } from 'bursar';
import { defaultPack } from 'bursar/rules';
import { lessor } from '${example}/adapter.ts';
import { startFleet } from '${example}/fleet.ts';

const { settings } = await startFleet();
export default defineConfig({ providers: [lessor(settings)], packs: [defaultPack] });
`;

test('a provider of one’s own is governed from the command line like any cloud', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'bursar.config.ts'), config);
  const { code, stdout, stderr } = await cli(['run', '--quiet', '--format', 'json'], { cwd: folder });
  expect(stderr).toBe('');
  expect(code).toBe(0);
  const { scopes, inventory, findings } = runDocumentSchema.parse(JSON.parse(stdout));
  expect(scopes.map(({ account, status }) => `${account} ${status}`)).toEqual([
    'research ok',
    'rendering ok',
  ]);
  expect(inventory.byKind).toEqual({ account: 2, instance: 10, 'gpu-lessor.lease': 2 });
  expect(findings.filter(({ provider }) => provider === 'gpu-lessor')).toHaveLength(10);
  expect(findings.map(({ rule, kind }) => `${rule} ${kind}`)).toContain('required-tags instance');
});

test('a provider whose credentials are nowhere is a failed scope, and the others are read', async () => {
  const folder = await temporaryFolder();
  const nobody = '00000000-0000-0000-0000-000000000000';
  await writeFile(
    join(folder, 'bursar.config.ts'),
    config
      .replace('import { defaultPack }', "import { azure } from 'bursar/azure';\nimport { defaultPack }")
      .replace(
        'lessor(settings)',
        `lessor(settings), azure({ credential: { tenantId: '${nobody}', clientId: '${nobody}', secret: { env: 'NOWHERE' } } })`,
      ),
  );
  const { code, stdout } = await cli(['run', '--quiet', '--format', 'json'], { cwd: folder });
  expect(code).toBe(1);
  const { scopes, findings } = runDocumentSchema.parse(JSON.parse(stdout));
  expect(scopes.filter(({ status }) => status !== 'ok')).toMatchObject([
    { provider: 'azure', status: 'failed', error: expect.stringContaining('NOWHERE') },
  ]);
  expect(findings.map(({ provider }) => provider)).toContain('gpu-lessor');

  const checked = await cli(['doctor'], { cwd: folder });
  expect(checked.code).toBe(1);
  expect(checked.stdout).toMatch(/failed +Azure: the environment variable NOWHERE/);
});
