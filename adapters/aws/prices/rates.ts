import { type Rate, rate } from 'bursar/adapter';

export { asEstimate, type Charge, free, monthAt, quoteOf, type Rate, rate } from 'bursar/adapter';

/** The regions whose list prices are embedded, in the order in which the tables have them. */
const pricedRegions = ['us-east-1', 'us-west-2', 'eu-west-1', 'eu-central-1'] as const;

/** A list price by region. */
export type Rates = ReadonlyMap<string, Rate>;

/** Rates from their texts in the order of {@link pricedRegions}; an empty text is an unknown price. */
export function rates(asOf: string, texts: readonly [string, string, string, string]): Rates {
  const known = pricedRegions.map((region, index) => [region, texts[index] ?? ''] as const);
  return new Map(known.filter(([, text]) => text !== '').map(([region, text]) => [region, rate(text, asOf)]));
}
