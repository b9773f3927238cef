import { addMoney, type Money, subtractMoney } from './money.ts';
import type { Resource } from './resource.ts';

/** How good a price is, from best to worst. `estimated` never triggers an automatic action. */
export const priceQualities = ['live', 'cached', 'embedded', 'estimated'] as const;
export type PriceQuality = (typeof priceQualities)[number];

/** What a resource costs, or would cost, at list price. */
export interface Quote {
  readonly monthly: Money;
  readonly quality: PriceQuality;
  /** The day the price was in force or last seen, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** How the figure came about, for people: `m5.large in eu-west-1, on demand: 0.107 USD/h × 730 h`. */
  readonly basis: string;
}

/**
 * What a resource as described costs per month, or undefined where that is unknown. Give it a copy with other
 * attributes to ask what that would cost.
 */
export type PriceOf = (resource: Resource) => Quote | undefined;

/** Where prices of one provider come from. */
export interface PriceBook {
  quote: PriceOf;
}

/** What a step saves per month, with the quality of the worst price in it. */
export type Saving = Quote;

/** The saving of going from one price to another; unknown when either is, and when nothing would be saved. */
export function savingBetween(from: Quote | undefined, to: Quote | undefined): Saving | undefined {
  if (from === undefined || to === undefined) return undefined;
  const monthly = subtractMoney(from.monthly, to.monthly);
  return monthly.nanos > 0n ? combine(from, to, monthly, `${from.basis}; instead: ${to.basis}`) : undefined;
}

/** The sum of several quotes; unknown as soon as one of them is, or when there is none. */
export function sumQuotes(quotes: readonly (Quote | undefined)[]): Quote | undefined {
  const [first, ...others] = quotes;
  let sum = first;
  for (const quote of others) {
    if (sum === undefined || quote === undefined) return undefined;
    sum = combine(sum, quote, addMoney(sum.monthly, quote.monthly), `${sum.basis}; ${quote.basis}`);
  }
  return sum;
}

/** The worse of two price qualities. */
export function worseQuality(a: PriceQuality, b: PriceQuality): PriceQuality {
  return priceQualities.indexOf(a) > priceQualities.indexOf(b) ? a : b;
}

function combine(a: Quote, b: Quote, monthly: Money, basis: string): Quote {
  const asOf = a.asOf < b.asOf ? a.asOf : b.asOf;
  return { monthly, quality: worseQuality(a.quality, b.quality), asOf, basis };
}
