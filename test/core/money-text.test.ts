import { expect, test } from 'vitest';
import { money, usd } from '../../src/core/money.ts';
import { formatMoney, formatWholeMoney } from '../../src/core/money-text.ts';

test.each([
  ['18402.305', '$18,402.31'],
  ['0', '$0.00'],
  ['0.004', '<$0.01'],
  ['0.01', '$0.01'],
  ['-3.5', '-$3.50'],
  ['9007199254740993.01', '$9,007,199,254,740,993.01'],
])('%s is %s', (amount, text) => {
  expect(formatMoney(usd(amount))).toBe(text);
});

test('whole units, and cents where there is no whole unit', () => {
  expect([usd('18402.5'), usd('0.42'), usd('1')].map(formatWholeMoney)).toEqual(['$18,403', '$0.42', '$1']);
});

test('other currencies have their own sign', () => {
  expect(formatMoney(money('7', 'EUR'))).toBe('€7.00');
});
