import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { OwnPackage } from '../../lib/package-root.ts';
import { shownPath } from '../../lib/shown-path.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { outPath, reportOptions } from '../output.ts';
import type { CliContext } from '../parts.ts';
import { configTemplate, ruleTemplate, ruleTestTemplate } from './init-templates.ts';

/** Writes a commented config and a first rule with its test into a folder; what is there already stays as it is. */
export async function init(context: CliContext, folder: string): Promise<ExitCode> {
  const { stdout, workingFolder, own } = context;
  const target = outPath(context, folder);
  const files: Readonly<Record<string, string>> = {
    'bursar.config.ts': configTemplate,
    'rules/no-open-metadata.ts': ruleTemplate,
    'rules/no-open-metadata.test.ts': ruleTestTemplate,
    'tsconfig.json': `${JSON.stringify(typescriptConfig(own, target), null, 2)}\n`,
    '.gitignore': '.bursar/\nnode_modules/\n',
  };
  for (const [name, text] of Object.entries(files)) {
    const path = join(target, name);
    const shown = shownPath(workingFolder, path);
    if (existsSync(path)) {
      stdout.write(`kept     ${shown} (it was there)\n`);
      continue;
    }
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text, { flag: 'wx' });
    stdout.write(`written  ${shown}\n`);
  }
  const { command } = reportOptions(context, stdout);
  const config = shownPath(workingFolder, join(target, 'bursar.config.ts'));
  stdout.write(
    [
      '',
      'Next:',
      `  ${command} rules --test ${shownPath(workingFolder, target)}`,
      `  ${command} doctor --config ${config}`,
      `  ${command} run --config ${config}`,
      '',
    ].join('\n'),
  );
  return exitCode.done;
}

/** Settings under which editors and `tsc` check a folder of rules; with paths, where `bursar` is not installed in it. */
function typescriptConfig(own: OwnPackage, target: string): object {
  const compilerOptions = {
    target: 'es2024',
    // As Node takes these files: modules, whatever package.json is above them.
    module: 'preserve',
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    allowImportingTsExtensions: true,
    erasableSyntaxOnly: true,
    verbatimModuleSyntax: true,
    skipLibCheck: true,
    types: [],
  };
  if (installedFor(own, target)) return { compilerOptions, include: ['**/*.ts'] };
  const doors = [...own.doorTypes].map(([door, path]) => [
    door === '.' ? own.name : `${own.name}/${door.slice(2)}`,
    [path],
  ]);
  const modules = join(own.root, 'node_modules');
  return {
    compilerOptions: {
      ...compilerOptions,
      lib: ['es2025', 'esnext.array'],
      types: ['node'],
      typeRoots: [join(modules, '@types')],
      paths: { ...Object.fromEntries(doors), '*': [join(modules, '*'), join(modules, '@types', '*')] },
    },
    include: ['**/*.ts'],
  };
}

function installedFor({ name }: OwnPackage, folder: string): boolean {
  const searched = createRequire(join(folder, 'bursar.config.ts')).resolve.paths(name) ?? [];
  return searched.some((modules) => existsSync(join(modules, name, 'package.json')));
}
