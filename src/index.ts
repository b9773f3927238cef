/** The door "bursar": what a rule and a config import. */
export * from './actions/index.ts';
export {
  type ConfigInput,
  defineConfig,
  type ProviderEntry,
  type SignalSourceEntry,
} from './config/config.ts';
export { type Action, defineAction } from './core/action.ts';
export { duration } from './core/duration-option.ts';
export { defineKind, type Kind } from './core/kind.ts';
export { addMoney, type Money, money, moneyToDecimal, subtractMoney, usd } from './core/money.ts';
export {
  type AccountNeed,
  type OptionalNeed,
  optional,
  owningAccount,
  type RelatedNeed,
  referencedBy,
  references,
} from './core/need.ts';
export { type Block, definePack, type Level, type Pack, use } from './core/pack.ts';
export { type PriceOf, type Quote, type Saving, savingBetween, sumQuotes } from './core/price.ts';
export type { Resource, ResourceOf } from './core/resource.ts';
export { isKind } from './core/resource.ts';
export { type DefinedRule, defineRule, type Rule } from './core/rule.ts';
export type { Scope } from './core/scope.ts';
export type { Severity } from './core/severity.ts';
export { defineSignal, type Signal, type SignalEvidence, type SignalNeed } from './core/signal.ts';
export { noTags, type Tags, toTags } from './core/tags.ts';
export { type Duration, daysBetween, durationMs, type EpochMs, hoursBetween } from './core/time.ts';
export { flag, pass, unknown, type Verdict } from './core/verdict.ts';
export * from './kinds/index.ts';
export * from './signals/index.ts';
