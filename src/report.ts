/** The door "bursar/report": what a report imports. */
export {
  type Advice,
  type Finding,
  type FindingEvidence,
  findingStates,
  type TrackedFinding,
  type UnknownVerdict,
} from './core/finding.ts';
export { addMoney, compareMoney, type Money, money, moneyToDecimal, moneyToNumber } from './core/money.ts';
export { formatMoney, formatWholeMoney } from './core/money-text.ts';
export { levels } from './core/pack.ts';
export type { Plan, Step, StepState } from './core/plan.ts';
export { type PriceQuality, priceQualities, type Quote, type Saving, worseQuality } from './core/price.ts';
export type * from './core/report.ts';
export type { Resource, Unreadable } from './core/resource.ts';
export type * from './core/run.ts';
export { globalRegion, type Scope } from './core/scope.ts';
export { type Severity, severities } from './core/severity.ts';
export { type SignalEvidence, statistics } from './core/signal.ts';
export type { Tags } from './core/tags.ts';
export type { EpochMs } from './core/time.ts';
export * from './lib/columns.ts';
export * from './lib/format.ts';
export * from './lib/style.ts';
export * from './lib/text.ts';
