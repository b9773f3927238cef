import { onTestFinished } from 'vitest';
import { type Finding, fingerprintOf } from '../../src/core/finding.ts';
import type { Resource } from '../../src/core/resource.ts';
import type { Run } from '../../src/core/run.ts';
import type { Scope } from '../../src/core/scope.ts';
import { kinds } from '../../src/kinds/index.ts';
import { openStore } from '../../src/store/open.ts';
import type { Collection, RunSummary, Store } from '../../src/store/store.ts';
import { scopeOf } from '../fixtures/resources.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

/** A store of the test's own, closed and gone when it ends. */
export async function temporaryStore(): Promise<Store> {
  const store = await openStore({ dataDir: await temporaryFolder(), kinds });
  onTestFinished(() => store.close());
  return store;
}

export function runOf(id: string, startedAt = 0): Run {
  return { id, startedAt, mode: 'report' };
}

export function summaryOf(finishedAt = 0): RunSummary {
  return {
    finishedAt,
    scopes: [],
    changes: { appeared: 0, changed: 0, gone: 0 },
    ruleFailures: [],
    signalFailures: [],
    plan: { id: 'plan', hash: 'hash', steps: [] },
  };
}

export function collectionOf(runId: string, kind = 'volume', scope: Scope = scopeOf()): Collection {
  return { runId, kind, scope };
}

/** Collects these resources, and no others, whole. */
export async function collect(
  store: Store,
  collection: Collection,
  resources: readonly Resource[],
  at = 0,
): ReturnType<Store['inventory']['finish']> {
  await store.inventory.write(collection, at, resources, []);
  return store.inventory.finish(collection, at);
}

/** A rule's finding on a resource, with what is given of it. */
export function findingOn(resource: Resource, rule = 'unused', rest: Partial<Finding> = {}): Finding {
  return {
    fingerprint: fingerprintOf(rule, resource.id),
    rule,
    severity: 'medium',
    level: 'report',
    kind: resource.kind,
    resource: resource.id,
    name: resource.name,
    scope: resource.scope,
    messageId: 'unused',
    message: `${resource.name} is not used`,
    data: { days: 3 },
    evidence: {},
    ...rest,
  };
}

/** Everything of a stream in chunks. */
export async function flattened<Item>(chunks: AsyncIterable<readonly Item[]>): Promise<readonly Item[]> {
  return (await Array.fromAsync(chunks)).flat();
}
