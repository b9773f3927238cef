import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import * as index from '../../rules/index.ts';
import type { Rule } from '../../src/core/rule.ts';
import { ruleFaults } from '../../src/policy/check-rule.ts';

const root = join(import.meta.dirname, '../..');
const headings = ['What it flags', 'Why', 'Method and source', 'Options', 'Unknown when', 'What to do'];

const { defaultPack, ...named } = index;
const exported = new Map<string, Rule>(Object.entries(named));
const used = defaultPack.flatMap(({ rules }) => rules);

/** `unused/volume-unattached` for every rule's file; what rules share is in lib. */
const files = globSync('*/*.ts', { cwd: join(root, 'rules') })
  .filter((file) => !file.startsWith('lib/'))
  .map((file) => file.replace(/\.ts$/, ''))
  .toSorted();

test('there are rules, and each lies in a folder of its family', () => {
  expect(files.length).toBeGreaterThanOrEqual(10);
  expect(globSync('{*,*/*/**/*}.ts', { cwd: join(root, 'rules') })).toEqual(['index.ts']);
});

test('the index exports every rule, and the default pack uses each once', () => {
  expect([...exported.values()].map(({ id }) => id).toSorted()).toEqual(files.map(idOf).toSorted());
  expect(used.map(({ rule }) => rule.id)).toEqual(files.map(idOf).toSorted());
});

test('the default pack only reports, with options that every rule accepts', () => {
  for (const { rule, level, options } of used) {
    expect.soft([rule.id, level]).toEqual([rule.id, 'report']);
    expect.soft(rule.options.safeParse(options).success, rule.id).toBe(true);
  }
});

describe.each(files)('%s', (file) => {
  const id = idOf(file);
  const rule = exported.get(camelCase(id));

  test('is exported under its own name, and called like its file', () => {
    expect(rule?.id).toBe(id);
    expect(rule?.definedAt).toContain(`/rules/${file}.ts:`);
  });

  test('is well defined', () => expect(rule && ruleFaults(rule)).toEqual([]));

  test('has a test', () => {
    expect(readFileSync(join(root, `test/rules/${file}.test.ts`), 'utf8')).toContain('testRule(rule, [');
  });

  test('has a page with its summary and the same headings as the others', () => {
    const page = readFileSync(join(root, `rules/${file}.md`), 'utf8');
    expect(page.split('\n\n').slice(0, 2)).toEqual([`# ${id}`, rule?.summary]);
    expect(Array.from(page.matchAll(/^## (.*)$/gm), ([, heading]) => heading)).toEqual(headings);
    for (const section of page.split(/^## .*$/m)) expect(section.trim()).not.toBe('');
  });

  test('has a page that tells its options, their defaults and its action', () => {
    const page = readFileSync(join(root, `rules/${file}.md`), 'utf8');
    const rows = page.matchAll(/^\| `(\w+)` +\| (.*?) +\|/gm);
    const told = new Map(Array.from(rows, ([, name = '', value = '']) => [name, value]));
    const options = rule === undefined ? {} : optionDefaults(rule);
    expect([...told.keys()]).toEqual(Object.keys(options));
    // A default that is too long for a table is told in words.
    const short = Object.entries(options).filter(([, value]) => JSON.stringify(value).length <= 40);
    for (const [name, value] of short) expect(told.get(name)).toBe(`\`${JSON.stringify(value)}\``);
    expect(page).toContain(rule?.action === undefined ? 'No action is proposed' : `\`${rule.action.name}\``);
  });
});

test('every page belongs to a rule', () => {
  for (const page of globSync('**/*.md', { cwd: join(root, 'rules') })) {
    expect.soft(existsSync(join(root, 'rules', page.replace(/md$/, 'ts'))), page).toBe(true);
  }
});

function optionDefaults(rule: Rule): Readonly<Record<string, unknown>> {
  const schema = z.toJSONSchema(rule.options, { io: 'input', unrepresentable: 'any' });
  const properties = Object.entries(schema.properties ?? {});
  return Object.fromEntries(
    properties.map(([name, option]) => [name, typeof option === 'object' && option.default]),
  );
}

function idOf(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1);
}

function camelCase(id: string): string {
  return id.replace(/-(\w)/g, (_whole, letter: string) => letter.toUpperCase());
}
