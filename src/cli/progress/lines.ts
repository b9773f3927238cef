import type { ScopeOutcome } from '../../core/run.ts';
import type { Clock } from '../../core/time.ts';
import { counted, formatCount } from '../../lib/format.ts';
import { printable } from '../../lib/text.ts';
import type { OutputStream } from '../parts.ts';
import type { Progress } from './display.ts';
import type { PassState } from './pass-state.ts';
import { summaryOf } from './words.ts';

const leastBetweenMs = 3_000;

/** Plain lines where there is no terminal: each scope that failed, of the others one every few seconds at most. */
export function createLines(stream: OutputStream, state: PassState, clock: Clock): Progress {
  const { observer } = state;
  let lastAt = state.startedAt;
  let finished = false;

  function tell(line: string): void {
    lastAt = clock.now();
    stream.write(`${printable(line)}\n`);
  }

  function isTime(): boolean {
    return clock.now() - lastAt >= leastBetweenMs;
  }

  return {
    observer: {
      ...observer,
      scopesListed(provider, count) {
        observer.scopesListed(provider, count);
        tell(`${provider}: ${counted(count, 'scope')} to read`);
      },
      scopeFinished(outcome) {
        observer.scopeFinished(outcome);
        if (outcome.status !== 'ok' || isTime()) tell(scopeLine(outcome, state));
      },
      judging(total) {
        observer.judging(total);
        tell(`judging ${counted(total, 'resource')}`);
      },
      judged(count) {
        observer.judged(count);
        const judging = state.judging();
        if (judging !== undefined && isTime())
          tell(`judged ${formatCount(judging.judged)} of ${formatCount(judging.total)}`);
      },
    },
    finish() {
      if (finished) return;
      finished = true;
      const summary = summaryOf(state);
      if (summary !== undefined) tell(summary);
    },
  };
}

function scopeLine({ scope, status, resources, failures }: ScopeOutcome, state: PassState): string {
  const where = `${scope.provider} ${scope.accountName ?? scope.account} ${scope.region}`;
  const [failure] = failures;
  const what = status === 'failed' ? 'not read' : counted(resources, 'resource');
  const missing =
    failure === undefined
      ? ''
      : `: ${[failure.kind, failure.error, failure.message].filter((part) => part !== undefined).join(': ')}`;
  const more = failures.length > 1 ? ` (and ${failures.length - 1} more)` : '';
  const provider = state.providers().find((one) => one.provider === scope.provider);
  const of = provider?.scopes === undefined ? '' : ` of ${formatCount(provider.scopes)}`;
  const so =
    provider === undefined
      ? ''
      : ` · ${formatCount(provider.done)}${of} scopes, ${counted(provider.resources, 'resource')}`;
  return `${where}: ${what}${missing}${more}${so}`;
}
