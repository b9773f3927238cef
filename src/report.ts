/** The door "bursar/report": what a report imports. */
export type { Finding, FindingEvidence, TrackedFinding, UnknownVerdict } from './core/finding.ts';
export { type Money, moneyToDecimal, moneyToNumber } from './core/money.ts';
export type { Plan, Step } from './core/plan.ts';
export type { PriceQuality, Quote, Saving } from './core/price.ts';
export type * from './core/report.ts';
export type { Unreadable } from './core/resource.ts';
export { type Severity, severities } from './core/rule.ts';
export type * from './core/run.ts';
export type { Scope } from './core/scope.ts';
export type { SignalEvidence } from './core/signal.ts';
