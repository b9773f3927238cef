/**
 * An exact amount of money: billionths of the currency's unit as an integer, so that sums are exact.
 * Shape after Google's `google.type.Money`, which counts the same nanos.
 */
export interface Money {
  readonly nanos: bigint;
  /** ISO 4217, e.g. `USD`. */
  readonly currency: string;
}

const nanosPerUnit = 1_000_000_000n;

/** Hours that a month counts in every monthly figure: 365 days × 24 h ÷ 12, as the clouds' own calculators do. */
export const hoursPerMonth = 730;

/** Money from a decimal text or number in units of the currency, rounded half away from zero at the ninth decimal. */
export function money(amount: string | number, currency: string): Money {
  const text = typeof amount === 'number' ? amount.toFixed(12) : amount;
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (match === null) throw new RangeError(`"${text}" is not a decimal amount of money`);
  const [, sign = '', whole = '0', fraction = ''] = match;
  const nanos = BigInt(whole) * nanosPerUnit + BigInt(fraction.slice(0, 9).padEnd(9, '0'));
  const rounded = (fraction[9] ?? '0') >= '5' ? nanos + 1n : nanos;
  return { nanos: sign === '-' ? -rounded : rounded, currency };
}

/** US dollars, the currency of every list price that Bursar embeds. */
export function usd(amount: string | number): Money {
  return money(amount, 'USD');
}

/** The exact sum of two amounts. @throws {RangeError} when their currencies differ. */
export function addMoney(a: Money, b: Money): Money {
  return { nanos: a.nanos + sameCurrency(a, b).nanos, currency: a.currency };
}

/** The exact difference of two amounts. @throws {RangeError} when their currencies differ. */
export function subtractMoney(a: Money, b: Money): Money {
  return { nanos: a.nanos - sameCurrency(a, b).nanos, currency: a.currency };
}

/** An amount times a plain factor (hours, GiB), rounded half away from zero at a nano; the factor is taken to six decimals. */
export function timesMoney(a: Money, factor: number): Money {
  const scaled = a.nanos * BigInt(Math.round(factor * 1_000_000));
  const half = scaled < 0n ? -500_000n : 500_000n;
  return { nanos: (scaled + half) / 1_000_000n, currency: a.currency };
}

/** Negative, zero or positive as `a` is less than, equal to or more than `b`. */
export function compareMoney(a: Money, b: Money): number {
  const difference = a.nanos - sameCurrency(a, b).nanos;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The amount as exact decimal text without trailing zeros, e.g. `"70.08"`. */
export function moneyToDecimal({ nanos }: Money): string {
  const sign = nanos < 0n ? '-' : '';
  const absolute = nanos < 0n ? -nanos : nanos;
  const fraction = (absolute % nanosPerUnit).toString().padStart(9, '0').replace(/0+$/, '');
  return `${sign}${absolute / nanosPerUnit}${fraction === '' ? '' : `.${fraction}`}`;
}

/** The amount as the number nearest to it; for showing and plotting, never for summing. */
export function moneyToNumber(amount: Money): number {
  return Number(moneyToDecimal(amount));
}

function sameCurrency(a: Money, b: Money): Money {
  if (a.currency !== b.currency) throw new RangeError(`cannot combine ${a.currency} with ${b.currency}`);
  return b;
}
