import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** Runs a fixture as a user does who has nothing but Node: `node --test`. */
function runWithNode(fixture: string): { readonly status: number | null; readonly output: string } {
  const { VITEST: _vitest, NODE_TEST_CONTEXT: _context, ...env } = process.env;
  const file = join(import.meta.dirname, '../fixtures/testing', fixture);
  const parameters = ['--conditions=@bursar/source', '--test', '--test-reporter=tap', file];
  const { status, stdout, stderr } = spawnSync(process.execPath, parameters, { env, encoding: 'utf8' });
  return { status, output: stdout + stderr };
}

test('a table that holds passes under the runner that Node brings', () => {
  const { status, output } = runWithNode('passing.ts');
  expect(output).toContain('# pass 6');
  expect(status).toBe(0);
});

test('a table that does not hold fails, with each of its faults by name', () => {
  const { status, output } = runWithNode('failing.ts');
  expect(status).toBe(1);
  expect(output).toContain('the verdict is pass, not large');
  expect(output).toMatch(/not ok \d+ - has cases with titles of their own/);
  expect(output).toMatch(/not ok \d+ - has a case for each of its messages/);
  expect(output).toContain('# pass 2');
});
