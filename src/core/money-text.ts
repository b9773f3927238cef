import { type Money, moneyToDecimal } from './money.ts';

/** The amount as people write it, to the cent: `$18,402.31`; what is less than a cent but not nothing is `<$0.01`. */
export function formatMoney(amount: Money): string {
  const format = new Intl.NumberFormat('en-US', { style: 'currency', currency: amount.currency });
  const cent = 10_000_000n;
  if (amount.nanos > 0n && amount.nanos < cent) return `<${format.format(0.01)}`;
  // A decimal text by construction, and formatted as such, not by way of a float.
  return format.format(moneyToDecimal(amount) as Intl.StringNumericLiteral);
}

/** The amount in whole units, for figures to compare at a glance: `$18,402`; less than one is written to the cent. */
export function formatWholeMoney(amount: Money): string {
  const unit = 1_000_000_000n;
  if (amount.nanos > -unit && amount.nanos < unit) return formatMoney(amount);
  const { currency } = amount;
  const format = new Intl.NumberFormat('en-US', { style: 'currency', currency, maximumFractionDigits: 0 });
  return format.format(moneyToDecimal(amount) as Intl.StringNumericLiteral);
}
