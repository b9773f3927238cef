import type { PriceBook, PriceOf } from '../core/price.ts';

/** One book out of several of the same provider, the best first: a price is the first that any of them knows. */
export function firstOf(...books: readonly PriceBook[]): PriceBook {
  return {
    quote(resource) {
      for (const book of books) {
        const quote = book.quote(resource);
        if (quote !== undefined) return quote;
      }
      return undefined;
    },
  };
}

/** The price of any provider's resource, from the books of each; unknown where its provider has none. */
export function priceOfAll(books: ReadonlyMap<string, PriceBook>): PriceOf {
  return (resource) => books.get(resource.scope.provider)?.quote(resource);
}
