import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { runDocumentSchema } from '../../reports/json-schema.ts';
import { checkout, cli } from '../fixtures/cli.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

/** What the compiler has against a folder. */
async function typeCheck(folder: string): Promise<string> {
  const tsc = join(checkout, 'node_modules/.bin/tsc');
  return promisify(execFile)(tsc, ['--project', folder], { cwd: folder }).then(
    () => '',
    (error: { readonly stdout: string }) => error.stdout,
  );
}

/** One cloud is enough for what is the same with all of them. */
const small = ['--size', '120', '--seed', '7', '--clouds', 'aws'];

test('without a config one command governs the sandbox, and its JSON is the document and nothing else', async () => {
  const cwd = await temporaryFolder();
  const { code, stdout, stderr } = await cli(['run', '--format', 'json', '--size', '300', '--seed', '7'], {
    cwd,
  });
  expect(code).toBe(0);
  expect(stderr.split('\n')[0]).toMatch(/^Bursar \d.* sandbox, 300 made-up resources \(seed 7\)$/);
  const document = runDocumentSchema.parse(JSON.parse(stdout));
  expect(document.inventory.total).toBeGreaterThanOrEqual(300);
  expect(new Set(document.scopes.map(({ provider }) => provider))).toEqual(new Set(['aws', 'azure', 'gcp']));
  expect(document.findings.length).toBeGreaterThan(60);
  expect(document.plan.steps.every(({ state }) => state === 'proposed')).toBe(true);

  const listed = await cli(['findings', '--format', 'json', '--rule', 'instance-idle'], { cwd });
  const found = runDocumentSchema.parse(JSON.parse(listed.stdout)).findings;
  expect(found.length).toBeGreaterThan(0);
  expect(new Set(found.map(({ rule }) => rule))).toEqual(new Set(['instance-idle']));

  const [first] = found;
  const explained = await cli(['explain', first?.fingerprint ?? ''], { cwd });
  expect(explained.code).toBe(0);
  expect(explained.stdout).toMatch(/price +≈\$[\d,.]+ a month/);
  for (const part of [first?.message, 'cpu-utilization', 'p95', 'a month', 'What it flags']) {
    expect(explained.stdout).toContain(part);
  }
});

test('--once ends after the pass, with the report as a person reads it', async () => {
  const { code, stdout } = await cli(['start', '--once', ...small], { cwd: await temporaryFolder() });
  expect(code).toBe(0);
  for (const part of ['Findings by rule', 'Top savings', 'Undecided', 'What to do next'])
    expect(stdout).toContain(part);
  expect(stdout).not.toContain('\u001B');
});

test('the second pass over the same estate finds the same, and resolves nothing', async () => {
  const cwd = await temporaryFolder();
  const fingerprints = async (): Promise<readonly string[]> => {
    const { stdout } = await cli(['run', '--quiet', '--format', 'json', ...small], { cwd });
    return runDocumentSchema
      .parse(JSON.parse(stdout))
      .findings.map(({ fingerprint }) => fingerprint)
      .toSorted();
  };
  expect(await fingerprints()).toEqual(await fingerprints());
});

test('--fail-on exits with 3 when it is met, and with 0 when it is not', async () => {
  const cwd = await temporaryFolder();
  expect((await cli(['run', '--quiet', '--fail-on', 'high', ...small], { cwd })).code).toBe(3);
  expect((await cli(['run', '--quiet', '--fail-on', 'critical', ...small], { cwd })).code).toBe(0);
});

test('--out writes the page whole, and says where', async () => {
  const cwd = await temporaryFolder();
  const { code, stdout, stderr } = await cli(['run', '--format', 'html', '--out', 'report.html', ...small], {
    cwd,
  });
  expect([code, stdout]).toEqual([0, '']);
  expect(stderr).toContain(join(cwd, 'report.html'));
  expect(await readFile(join(cwd, 'report.html'), 'utf8')).toMatch(/^<!doctype html>[\s\S]*<\/html>\s*$/i);
});

