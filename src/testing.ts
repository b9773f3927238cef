/** The door "bursar/testing": what the test of a rule imports. */

export type {
  AdapterTrial,
  RecordedRecord,
  TrialCloud,
  TrialResource,
  Trouble,
} from './testing/adapter/trial.ts';
export { ago, quote, type ResourceLike, resourceOf, signalEvidence, testNow } from './testing/builders.ts';
export type { RuleCase } from './testing/rule-case.ts';
export { testAdapter } from './testing/test-adapter.ts';
export { testRule } from './testing/test-rule.ts';
