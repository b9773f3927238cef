import { execFile } from 'node:child_process';
import { readdir, rename, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { checkout } from '../fixtures/cli.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const run = promisify(execFile);
/** npm and the installed program run on the Node that runs this test, whatever else the machine has. */
const environment = {
  ...process.env,
  PATH: `${dirname(process.execPath)}${delimiter}${process.env['PATH'] ?? ''}`,
};
const tsc = join(checkout, 'node_modules/.bin/tsc');

const secondRule = `import { defineRule, flag, instance, pass } from 'bursar';

export default defineRule({
  id: 'no-giants',
  summary: 'A very large machine needs a good reason.',
  severity: 'low',
  kinds: [instance],
  messages: { giant: '{{name}} is a {{type}}' },
  evaluate: ({ attributes: { type } }) => (type.endsWith('24xlarge') ? flag('giant', { data: { type } }) : pass),
});
`;

const mistake = secondRule.replace("flag('giant'", "flag('gaint'");

test('the package installs elsewhere; rules are written, checked, tested and run there', {
  timeout: 300_000,
}, async () => {
  const folder = await temporaryFolder();
  const inFolder = { cwd: folder, env: environment, maxBuffer: 64 * 1024 * 1024 };
  await run('npm', ['pack', '--pack-destination', folder, '--silent'], { ...inFolder, cwd: checkout });
  const tarball = (await readdir(folder)).find((name) => name.endsWith('.tgz'));
  await writeFile(
    join(folder, 'package.json'),
    '{ "name": "policies", "private": true, "type": "module" }\n',
  );
  await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', `./${tarball}`], inFolder);
  const bursar = (...parameters: string[]) =>
    run(join(folder, 'node_modules/.bin/bursar'), parameters, inFolder);

  const written = await bursar('init');
  expect(written.stdout).toContain('written  bursar.config.ts');
  expect(written.stdout).toContain('bursar doctor');

  await writeFile(join(folder, 'rules/no-giants.ts'), secondRule);
  await run(tsc, ['--project', folder], inFolder);
  await writeFile(join(folder, 'rules/no-giants.ts'), mistake);
  await expect(run(tsc, ['--project', folder], inFolder)).rejects.toMatchObject({
    stdout: expect.stringContaining('gaint'),
  });
  await writeFile(join(folder, 'rules/no-giants.ts'), secondRule);

  const tested = await bursar('rules', '--test', '.');
  expect(tested.stdout).toMatch(/fail 0/);

  const listed = await bursar('rules', '--json', '--config', 'bursar.config.ts');
  expect(JSON.parse(listed.stdout)).toContainEqual(
    expect.objectContaining({ id: 'no-open-metadata', level: 'report' }),
  );
  const { stdout } = await bursar('permissions', '--provider', 'aws');
  expect(JSON.parse(stdout)).toMatchObject({ Version: '2012-10-17' });

  await rename(join(folder, 'bursar.config.ts'), join(folder, 'not-now.ts'));
  const onSandbox = await bursar('run', '--quiet', '--format', 'json', '--size', '150');
  expect(JSON.parse(onSandbox.stdout)).toMatchObject({ run: { mode: 'propose' } });
});
