import { expect, test } from 'vitest';
import { counted, formatCount, formatInstant, formatShare, formatSpan } from '../../src/lib/format.ts';

test('counts and their nouns', () => {
  expect(formatCount(1_234_567)).toBe('1,234,567');
  expect([counted(0, 'scope'), counted(1, 'scope'), counted(1_000, 'scope')]).toEqual([
    '0 scopes',
    '1 scope',
    '1,000 scopes',
  ]);
});

test('instants in UTC', () => {
  expect(formatInstant(Date.UTC(2026, 0, 2, 3, 4, 59))).toBe('2026-01-02 03:04 UTC');
});

test.each([
  [-5, '0 ms'],
  [0, '0 ms'],
  [999, '999 ms'],
  [42_000, '42 s'],
  [60_000, '1 min'],
  [192_000, '3 min 12 s'],
  [7_500_000, '2 h 5 min'],
  [3_600_001, '1 h'],
  [86_400_000, '1 day'],
  [9 * 86_400_000 + 3_600_000, '9 days 1 h'],
])('a span of %i ms is %s', (spanMs, text) => {
  expect(formatSpan(spanMs)).toBe(text);
});

test('shares never look whole or empty when they are not', () => {
  expect([0, 0.001, 0.25, 0.999, 1].map(formatShare)).toEqual(['0 %', '<1 %', '25 %', '>99 %', '100 %']);
});
