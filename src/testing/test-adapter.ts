import type { AdapterCheck } from './adapter/check.ts';
import { declarationChecks } from './adapter/declaration-checks.ts';
import { inventoryChecks, recordedCheck } from './adapter/inventory-checks.ts';
import { withSession } from './adapter/session.ts';
import type { AdapterTrial } from './adapter/trial.ts';
import { troubleChecks } from './adapter/trouble-checks.ts';
import { describe, it } from './runner.ts';

/**
 * Holds an adapter to what the engine relies on: whole and repeatable lists, tags as they were put in, troubles told for
 * what they are and kept to themselves, permissions declared, waits that end when they are told to. For vitest and for
 * Node's own runner alike.
 */
export function testAdapter(trial: AdapterTrial): void {
  const checks: readonly AdapterCheck[] = [
    ...declarationChecks,
    ...inventoryChecks,
    ...trial.recorded.map(recordedCheck),
    ...troubleChecks,
  ];
  describe(`the adapter of ${trial.adapter.title}`, () => {
    for (const { title, trouble, check } of checks) {
      const impossible = trouble && trial.impossible?.[trouble];
      const body = (): Promise<void> => withSession(trial, (session) => check(session, trial));
      if (impossible === undefined) it(title, body);
      else it.skip(`${title} (${impossible})`, body);
    }
  });
}
