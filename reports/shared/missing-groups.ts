import type { FindingTotals } from 'bursar/report';
import { remedyOfMissing } from './remedies.ts';

/** Undecided verdicts that lack the same thing, whatever the figures in the reason are. */
export interface MissingGroup {
  /** The most frequent reason. */
  readonly missing: string;
  /** How many other reasons differ from it in their figures only. */
  readonly variants: number;
  readonly count: number;
  readonly rules: readonly string[];
  readonly remedy: string | undefined;
}

/** Undecided verdicts by what is missing, the most frequent first. */
export function missingGroups(byMissing: FindingTotals['byMissing']): readonly MissingGroup[] {
  const alike = Map.groupBy(byMissing, ({ missing }) => missing.replace(/\d+(?:\.\d+)?/g, '#'));
  const groups = [...alike.values()].flatMap((entries) => {
    const [most] = entries.toSorted((a, b) => b.count - a.count);
    if (most === undefined) return [];
    return {
      missing: most.missing,
      variants: new Set(entries.map(({ missing }) => missing)).size - 1,
      count: entries.reduce((sum, { count }) => sum + count, 0),
      rules: [...new Set(entries.map(({ rule }) => rule))].toSorted(),
      remedy: remedyOfMissing(most.missing),
    };
  });
  return groups.toSorted((a, b) => b.count - a.count);
}
