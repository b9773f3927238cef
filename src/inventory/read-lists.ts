import type { Collector } from '../core/adapter.ts';
import { globalRegion, type Scope, scopeKey } from '../core/scope.ts';
import { failureOf, Reading, type ReadingDependencies, type ReadingResult } from './reading.ts';

/** Reads one kind of one scope by a list of its own. */
export async function readOne(
  runId: string,
  scope: Scope,
  collector: Collector,
  dependencies: ReadingDependencies,
  signal: AbortSignal,
): Promise<ReadingResult> {
  const reading = new Reading(runId, scope, collector, dependencies);
  try {
    for await (const piece of collector.pages(scope, signal)) {
      await ('error' in piece ? reading.miss(piece) : reading.add(piece));
    }
  } catch (error) {
    signal.throwIfAborted();
    const failure = failureOf(error, collector.kind.name, scope, dependencies.logger);
    if (failure !== undefined) reading.fail(failure);
  }
  return reading.finish();
}

/** A collector that has one list for several scopes. */
export type CollectorOfAll = Collector & Required<Pick<Collector, 'pagesOfAll'>>;

export function readsAll(collector: Collector): collector is CollectorOfAll {
  return collector.pagesOfAll !== undefined;
}

/**
 * Reads one kind of several scopes by one list; the result of each by its key. A scope that comes on no page has none of
 * the kind; when the list breaks off, nobody knows which scopes it was through with, so all of them have failed.
 */
export async function readAll(
  runId: string,
  scopes: readonly Scope[],
  collector: CollectorOfAll,
  dependencies: ReadingDependencies,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, ReadingResult>> {
  const { logger } = dependencies;
  const kind = collector.kind.name;
  const readings = new Map(
    scopes.map((scope) => [scopeKey(scope), new Reading(runId, scope, collector, dependencies)]),
  );
  try {
    for await (const piece of collector.pagesOfAll(scopes, signal)) {
      const reading = readings.get(scopeKey(piece.scope)) ?? readings.get(accountKey(piece.scope));
      if (reading === undefined) {
        // A list may reach further than the config does: what is outside is not governed.
        logger.debug(
          { scope: scopeKey(piece.scope), kind },
          'left out what is of a scope that was not listed',
        );
        continue;
      }
      await ('error' in piece ? reading.miss(piece) : reading.add(piece.records));
    }
  } catch (error) {
    signal.throwIfAborted();
    const failure = failureOf(error, kind, undefined, logger);
    if (failure !== undefined) for (const reading of readings.values()) reading.fail(failure);
  }
  const results = new Map<string, ReadingResult>();
  for (const [key, reading] of readings) results.set(key, await reading.finish());
  return results;
}

function accountKey(scope: Scope): string {
  return scopeKey({ ...scope, region: globalRegion });
}
