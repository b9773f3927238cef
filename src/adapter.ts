/** The door "bursar/adapter": what an adapter imports. */
export * from './core/adapter.ts';
export * from './core/errors.ts';
export { defineKind, type Kind } from './core/kind.ts';
export {
  addMoney,
  hoursPerMonth,
  type Money,
  money,
  moneyToDecimal,
  timesMoney,
  usd,
} from './core/money.ts';
export {
  type PriceBook,
  type PriceOf,
  type PriceQuality,
  type Quote,
  sumQuotes,
  worseQuality,
} from './core/price.ts';
export { isKind, type Resource, type ResourceOf } from './core/resource.ts';
export { type FailedScope, globalRegion, type Scope, scopeKey } from './core/scope.ts';
export type { Across, PointKind, Series, Signal } from './core/signal.ts';
export type * from './core/signal-source.ts';
export { noTags, type Tags, toTags } from './core/tags.ts';
export { type Clock, type EpochMs, systemClock } from './core/time.ts';
export * from './kinds/index.ts';
export { defined } from './lib/defined.ts';
export { anyGlobMatcher } from './lib/glob.ts';
export { mapBounded } from './lib/map-bounded.ts';
export { once } from './lib/once.ts';
export { type Page, PagingError, pagesOf } from './lib/paging.ts';
export { TokenBucket } from './lib/token-bucket.ts';
export type * from './prices/machine-type.ts';
export { asEstimate, type Charge, free, monthAt, quoteOf, type Rate, rate } from './prices/rates.ts';
export * from './signals/index.ts';
