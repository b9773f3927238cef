import { array, assert, constantFrom, oneof, property, string, tuple } from 'fast-check';
import { expect, test } from 'vitest';
import { noTags, toTags } from '../../src/core/tags.ts';

const oddKeys = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '',
  ' leading',
  'trailing ',
  '🏷️',
  'é',
  'é',
  '0',
];
const anyKey = oneof(constantFrom(...oddKeys), string({ unit: 'grapheme' }));
const anyPairs = array(tuple(anyKey, string({ unit: 'grapheme' })));

test.for(oddKeys)('the key %j is one like any other', (key) => {
  const tags = toTags([[key, 'value']]);
  expect(tags[key]).toBe('value');
  expect(Object.entries(tags)).toEqual([[key, 'value']]);
});

test.for(oddKeys)('without the key %j there is nothing under it', (key) => {
  expect(toTags([['other', 'value']])[key]).toBeUndefined();
  expect(noTags[key]).toBeUndefined();
});

test('every key has its last value, and there are no others', () => {
  assert(
    property(anyPairs, (pairs) => {
      const tags = toTags(pairs);
      const last = new Map(pairs);
      expect(new Map(Object.entries(tags))).toEqual(last);
    }),
  );
});

test('tags survive a copy as JSON', () => {
  assert(
    property(anyPairs, (pairs) => {
      const tags = toTags(pairs);
      const copy: Record<string, string> = JSON.parse(JSON.stringify(tags));
      expect(toTags(Object.entries(copy))).toEqual(tags);
    }),
  );
});

test('nobody can tag what has no tags', () => {
  expect(Object.isFrozen(noTags)).toBe(true);
  expect(Object.keys(noTags)).toEqual([]);
});
