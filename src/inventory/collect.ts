import pLimit, { type LimitFunction } from 'p-limit';
import type { Connection, Reach } from '../core/adapter.ts';
import type { InventoryChanges, ScopeOutcome } from '../core/run.ts';
import { globalRegion, type Scope, scopeKey } from '../core/scope.ts';
import { readAll, readOne, readsAll } from './read-lists.ts';
import type { ReadingDependencies, ReadingResult } from './reading.ts';

export interface CollectDependencies extends ReadingDependencies {
  /** How many lists of a provider are read at a time, over all its scopes. */
  readonly concurrency: number;
}

export interface CollectedInventory {
  readonly scopes: readonly ScopeOutcome[];
  readonly changes: InventoryChanges;
}

/** What one scope came to: its own outcome first, then those of its parts that failed. */
interface ScopeResult {
  readonly outcomes: readonly [ScopeOutcome, ...ScopeOutcome[]];
  readonly changes: InventoryChanges;
}

/** Everything that the reading of one connection's scopes goes by. */
interface Collecting {
  readonly runId: string;
  readonly connection: Connection;
  readonly dependencies: CollectDependencies;
  readonly limit: LimitFunction;
  readonly signal: AbortSignal;
}

const noChanges: InventoryChanges = { appeared: 0, changed: 0, gone: 0 };

/**
 * Reads every scope of every connection into the store, page by page. A scope or kind that fails is an outcome, not an
 * exception: it keeps what was known of it, and the others go on.
 */
export async function collectInventory(
  runId: string,
  connections: readonly Connection[],
  dependencies: CollectDependencies,
  signal: AbortSignal,
): Promise<CollectedInventory> {
  const perConnection = await Promise.all(
    connections.map((connection) => {
      // Each provider has its own, so that one that is slow keeps no other waiting.
      const limit = pLimit(dependencies.concurrency);
      return collectConnection({ runId, connection, dependencies, limit, signal });
    }),
  );
  const results = perConnection.flat();
  return {
    scopes: results.flatMap(({ outcomes }) => outcomes),
    changes: sumChanges(results.map(({ changes }) => changes)),
  };
}

async function collectConnection(collecting: Collecting): Promise<readonly ScopeResult[]> {
  const { connection, dependencies, signal } = collecting;
  const { observer } = dependencies;
  const failed: ScopeResult[] = [];
  const reading = new Map<
    string,
    { readonly scope: Scope; readonly own: readonly Promise<ReadingResult>[] }
  >();
  try {
    for await (const listed of connection.scopes(signal)) {
      if ('error' in listed) failed.push(failedScope(listed.scope, listed.error));
      else if (!reading.has(scopeKey(listed)))
        reading.set(scopeKey(listed), { scope: listed, own: readByItself(listed, collecting) });
    }
  } catch (error) {
    signal.throwIfAborted();
    failed.push(failedScope({ provider: connection.provider, account: '*', region: '*' }, error));
  }
  observer.scopesListed?.(connection.provider, reading.size + failed.length);
  for (const { outcomes } of failed) observer.scopeFinished?.(outcomes[0]);

  const together = readTogether(
    [...reading.values()].map(({ scope }) => scope),
    collecting,
  );
  const read = await Promise.all(
    [...reading].map(async ([key, { scope, own }]) => {
      const shared = together[reachOf(scope)].map(async (results) => (await results).get(key));
      const results = (await Promise.all([...own, ...shared])).filter((result) => result !== undefined);
      const result = scopeResult(scope, results);
      observer.scopeFinished?.(result.outcomes[0]);
      return result;
    }),
  );
  return [...read, ...failed];
}

/** Starts the lists that a scope has to be asked for by itself. */
function readByItself(
  scope: Scope,
  { runId, connection, dependencies, limit, signal }: Collecting,
): readonly Promise<ReadingResult>[] {
  const lists = connection.collectors
    .filter((collector) => collector.reach === reachOf(scope) && !readsAll(collector))
    .map((collector) => limit(() => readOne(runId, scope, collector, dependencies, signal)));
  return lists.map(awaitedLater);
}

/** Starts the lists that are asked for all scopes together, by their reach. */
function readTogether(
  scopes: readonly Scope[],
  { runId, connection, dependencies, limit, signal }: Collecting,
): Readonly<Record<Reach, readonly Promise<ReadonlyMap<string, ReadingResult>>[]>> {
  const start = (reach: Reach): readonly Promise<ReadonlyMap<string, ReadingResult>>[] => {
    const reached = scopes.filter((scope) => reachOf(scope) === reach);
    if (reached.length === 0) return [];
    return connection.collectors
      .filter((collector) => collector.reach === reach)
      .filter(readsAll)
      .map((collector) => limit(() => readAll(runId, reached, collector, dependencies, signal)));
  };
  return { account: start('account').map(awaitedLater), region: start('region').map(awaitedLater) };
}

/** Lists run while scopes are still being listed: what one throws is thrown where all are awaited, not before. */
function awaitedLater<Result>(list: Promise<Result>): Promise<Result> {
  list.catch(() => {});
  return list;
}

function reachOf(scope: Scope): Reach {
  return scope.region === globalRegion ? 'account' : 'region';
}

function scopeResult(scope: Scope, results: readonly ReadingResult[]): ScopeResult {
  const failures = results.map(({ failure }) => failure).filter((failure) => failure !== undefined);
  const parts = partOutcomes(results);
  const isWhole = failures.length === 0 && parts.length === 0;
  const status = isWhole ? 'ok' : failures.length < results.length ? 'partial' : 'failed';
  const resources = results.reduce((total, result) => total + result.resources, 0);
  return {
    outcomes: [{ scope, status, resources, failures }, ...parts],
    changes: sumChanges(results.map(({ changes }) => changes)),
  };
}

/** Each region of a scope that failed while the rest of it was read, with the kinds it failed for. */
function partOutcomes(results: readonly ReadingResult[]): readonly ScopeOutcome[] {
  const byPart = Map.groupBy(
    results.flatMap(({ parts }) => parts),
    ({ scope }) => scopeKey(scope),
  );
  return [...byPart.values()].flatMap((parts) => {
    const [first] = parts;
    if (first === undefined) return [];
    const failures = parts.map(({ failure }) => failure);
    return [{ scope: first.scope, status: 'failed' as const, resources: 0, failures }];
  });
}

function failedScope(scope: Scope, error: unknown): ScopeResult {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return {
    outcomes: [{ scope, status: 'failed', resources: 0, failures: [{ error: name, message }] }],
    changes: noChanges,
  };
}

function sumChanges(all: readonly InventoryChanges[]): InventoryChanges {
  return all.reduce(
    (sum, { appeared, changed, gone }) => ({
      appeared: sum.appeared + appeared,
      changed: sum.changed + changed,
      gone: sum.gone + gone,
    }),
    noChanges,
  );
}
