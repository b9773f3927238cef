import { array, assert, bigInt, constantFrom, integer, property, record } from 'fast-check';
import { expect, test } from 'vitest';
import { addMoney, compareMoney, money, usd } from '../../src/core/money.ts';
import { priceQualities, type Quote, savingBetween, sumQuotes, worseQuality } from '../../src/core/price.ts';

function quote(amount: string, quality: Quote['quality'] = 'embedded', asOf = '2026-01-01'): Quote {
  return { monthly: usd(amount), quality, asOf, basis: `${amount} USD` };
}

const anyQuote = record({
  monthly: bigInt({ min: 0n, max: 10n ** 15n }).map((nanos) => ({ nanos, currency: 'USD' })),
  quality: constantFrom(...priceQualities),
  asOf: integer({ min: 2010, max: 2030 }).map((year) => `${year}-06-01`),
  basis: constantFrom('a', 'b'),
});

test('a saving is the difference, as good as the worse price and as old as the older', () => {
  expect(savingBetween(quote('10', 'live', '2026-03-01'), quote('8', 'cached', '2026-02-01'))).toEqual({
    monthly: usd('2'),
    quality: 'cached',
    asOf: '2026-02-01',
    basis: '10 USD; instead: 8 USD',
  });
});

test('there is no saving where a price is unknown, or nothing is saved', () => {
  expect(savingBetween(undefined, quote('8'))).toBeUndefined();
  expect(savingBetween(quote('8'), undefined)).toBeUndefined();
  expect(savingBetween(quote('8'), quote('8'))).toBeUndefined();
  expect(savingBetween(quote('8'), quote('9'))).toBeUndefined();
});

test('an unknown price makes a sum unknown, and so does nothing to add', () => {
  expect(sumQuotes([])).toBeUndefined();
  expect(sumQuotes([undefined])).toBeUndefined();
  expect(sumQuotes([quote('1'), undefined])).toBeUndefined();
  expect(sumQuotes([undefined, quote('1')])).toBeUndefined();
  expect(sumQuotes([quote('1')])).toEqual(quote('1'));
});

test('prices in two currencies cannot be summed', () => {
  expect(() => sumQuotes([quote('1'), { ...quote('1'), monthly: money('1', 'EUR') }])).toThrow(RangeError);
});

test('a sum is exact, as good as its worst price and as old as its oldest', () => {
  assert(
    property(array(anyQuote, { minLength: 1 }), (quotes) => {
      const sum = sumQuotes(quotes);
      expect(sum?.monthly).toEqual(quotes.map(({ monthly }) => monthly).reduce(addMoney));
      expect(sum?.quality).toBe(quotes.map(({ quality }) => quality).reduce(worseQuality));
      expect(sum?.asOf).toBe(quotes.map(({ asOf }) => asOf).toSorted()[0]);
    }),
  );
});

test('what is saved and what is left are what it was', () => {
  assert(
    property(anyQuote, anyQuote, (from, to) => {
      const saved = savingBetween(from, to)?.monthly ?? { nanos: 0n, currency: 'USD' };
      const left = compareMoney(from.monthly, to.monthly) > 0 ? to.monthly : from.monthly;
      expect(addMoney(saved, left)).toEqual(from.monthly);
    }),
  );
});

test('of two qualities the one further down the list is worse', () => {
  expect(priceQualities).toEqual(['live', 'cached', 'embedded', 'estimated']);
  expect(worseQuality('live', 'estimated')).toBe('estimated');
  expect(worseQuality('embedded', 'cached')).toBe('embedded');
  expect(worseQuality('cached', 'cached')).toBe('cached');
});
