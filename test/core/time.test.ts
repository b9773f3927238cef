import { assert, constantFrom, integer, property } from 'fast-check';
import { expect, test } from 'vitest';
import { type Duration, daysBetween, durationMs, hoursBetween, isDuration } from '../../src/core/time.ts';

test.for([
  ['90s', 90_000],
  ['15m', 900_000],
  ['24h', 86_400_000],
  ['1.5h', 5_400_000],
  ['14d', 1_209_600_000],
  ['2w', 1_209_600_000],
  ['0d', 0],
] as const)('%s is %i ms', ([duration, ms]) => {
  expect(isDuration(duration)).toBe(true);
  expect(durationMs(duration)).toBe(ms);
});

test.for(['', 'd', '14', '14 d', ' 14d', '14d ', '-1d', '.5h', '1.h', '1y', '1D', '1e3s', '1d2h', '١d'])(
  '%j is no duration',
  (text) => {
    expect(isDuration(text)).toBe(false);
  },
);

test('every whole number of a unit is a duration', () => {
  const units = { s: 1, m: 60, h: 3_600, d: 86_400, w: 604_800 } as const;
  assert(
    property(integer({ min: 0, max: 1_000_000 }), constantFrom('s', 'm', 'h', 'd', 'w'), (amount, unit) => {
      const duration = `${amount}${unit}` as const;
      expect(isDuration(duration)).toBe(true);
      expect(durationMs(duration)).toBe(amount * units[unit] * 1_000);
    }),
  );
});

const anyInstant = integer({ min: -(10 ** 13), max: 10 ** 13 });

test('only whole days and hours that have passed count', () => {
  expect(daysBetween(0, durationMs('1d') - 1)).toBe(0);
  expect(daysBetween(0, durationMs('1d'))).toBe(1);
  expect(hoursBetween(0, durationMs('2h') - 1)).toBe(1);
  expect(daysBetween(1, 0)).toBe(-1);
});

test('so many days later it is so many days', () => {
  assert(
    property(anyInstant, integer({ min: -5_000, max: 5_000 }), (from, days) => {
      const day: Duration = '1d';
      const to = from + days * durationMs(day);
      expect(daysBetween(from, to)).toBe(days);
      expect(hoursBetween(from, to)).toBe(days * 24);
    }),
  );
});
