import { counted, formatCount, formatSpan } from '../../lib/format.ts';
import type { PassState } from './pass-state.ts';

/** What a pass has done so far, in a sentence; undefined as long as it has done nothing. */
export function summaryOf(state: PassState): string | undefined {
  const providers = state.providers();
  if (providers.length === 0) return undefined;
  const sum = (of: (provider: (typeof providers)[number]) => number): number =>
    providers.reduce((total, provider) => total + of(provider), 0);
  const failed = sum((provider) => provider.failed);
  const judged = state.judging()?.judged;
  return [
    `read ${counted(
      sum(({ resources }) => resources),
      'resource',
    )} in ${counted(
      sum(({ done }) => done),
      'scope',
    )}`,
    ...(failed === 0 ? [] : [`${failed} of them not whole`]),
    ...(judged === undefined ? [] : [`judged ${formatCount(judged)}`]),
    `took ${formatSpan(state.elapsedMs())}`,
  ].join(', ');
}
