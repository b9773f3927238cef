import { type Money, moneyToDecimal } from './money.ts';

const nanosPerUnit = 1_000_000_000n;

/** The amount as people write it, to the cent: `$18,402.31`; what is less than a cent but not nothing is `<$0.01`. */
export function formatMoney(amount: Money): string {
  const { cents } = formatsOf(amount.currency);
  if (amount.nanos > 0n && amount.nanos < nanosPerUnit / 100n) return `<${cents.format(0.01)}`;
  return cents.format(decimalOf(amount));
}

/** The amount in whole units, for figures to compare at a glance: `$18,402`; less than one is written to the cent. */
export function formatWholeMoney(amount: Money): string {
  if (amount.nanos > -nanosPerUnit && amount.nanos < nanosPerUnit) return formatMoney(amount);
  return formatsOf(amount.currency).whole.format(decimalOf(amount));
}

/** A decimal text by construction, formatted as such and not by way of a float. */
function decimalOf(amount: Money): Intl.StringNumericLiteral {
  return moneyToDecimal(amount) as Intl.StringNumericLiteral;
}

interface Formats {
  readonly cents: Intl.NumberFormat;
  readonly whole: Intl.NumberFormat;
}

function createFormats(currency: string): Formats {
  const style = { style: 'currency', currency } as const;
  return {
    cents: new Intl.NumberFormat('en-US', style),
    whole: new Intl.NumberFormat('en-US', { ...style, maximumFractionDigits: 0 }),
  };
}

/** Of the currency of list prices, since making a format takes far longer than using it. */
const usdFormats = createFormats('USD');

function formatsOf(currency: string): Formats {
  return currency === 'USD' ? usdFormats : createFormats(currency);
}
