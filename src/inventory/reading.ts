import type { Logger } from 'pino';
import type { Collector } from '../core/adapter.ts';
import { CloudError, UnsupportedError } from '../core/errors.ts';
import type { PassObserver } from '../core/observer.ts';
import type { Resource, Unreadable } from '../core/resource.ts';
import type { CollectionFailure, InventoryChanges } from '../core/run.ts';
import { type FailedScope, type Scope, scopeKey } from '../core/scope.ts';
import type { Clock } from '../core/time.ts';
import type { Collection, InventoryStore } from '../store/store.ts';
import { readRecord } from './read-record.ts';

export interface ReadingDependencies {
  readonly inventory: InventoryStore;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly observer: PassObserver;
}

/** What reading one kind of one scope came to. */
export interface ReadingResult {
  readonly resources: number;
  readonly changes: InventoryChanges;
  /** Why all of it failed. */
  readonly failure?: CollectionFailure;
  /** Parts of it (regions) that failed while the rest was read. */
  readonly parts: readonly FailedPart[];
}

/** A part of a scope that could not be read for one kind. */
export interface FailedPart {
  readonly scope: Scope;
  readonly failure: CollectionFailure;
}

/** One kind of one scope while it is read: its pages go to the store as they come, its failures are kept. */
export class Reading {
  readonly #collection: Collection;
  readonly #collector: Collector;
  readonly #dependencies: ReadingDependencies;
  readonly #parts = new Map<string, FailedPart>();
  #resources = 0;
  #failure: CollectionFailure | undefined;

  constructor(runId: string, scope: Scope, collector: Collector, dependencies: ReadingDependencies) {
    this.#collection = { runId, scope, kind: collector.kind.name };
    this.#collector = collector;
    this.#dependencies = dependencies;
  }

  async add(records: readonly unknown[]): Promise<void> {
    const { inventory, clock, observer } = this.#dependencies;
    const { scope, kind } = this.#collection;
    const { resources, unreadable } = readPage(this.#collector, records, scope);
    await inventory.write(this.#collection, clock.now(), resources, unreadable);
    this.#resources += resources.length;
    observer.collected?.(scope, kind, resources.length);
  }

  /** Takes a failure told in the midst of a list: of all the scope, or of the part that its region names. */
  async miss({ scope: { region }, error }: FailedScope): Promise<void> {
    const { scope, kind } = this.#collection;
    const part = { ...scope, region };
    const failure = failureOf(error, kind, part, this.#dependencies.logger);
    if (failure === undefined) return;
    if (region === scope.region) {
      this.fail(failure);
      return;
    }
    await this.#dependencies.inventory.missPart(this.#collection);
    const key = `${region} ${failure.error} ${failure.message}`;
    this.#parts.set(key, { scope: part, failure });
  }

  /** Fails all of it; the first reason stays. */
  fail(failure: CollectionFailure): void {
    this.#failure ??= failure;
  }

  async finish(): Promise<ReadingResult> {
    const { inventory, clock } = this.#dependencies;
    const changes = await inventory.finish(this.#collection, clock.now(), this.#failure);
    return {
      resources: this.#resources,
      changes,
      ...(this.#failure && { failure: this.#failure }),
      parts: [...this.#parts.values()],
    };
  }
}

/**
 * A cloud's refusal is expected and told; anything else is a fault of ours, told with its stack in the log. Where the
 * cloud does not have such a thing at all, nothing has failed.
 */
export function failureOf(
  error: unknown,
  kind: string,
  scope: Scope | undefined,
  logger: Logger,
): CollectionFailure | undefined {
  if (error instanceof UnsupportedError) return undefined;
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  const context = { scope: scope && scopeKey(scope), kind, err: error };
  if (error instanceof CloudError) logger.warn(context, 'collection failed');
  else logger.error(context, 'collection failed by a fault of the adapter');
  return { kind, error: name, message };
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
