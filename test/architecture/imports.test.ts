import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { checkout } from '../fixtures/cli.ts';

/** Which of our folders a folder may import, beside itself; `doors` are imports by the package's own name. */
interface Boundary {
  readonly folders: readonly string[];
  readonly doors: readonly string[];
}

const core = ['src/core', 'src/lib'];
const boundaries: Readonly<Record<string, Boundary>> = {
  'src/core': { folders: ['src/lib'], doors: [] },
  'src/lib': { folders: [], doors: [] },
  'src/kinds': { folders: core, doors: [] },
  'src/actions': { folders: [...core, 'src/kinds'], doors: [] },
  'src/signals': { folders: [...core, 'src/kinds'], doors: [] },
  'src/prices': { folders: core, doors: [] },
  'src/store': { folders: core, doors: [] },
  'src/policy': { folders: core, doors: [] },
  'src/inventory': { folders: [...core, 'src/store'], doors: [] },
  'src/evidence': { folders: [...core, 'src/policy', 'src/store'], doors: [] },
  'src/remediation': { folders: core, doors: [] },
  'src/run': {
    folders: [
      ...core,
      'src/evidence',
      'src/inventory',
      'src/kinds',
      'src/policy',
      'src/prices',
      'src/remediation',
      'src/store',
    ],
    doors: [],
  },
  'src/config': { folders: [...core, 'src/policy', 'src/store'], doors: [] },
  'src/daemon': { folders: core, doors: [] },
  'src/cli': {
    folders: [...core, 'src/config', 'src/daemon', 'src/policy', 'src/run', 'src/store'],
    doors: [],
  },
  'src/testing': { folders: [...core, 'src/inventory', 'src/kinds', 'src/policy', 'src/signals'], doors: [] },
  'src/sandbox': { folders: core, doors: [] },
  'src/demo': {
    folders: [
      ...core,
      'src/cli',
      'src/config',
      'src/sandbox',
      'src/store',
      'adapters/aws',
      'adapters/azure',
      'adapters/gcp',
      'rules',
    ],
    doors: [],
  },
  rules: { folders: [], doors: ['bursar'] },
  adapters: { folders: [], doors: ['bursar/adapter'] },
  reports: { folders: [], doors: ['bursar/report'] },
};

interface Import {
  readonly from: string;
  readonly to: string;
}

/** Texts of files that users get, not code of ours. */
const templates = 'src/cli/commands/init-templates.ts';

const files = globSync(['src/**/*.ts', 'rules/**/*.ts', 'adapters/**/*.ts', 'reports/**/*.ts'], {
  cwd: checkout,
})
  .filter((file) => file !== templates)
  .toSorted();
const statement =
  /(?:^|\n)\s*(?:import|export)\b[^'"]*?from\s*'([^']+)'|\bimport\(\s*'([^']+)'\s*\)|(?:^|\n)import\s+'([^']+)'/g;

const imports: readonly Import[] = files.flatMap((from) =>
  [...readFileSync(join(checkout, from), 'utf8').matchAll(statement)].map((match) => {
    const to = match[1] ?? match[2] ?? match[3] ?? '';
    return { from, to: to.startsWith('.') ? relative(checkout, resolve(checkout, dirname(from), to)) : to };
  }),
);

function folderOf(file: string): string {
  const [top = '', second = ''] = file.split('/');
  if (top === 'adapters') return `adapters/${second}`;
  return top === 'src' && second !== '' && !second.endsWith('.ts') ? `src/${second}` : top;
}

function isOurs(target: string): boolean {
  return (
    /^(?:src|rules|adapters|reports)\//.test(target) || target === 'bursar' || target.startsWith('bursar/')
  );
}

test('there are imports to look at', () => {
  expect(imports.length).toBeGreaterThan(300);
});

test('every folder imports only what its place allows', () => {
  const wrong = imports.filter(({ from, to }) => {
    const folder = folderOf(from);
    // The doors and the composition root stand outside the folders; the root's own imports have a test below.
    if (folder === 'src' || !isOurs(to)) return false;
    const boundary = boundaries[folder.startsWith('adapters/') ? 'adapters' : folder];
    if (boundary === undefined) return true;
    return !(
      folderOf(to) === folder ||
      boundary.folders.includes(folderOf(to)) ||
      boundary.doors.includes(to)
    );
  });
  expect(wrong).toEqual([]);
});

test('nothing imports the composition root', () => {
  expect(imports.filter(({ to }) => to === 'src/main.ts')).toEqual([]);
});

test('a cloud SDK is imported in its adapter alone', () => {
  const sdk =
    /^(?:@aws-sdk|@smithy|@google-cloud|@googleapis|google-auth-library|@azure|@azure-rest)(?:\/|$)/;
  const homes: Readonly<Record<string, string>> = {
    '@aws-sdk': 'adapters/aws',
    '@smithy': 'adapters/aws',
    '@google-cloud': 'adapters/gcp',
    '@googleapis': 'adapters/gcp',
    'google-auth-library': 'adapters/gcp',
    '@azure': 'adapters/azure',
    '@azure-rest': 'adapters/azure',
  };
  const wrong = imports.filter(
    ({ from, to }) => sdk.test(to) && folderOf(from) !== homes[to.split('/')[0] ?? ''],
  );
  expect(wrong.filter(({ from }) => !from.startsWith('src/sandbox/'))).toEqual([]);
});

test('outside the sandbox, the engine does not know a cloud by name', () => {
  const engine = files.filter((file) => file.startsWith('src/') && !/^src\/(?:sandbox|main|demo)/.test(file));
  const code = (file: string): string =>
    readFileSync(join(checkout, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
  expect(engine.filter((file) => /\b(?:aws|gcp|azure)\b/i.test(code(file)))).toEqual([]);
});

test('no import goes round in a circle', () => {
  const graph = Map.groupBy(
    imports.filter(({ to }) => files.includes(to)),
    ({ from }) => from,
  );
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(' → '));
    if (done.has(file) || path.includes(file)) return;
    for (const { to } of graph.get(file) ?? []) visit(to, [...path, file]);
    done.add(file);
  };
  for (const file of files) visit(file, []);
  expect(circles).toEqual([]);
});
