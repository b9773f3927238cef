import { assert, bigInt, integer, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addMoney,
  compareMoney,
  type Money,
  money,
  moneyToDecimal,
  moneyToNumber,
  subtractMoney,
  timesMoney,
  usd,
} from '../../src/core/money.ts';

const anyMoney = bigInt({ min: -(10n ** 24n), max: 10n ** 24n }).map(
  (nanos): Money => ({ nanos, currency: 'USD' }),
);

describe('an amount from text', () => {
  test.for([
    ['0', 0n],
    ['-0', 0n],
    ['0.107', 107_000_000n],
    ['21.957642', 21_957_642_000n],
    ['-1.5', -1_500_000_000n],
    ['0.0000000004', 0n],
    ['0.0000000005', 1n],
    ['-0.0000000005', -1n],
    ['0.99999999951', 1_000_000_000n],
    ['123456789012345678901234567890.123456789', 123_456_789_012_345_678_901_234_567_890_123_456_789n],
  ] as const)('%s', ([text, nanos]) => {
    expect(usd(text)).toEqual({ nanos, currency: 'USD' });
  });

  test.for(['', ' 1', '1.', '.5', '1,5', '1e3', '+1', '--1', 'NaN', '0x10'])('%j is not one', (text) => {
    expect(() => usd(text)).toThrow(RangeError);
  });
});

test('an amount from a number is what the number is written as', () => {
  expect(money(0.1 + 0.2, 'EUR')).toEqual({ nanos: 300_000_000n, currency: 'EUR' });
  expect(usd(-0.000_000_001)).toEqual(usd('-0.000000001'));
  expect(() => usd(Number.NaN)).toThrow(RangeError);
  expect(() => usd(Number.POSITIVE_INFINITY)).toThrow(RangeError);
});

describe('for any amounts', () => {
  test('text and back is the same amount', () => {
    assert(
      property(anyMoney, (amount) => {
        expect(usd(moneyToDecimal(amount))).toEqual(amount);
      }),
    );
  });

  test('text has no zeros at its end and no sign of nothing', () => {
    assert(
      property(anyMoney, (amount) => {
        expect(moneyToDecimal(amount)).toMatch(/^(?:0|-?(?!0$|0\d)\d+(?:\.\d*[1-9])?)$/);
      }),
    );
    expect(moneyToDecimal(usd('-0'))).toBe('0');
    expect(moneyToDecimal(usd('-0.5'))).toBe('-0.5');
  });

  test('to subtract takes back what was added', () => {
    assert(
      property(anyMoney, anyMoney, (a, b) => {
        expect(subtractMoney(addMoney(a, b), b)).toEqual(a);
      }),
    );
  });

  test('the order of adding does not matter', () => {
    assert(
      property(anyMoney, anyMoney, anyMoney, (a, b, c) => {
        expect(addMoney(a, b)).toEqual(addMoney(b, a));
        expect(addMoney(addMoney(a, b), c)).toEqual(addMoney(a, addMoney(b, c)));
      }),
    );
  });

  test('to compare is the sign of the difference', () => {
    assert(
      property(anyMoney, anyMoney, (a, b) => {
        const { nanos } = subtractMoney(a, b);
        expect(compareMoney(a, b)).toBe(nanos < 0n ? -1 : nanos > 0n ? 1 : 0);
        expect(compareMoney(a, b) + compareMoney(b, a)).toBe(0);
      }),
    );
  });

  test('a whole number of times is as many additions', () => {
    assert(
      property(anyMoney, integer({ min: -50, max: 50 }), (amount, times) => {
        expect(timesMoney(amount, times)).toEqual({ nanos: amount.nanos * BigInt(times), currency: 'USD' });
      }),
    );
  });

  test('any number of times is off by half a nano at most', () => {
    assert(
      property(anyMoney, integer({ min: -(10 ** 9), max: 10 ** 9 }), (amount, millionths) => {
        const exact = amount.nanos * BigInt(millionths);
        const error = timesMoney(amount, millionths / 1_000_000).nanos * 1_000_000n - exact;
        expect(error).toBeLessThanOrEqual(500_000n);
        expect(error).toBeGreaterThanOrEqual(-500_000n);
      }),
    );
  });
});

test('times rounds half a nano away from zero', () => {
  expect(timesMoney({ nanos: 1n, currency: 'USD' }, 0.5).nanos).toBe(1n);
  expect(timesMoney({ nanos: -1n, currency: 'USD' }, 0.5).nanos).toBe(-1n);
  expect(timesMoney({ nanos: 1n, currency: 'USD' }, 0.499_999).nanos).toBe(0n);
  expect(() => timesMoney(usd('1'), Number.NaN)).toThrow(RangeError);
});

test.for([addMoney, subtractMoney, compareMoney])('%o refuses two currencies', (combine) => {
  expect(() => combine(usd('1'), money('1', 'EUR'))).toThrow('cannot combine USD with EUR');
});

test('as a number it is the nearest one', () => {
  expect(moneyToNumber(usd('70.08'))).toBe(70.08);
  for (const text of ['0.1', '0.107', '21.957642', '-3.65'])
    expect(moneyToNumber(usd(text))).toBe(Number(text));
});
