import type { Rule } from '../core/rule.ts';
import type { AnyCase } from './rule-case.ts';

/** Titles that more than one case has. */
export function repeatedTitles(cases: readonly AnyCase[]): readonly string[] {
  const seen = new Set<string>();
  return cases.map(({ title }) => title).filter((title) => seen.has(title) || !seen.add(title));
}

/** Messages that the rule declares and no case expects. */
export function messagesWithoutCase(rule: Rule, cases: readonly AnyCase[]): readonly string[] {
  const expected = new Set(cases.map((given) => given.expect));
  return Object.keys(rule.messages).filter((id) => !expected.has(id));
}
