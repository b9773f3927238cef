import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { checkout } from '../fixtures/cli.ts';

const pages = globSync(['*.md', '{adapters,rules,reports,src,deploy}/**/*.md'], { cwd: checkout }).toSorted();

test('there are pages to look at', () => {
  expect(pages).toEqual(expect.arrayContaining(['README.md', 'adapters/README.md']));
});

test.each(pages)('every link of %s leads to something that is there', (page) => {
  const text = readFileSync(join(checkout, page), 'utf8');
  const links = Array.from(text.matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g), ([, link = '']) => link);
  const within = links.filter((link) => !/^[a-z]+:/.test(link));
  expect(within.filter((link) => !existsSync(join(checkout, dirname(page), link)))).toEqual([]);
});
