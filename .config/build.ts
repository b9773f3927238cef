import { execFileSync } from 'node:child_process';
import { cpSync, globSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

// Compiles what is published into dist/, with the pages that the program shows or that carry notices.
const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
const pages = ['rules/**/*.md', 'adapters/**/README.md'];

rmSync(dist, { recursive: true, force: true });
execFileSync(join(root, 'node_modules/.bin/tsc'), ['--project', join(root, '.config/tsconfig.build.json')], {
  stdio: 'inherit',
});
for (const page of globSync(pages, { cwd: root })) cpSync(join(root, page), join(dist, page));