test('a config with six faults exits with 2, and lists all six', async () => {
  const cwd = await temporaryFolder();
  await writeFile(
    join(cwd, 'bursar.config.ts'),
    `import { defineConfig, definePack, use } from 'bursar';
import { aws } from 'bursar/aws';
import { instanceIdle } from 'bursar/rules';

export default defineConfig({
  providers: [aws({ regions: ['Ireland'], accounts: { roles: [{ arn: 'not-an-arn' }] } })],
  packs: [definePack([{ name: 'all', rules: [use(instanceIdle, 'destroy', { window: 'a while' })] }])],
  schedule: 'sometimes',
  concurrency: 0,
} as never);
`,
  );
  const { code, stdout, stderr } = await cli(['run'], { cwd });
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain('The configuration is wrong, in 6 places:');
  for (const path of [
    'providers[0].regions[0]',
    'providers[0].accounts.roles[0].arn',
    'packs[0][0].rules[0].level',
    'packs[0][0].rules[0].options.window',
    'schedule',
    'concurrency',
  ]) {
    expect(stderr).toContain(`bursar.config.ts: ${path}: `);
  }
});

test('a config that does not load is told by file and line, and a missing one by name', async () => {
  const cwd = await temporaryFolder();
  await writeFile(
    join(cwd, 'broken.ts'),
    "import { nothing } from './rules/not-there.ts';\nexport default nothing;\n",
  );
  const broken = await cli(['run', '--config', 'broken.ts'], { cwd });
  expect([broken.code, broken.stderr.includes('not-there.ts')]).toEqual([2, true]);
  const missing = await cli(['run', '--config', 'absent.ts'], { cwd });
  expect([missing.code, missing.stderr.includes('absent.ts: there is no such file')]).toEqual([2, true]);
});

test('init writes a config, a rule and its test that work in a folder without node_modules', async () => {
  const cwd = await temporaryFolder();
  await mkdir(join(cwd, 'policies'));
  const written = await cli(['init', 'policies'], { cwd });
  expect(written.stdout).toContain('written  policies/bursar.config.ts');
  expect((await cli(['init', 'policies'], { cwd })).stdout).toContain('kept     policies/bursar.config.ts');

  const tested = await cli(['rules', '--test', 'policies'], { cwd });
  expect([tested.code, tested.stdout]).toEqual([0, expect.stringMatching(/pass [1-9]/)]);

  await expect(typeCheck(join(cwd, 'policies'))).resolves.toBe('');
  const rule = await readFile(join(cwd, 'policies/rules/no-open-metadata.ts'), 'utf8');
  await writeFile(
    join(cwd, 'policies/rules/wrong.ts'),
    rule.replace('metadataTokenRequired, type }', 'metadataToken, type }'),
  );
  await expect(typeCheck(join(cwd, 'policies'))).resolves.toContain("'metadataToken' does not exist");
  await rm(join(cwd, 'policies/rules/wrong.ts'));

  const listed = await cli(['rules', '--config', 'policies/bursar.config.ts', '--json'], { cwd });
  expect(JSON.parse(listed.stdout)).toContainEqual(
    expect.objectContaining({
      id: 'no-open-metadata',
      definedAt: expect.stringContaining('no-open-metadata.ts:'),
    }),
  );

  await writeFile(
    join(cwd, 'policies/rules/no-open-metadata.test.ts'),
    `import { testRule } from 'bursar/testing';
import rule from './no-open-metadata.ts';
testRule(rule, [{ title: 'wrong', resource: { attributes: { metadataTokenRequired: true } }, expect: 'open' }]);
`,
  );
  expect((await cli(['rules', '--test', 'policies'], { cwd })).code).toBe(1);
});

test('a wrong option exits with 2, and says what would have been right', async () => {
  const cwd = await temporaryFolder();
  const format = await cli(['run', '--format', 'xml'], { cwd });
  expect([format.code, format.stderr]).toEqual([2, expect.stringContaining('table, json, csv, html')]);
  const size = await cli(['run', '--size', '7'], { cwd });
  expect([size.code, size.stderr]).toEqual([2, expect.stringContaining('from 50 to 3000000')]);
  const tooFew = await cli(['run', '--size', '100'], { cwd });
  expect([tooFew.code, tooFew.stderr]).toEqual([
    2,
    expect.stringContaining('with 3 clouds, --size has to be from 150'),
  ]);
});

test('before the first pass, findings and explain say what to do', async () => {
  const cwd = await temporaryFolder();
  const findings = await cli(['findings'], { cwd });
  expect([findings.code, findings.stderr]).toEqual([1, expect.stringContaining('bursar -- run')]);
  const explained = await cli(['explain', 'i-nothing'], { cwd });
  expect([explained.code, explained.stderr]).toEqual([1, expect.stringContaining('"i-nothing"')]);
});
