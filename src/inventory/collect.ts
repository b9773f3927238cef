import pLimit, { type LimitFunction } from 'p-limit';
import type { Logger } from 'pino';
import type { Collector, Connection } from '../core/adapter.ts';
import { CloudError, UnsupportedError } from '../core/errors.ts';
import type { PassObserver } from '../core/observer.ts';
import type { Resource, Unreadable } from '../core/resource.ts';
import type { CollectionFailure, InventoryChanges, ScopeOutcome } from '../core/run.ts';
import { type FailedScope, globalRegion, type Scope, scopeKey } from '../core/scope.ts';
import type { Clock } from '../core/time.ts';
import type { Collection, InventoryStore } from '../store/store.ts';
import { readRecord } from './read-record.ts';

export interface CollectDependencies {
  readonly inventory: InventoryStore;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly observer: PassObserver;
  /** How many collections run at a time, over all scopes. */
  readonly concurrency: number;
}

export interface CollectedInventory {
  readonly scopes: readonly ScopeOutcome[];
  readonly changes: InventoryChanges;
}

/** What one collection came to. */
interface CollectionResult {
  readonly resources: number;
  readonly changes: InventoryChanges;
  readonly failure?: CollectionFailure;
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
  const limit = pLimit(dependencies.concurrency);
  const perConnection = await Promise.all(
    connections.map((connection) => collectConnection(runId, connection, dependencies, limit, signal)),
  );
  const results = perConnection.flat();
  return {
    scopes: results.map(({ outcome }) => outcome),
    changes: sumChanges(results.map(({ changes }) => changes)),
  };
}

interface ScopeResult {
  readonly outcome: ScopeOutcome;
  readonly changes: InventoryChanges;
}

async function collectConnection(
  runId: string,
  connection: Connection,
  dependencies: CollectDependencies,
  limit: LimitFunction,
  signal: AbortSignal,
): Promise<readonly ScopeResult[]> {
  const { observer } = dependencies;
  const scopes: Promise<ScopeResult>[] = [];
  try {
    for await (const listed of connection.scopes(signal)) {
      if ('error' in listed) {
        scopes.push(Promise.resolve(failedScope(listed.scope, listed.error)));
      } else {
        scopes.push(collectScope(runId, listed, connection.collectors, dependencies, limit, signal));
      }
    }
  } catch (error) {
    signal.throwIfAborted();
    scopes.push(
      Promise.resolve(failedScope({ provider: connection.provider, account: '*', region: '*' }, error)),
    );
  }
  observer.scopesListed?.(connection.provider, scopes.length);
  return Promise.all(
    scopes.map(async (scope) => {
      const result = await scope;
      observer.scopeFinished?.(result.outcome);
      return result;
    }),
  );
}

async function collectScope(
  runId: string,
  scope: Scope,
  collectors: readonly Collector[],
  dependencies: CollectDependencies,
  limit: LimitFunction,
  signal: AbortSignal,
): Promise<ScopeResult> {
  const reach = scope.region === globalRegion ? 'account' : 'region';
  const results = await Promise.all(
    collectors
      .filter((collector) => collector.reach === reach)
      .map((collector) =>
        limit(() =>
          collectKind({ runId, scope, kind: collector.kind.name }, collector, dependencies, signal),
        ),
      ),
  );
  const failures = results.map(({ failure }) => failure).filter((failure) => failure !== undefined);
  const status = failures.length === 0 ? 'ok' : failures.length < results.length ? 'partial' : 'failed';
  const resources = results.reduce((total, result) => total + result.resources, 0);
  return {
    outcome: { scope, status, resources, failures },
    changes: sumChanges(results.map(({ changes }) => changes)),
  };
}

async function collectKind(
  collection: Collection,
  collector: Collector,
  dependencies: CollectDependencies,
  signal: AbortSignal,
): Promise<CollectionResult> {
  const { inventory, clock, observer } = dependencies;
  const { scope, kind } = collection;
  let resources = 0;
  let failure: CollectionFailure | undefined;
  try {
    for await (const records of collector.pages(scope, signal)) {
      if ('error' in records) {
        await inventory.write(collection, clock.now(), [], [unreadPart(records, kind)]);
        continue;
      }
      const page = readPage(collector, records, scope);
      await inventory.write(collection, clock.now(), page.resources, page.unreadable);
      resources += page.resources.length;
      observer.collected?.(scope, kind, page.resources.length);
    }
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof UnsupportedError)) failure = failureOf(error, kind, scope, dependencies.logger);
  }
  const changes = await inventory.finish(collection, clock.now(), failure);
  return { resources, changes, ...(failure && { failure }) };
}

function readPage(
  collector: Collector,
  records: readonly unknown[],
  scope: Scope,
): { readonly resources: readonly Resource[]; readonly unreadable: readonly Unreadable[] } {
  const resources: Resource[] = [];
  const unreadable: Unreadable[] = [];
  for (const raw of records) {
    const read = readRecord(collector, raw, scope);
    if ('resource' in read) resources.push(read.resource);
    else unreadable.push(read.unreadable);
  }
  return { resources, unreadable };
}

/** A part of a collection that could not be read: whatever it holds is not gone. */
function unreadPart({ scope, error }: FailedScope, kind: string): Unreadable {
  return { kind, scope, error: error.message, raw: undefined };
}

/** A cloud's refusal is expected and told; anything else is a fault of ours, told with its stack in the log. */
function failureOf(error: unknown, kind: string, scope: Scope, logger: Logger): CollectionFailure {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  const context = { scope: scopeKey(scope), kind, err: error };
  if (error instanceof CloudError) logger.warn(context, 'collection failed');
  else logger.error(context, 'collection failed by a fault of the adapter');
  return { kind, error: name, message };
}

function failedScope(scope: Scope, error: unknown): ScopeResult {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return {
    outcome: { scope, status: 'failed', resources: 0, failures: [{ error: name, message }] },
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
