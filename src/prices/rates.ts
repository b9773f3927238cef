import { addMoney, hoursPerMonth, type Money, moneyToDecimal, timesMoney, usd } from '../core/money.ts';
import { type PriceQuality, type Quote, worseQuality } from '../core/price.ts';

/** A list price in one region: per hour, per GiB and month, whatever its unit is. */
export interface Rate {
  readonly price: Money;
  readonly quality: PriceQuality;
  /** The day it was in force or last seen. */
  readonly asOf: string;
}

/** What is charged for: so many units at a rate. */
export interface Charge {
  readonly rate: Rate | undefined;
  readonly quantity: number;
  /** `h`, `GiB`, `IOPS`. */
  readonly unit: string;
}

/**
 * A rate from its text in US dollars. A leading `~` marks one that was derived and never seen as such; a day of its own
 * follows an `@`.
 */
export function rate(text: string, asOf: string): Rate {
  const estimated = text.startsWith('~');
  const [amount = '', day = asOf] = (estimated ? text.slice(1) : text).split('@');
  return { price: usd(amount), quality: estimated ? 'estimated' : 'embedded', asOf: day };
}

/** The charge of a month at an hourly rate, for some hours of it an hour: two machines, two zones. */
export function monthAt(hourly: Rate | undefined, hoursPerHour = 1): Charge {
  return { rate: hourly, quantity: hoursPerHour * hoursPerMonth, unit: 'h' };
}

/** The sum of charges as a quote, as good as the worst rate in it; unknown as soon as one of the rates is. */
export function quoteOf(what: string, charges: readonly Charge[]): Quote | undefined {
  let sum: Quote | undefined;
  for (const { rate: known, quantity, unit } of charges) {
    if (known === undefined) return undefined;
    const monthly = timesMoney(known.price, quantity);
    const term = `${moneyToDecimal(known.price)} USD/${unit} × ${quantity} ${unit}`;
    sum =
      sum === undefined
        ? { monthly, quality: known.quality, asOf: known.asOf, basis: `${what}: ${term}` }
        : {
            monthly: addMoney(sum.monthly, monthly),
            quality: worseQuality(sum.quality, known.quality),
            asOf: known.asOf < sum.asOf ? known.asOf : sum.asOf,
            basis: `${sum.basis} + ${term}`,
          };
  }
  return sum;
}

/** A quote as good as an estimate at best. */
export function asEstimate(quote: Quote | undefined): Quote | undefined {
  return quote === undefined ? undefined : { ...quote, quality: worseQuality(quote.quality, 'estimated') };
}

/** What costs nothing in the state it is in, however it is priced otherwise. */
export function free(what: string): Quote {
  return { monthly: usd('0'), quality: 'embedded', asOf: billingRulesAsOf, basis: `${what}: not billed` };
}

/** When it was last looked up in which states resources are billed. */
const billingRulesAsOf = '2026-11-23';
