/** The door "bursar/testing": what the test of a rule imports. */
export { ago, quote, type ResourceLike, resourceOf, signalEvidence, testNow } from './testing/builders.ts';
export type { RuleCase } from './testing/rule-case.ts';
export { testRule } from './testing/test-rule.ts';
