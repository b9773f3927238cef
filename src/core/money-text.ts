import { type Money, moneyToDecimal } from './money.ts';

/** The amount as people write it, to the cent: `$18,402.31`; what is less than a cent but not nothing is `<$0.01`. */
export function formatMoney(amount: Money): string {
  const format = new Intl.NumberFormat('en-US', { style: 'currency', currency: amount.currency });
  const cent = 10_000_000n;
  if (amount.nanos > 0n && amount.nanos < cent) return `<${format.format(0.01)}`;
  // A decimal text by construction, and formatted as such, not by way of a float.
  return format.format(moneyToDecimal(amount) as Intl.StringNumericLiteral);
}
