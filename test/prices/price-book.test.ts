import { expect, test } from 'vitest';
import { usd } from '../../src/core/money.ts';
import type { PriceBook, Quote } from '../../src/core/price.ts';
import type { Resource } from '../../src/core/resource.ts';
import { firstOf, priceOfAll } from '../../src/prices/price-book.ts';

function resource(provider: string, kind = 'volume'): Resource {
  return { kind, id: 'x', name: 'x', scope: { provider, account: '1', region: 'r' }, attributes: {} };
}

function quote(amount: string): Quote {
  return { monthly: usd(amount), quality: 'embedded', asOf: '2026-01-01', basis: 'list' };
}

/** Knows one kind. */
function book(kind: string, amount: string): PriceBook {
  return { quote: (asked) => (asked.kind === kind ? quote(amount) : undefined) };
}

test('the first book that knows a price gives it', () => {
  const both = firstOf(book('volume', '1'), book('volume', '2'), book('snapshot', '3'));
  expect(both.quote(resource('a'))).toEqual(quote('1'));
  expect(both.quote(resource('a', 'snapshot'))).toEqual(quote('3'));
  expect(both.quote(resource('a', 'address'))).toBeUndefined();
  expect(firstOf().quote(resource('a'))).toBeUndefined();
});

test('a book is not asked once the price is known', () => {
  const never: PriceBook = {
    quote() {
      throw new Error('asked in vain');
    },
  };
  expect(firstOf(book('volume', '1'), never).quote(resource('a'))).toEqual(quote('1'));
});

test('a resource is priced by the book of its provider, and by no other', () => {
  const priceOf = priceOfAll(
    new Map([
      ['a', book('volume', '1')],
      ['b', book('volume', '2')],
    ]),
  );
  expect(priceOf(resource('a'))).toEqual(quote('1'));
  expect(priceOf(resource('b'))).toEqual(quote('2'));
  expect(priceOf(resource('b', 'snapshot'))).toBeUndefined();
  expect(priceOf(resource('c'))).toBeUndefined();
});
