import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Report } from 'bursar/report';
import { expect, test } from 'vitest';
import { reports, reportsById } from '../../reports/index.ts';

const folder = fileURLToPath(new URL('../../reports', import.meta.url));

function isReport(value: unknown): value is Report {
  return typeof value === 'object' && value !== null && 'render' in value && 'mediaType' in value;
}

test('the list has every report that the folder has', async () => {
  const found: Report[] = [];
  for (const file of globSync('*.ts', { cwd: folder })) {
    if (basename(file) === 'index.ts') continue;
    const module: Readonly<Record<string, unknown>> = await import(pathToFileURL(join(folder, file)).href);
    found.push(...Object.values(module).filter(isReport));
  }
  expect(new Set(reports)).toEqual(new Set(found));
});

test('ids are those that formats are asked for by', () => {
  expect([...reportsById.keys()].toSorted()).toEqual(['csv', 'findings', 'html', 'json', 'table']);
});
