import {
  CloudError,
  type Collector,
  type FailedScope,
  globalRegion,
  type Scope,
  type ScopePage,
} from 'bursar/adapter';
import type { Logger } from 'pino';
import { regionOf, subscriptionOf } from './arm-id.ts';
import type { ClientsOfScopes } from './clients-of-scopes.ts';
import type { AzureCollector } from './collector.ts';
import { toCloudError } from './errors.ts';
import { merged } from './merged.ts';
import type { ArmRecord } from './record.ts';
import { createGraphReader } from './resource-graph.ts';
import type { AzureSettings } from './settings.ts';
import { isTenant } from './tenant-scope.ts';

export interface Binding {
  readonly settings: AzureSettings;
  readonly clients: ClientsOfScopes;
  /** Which of these subscriptions Resource Graph knows. */
  known(scopes: readonly Scope[], signal: AbortSignal): Promise<ReadonlySet<string>>;
  readonly logger: Logger;
}

/** Subscriptions that are listed at a time where Resource Graph does not answer. */
const listedAtATime = 8;

/** A collector of Azure as the port knows them: its clients found by the scope, its errors the port's. */
export function bound(collector: AzureCollector, binding: Binding): Collector {
  const { kind, reach, permissions } = collector;
  return {
    kind,
    reach,
    permissions,
    pages: (scope, signal) => mapErrors(armPages(collector, binding, scope, signal)),
    ...(binding.settings.inventory === 'graph' && {
      pagesOfAll: (scopes, signal) => graphPages(collector, binding, scopes, signal),
    }),
    // The port hands a collector its own records.
    read: (raw, scope) => collector.read(raw as ArmRecord, scope),
  };
}

/** One scope by the services' own lists. */
async function* armPages(
  collector: AzureCollector,
  { settings: { regions }, clients }: Binding,
  scope: Scope,
  signal: AbortSignal,
): AsyncGenerator<readonly ArmRecord[] | FailedScope, void, void> {
  if (isTenant(scope)) {
    yield* collector.tenant?.(clients.tenant, scope, signal) ?? [];
    return;
  }
  for await (const page of collector.arm(clients.of(scope), signal))
    yield 'error' in page ? page : page.filter((record) => isIn(regions, record));
}

/** All scopes by Resource Graph, but for those that it does not know, and for all where it does not answer. */
async function* graphPages(
  collector: AzureCollector,
  binding: Binding,
  scopes: readonly Scope[],
  signal: AbortSignal,
): AsyncGenerator<ScopePage<ArmRecord> | FailedScope, void, void> {
  const tenants = scopes.filter(isTenant);
  const subscriptions = scopes.filter((scope) => !isTenant(scope));
  let unanswered: readonly Scope[];
  try {
    const known = await binding.known(subscriptions, signal);
    unanswered = subscriptions.filter(({ account }) => !known.has(account));
    const answered = subscriptions.filter(({ account }) => known.has(account));
    yield* answeredPages(collector, binding, answered, tenants, signal);
  } catch (error) {
    signal.throwIfAborted();
    const reason = toCloudError(error);
    if (!(reason instanceof CloudError)) throw error;
    binding.logger.warn(
      { kind: collector.kind.name, err: reason },
      'Resource Graph does not answer: each subscription is listed instead',
    );
    unanswered = collector.subscription === undefined ? subscriptions : scopes;
  }
  // What Resource Graph has nothing to do with is listed in any case.
  const others = collector.subscription === undefined ? [...unanswered, ...tenants] : unanswered;
  const lists = others.map((scope) => () => listed(collector, binding, scope, signal));
  yield* merged(lists, listedAtATime);
}

async function* answeredPages(
  collector: AzureCollector,
  { clients, settings: { regions } }: Binding,
  subscriptions: readonly Scope[],
  [tenant]: readonly Scope[],
  signal: AbortSignal,
): AsyncGenerator<ScopePage<ArmRecord>, void, void> {
  const scopes = new Map(subscriptions.map((scope) => [scope.account, scope]));
  const accountOf = (record: ArmRecord): string | undefined =>
    collector.subscription === undefined ? subscriptionOf(record.id) : collector.subscription(record);
  const ofRegions = (records: readonly ArmRecord[]): readonly ArmRecord[] =>
    regions === 'all' ? records : records.filter((record) => isIn(regions, record));
  const graph = createGraphReader({
    clients: clients.tenant,
    subscriptions: [...scopes.keys()],
    regions,
    signal,
  });
  for await (const page of collector.graph(graph, signal)) {
    for (const [account, records] of Map.groupBy(page, accountOf)) {
      const scope = account === undefined ? tenant : scopes.get(account);
      if (scope !== undefined) yield { scope, records: ofRegions(records) };
    }
  }
}

/** One scope by the services' own lists, among others: its failure is its own. */
async function* listed(
  collector: AzureCollector,
  binding: Binding,
  scope: Scope,
  signal: AbortSignal,
): AsyncGenerator<ScopePage<ArmRecord> | FailedScope, void, void> {
  try {
    for await (const page of armPages(collector, binding, scope, signal))
      yield 'error' in page ? page : { scope, records: page };
  } catch (error) {
    signal.throwIfAborted();
    const reason = toCloudError(error);
    if (!(reason instanceof CloudError)) throw error;
    yield { scope, error: reason };
  }
}

async function* mapErrors<Item>(items: AsyncIterable<Item>): AsyncGenerator<Item, void, void> {
  try {
    yield* items;
  } catch (error) {
    throw toCloudError(error);
  }
}

/** Whether a record is of the regions that are to be read; what has no region is of all. */
function isIn(regions: AzureSettings['regions'], { location }: ArmRecord): boolean {
  if (regions === 'all') return true;
  const region = regionOf(location);
  return region === globalRegion || regions.includes(region);
}
