import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What we read of our own manifest. */
interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly exports: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Our own package: where it lies, and what its manifest says. */
export interface OwnPackage {
  readonly root: string;
  readonly version: string;
  readonly name: string;
  /** Whether the TypeScript sources run, as in a checkout, and not what was compiled of them. */
  readonly fromSource: boolean;
  /** Path of each door (`.`, `./adapter`…), in the form that runs. */
  readonly doors: ReadonlyMap<string, string>;
  /** Path of a module of ours, named as in the sources without its ending. */
  file(module: string): string;
  /** Path of each door's types. */
  readonly doorTypes: ReadonlyMap<string, string>;
}

/** Finds the package that the file at a URL belongs to. */
export function ownPackage(fileUrl: string): OwnPackage {
  const file = fileURLToPath(fileUrl);
  const root = packageRoot(dirname(file));
  // Our own file, shipped with this code: its shape is not in doubt.
  const { name, version, exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
  const fromSource = file.endsWith('.ts');
  const paths = (condition: string): ReadonlyMap<string, string> =>
    new Map(Object.entries(exports).map(([door, targets]) => [door, join(root, targets[condition] ?? '')]));
  return {
    root,
    name,
    version,
    fromSource,
    file: (module) => join(root, fromSource ? `${module}.ts` : `dist/${module}.js`),
    doors: paths(fromSource ? '@bursar/source' : 'default'),
    doorTypes: paths(fromSource ? '@bursar/source' : 'types'),
  };
}

function packageRoot(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('no package.json above the running program');
  return packageRoot(parent);
}
