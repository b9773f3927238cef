import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyGlobMatcher, globMatcher } from '../../src/lib/glob.ts';

test.each([
  ['prod-*', 'prod-eu', true],
  ['prod-*', 'preprod-eu', false],
  ['*-eu-*', 'prod-eu-1', true],
  ['a.c', 'abc', false],
  ['*', 'any\nthing', true],
  ['', '', true],
])('%s against %j is %s', (pattern, text, matches) => {
  expect(globMatcher(pattern)(text)).toBe(matches);
});

test('a text without a star matches itself and nothing else, whatever is in it', () => {
  const plain = fc.string().filter((text) => !text.includes('*'));
  fc.assert(fc.property(plain, plain, (a, b) => globMatcher(a)(b) === (a === b)));
  fc.assert(fc.property(plain, fc.string(), (prefix, rest) => globMatcher(`${prefix}*`)(prefix + rest)));
});

test('any of several patterns is enough', () => {
  const matches = anyGlobMatcher(['dev', 'test-*']);
  expect(['dev', 'test-1', 'prod'].map(matches)).toEqual([true, true, false]);
});
