import {
  addMoney,
  hoursPerMonth,
  type Money,
  moneyToDecimal,
  type PriceQuality,
  type Quote,
  timesMoney,
  usd,
  worseQuality,
} from 'bursar/adapter';

/** The regions whose list prices are embedded, in the order in which the tables have them. */
const pricedRegions = ['us-east-1', 'us-west-2', 'eu-west-1', 'eu-central-1'] as const;

/** A list price in one region: per hour, per GiB and month, whatever its unit is. */
export interface Rate {
  readonly price: Money;
  readonly quality: PriceQuality;
  /** The day it was in force or last seen. */
  readonly asOf: string;
}

/** A list price by region. */
export type Rates = ReadonlyMap<string, Rate>;

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

/** Rates from their texts in the order of {@link pricedRegions}; an empty text is an unknown price. */
export function rates(asOf: string, texts: readonly [string, string, string, string]): Rates {
  const known = pricedRegions.map((region, index) => [region, texts[index] ?? ''] as const);
  return new Map(known.filter(([, text]) => text !== '').map(([region, text]) => [region, rate(text, asOf)]));
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
