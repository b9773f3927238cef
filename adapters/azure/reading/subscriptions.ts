import { armPages } from '../arm-lists.ts';
import type { TenantClients } from '../client.ts';
import type { GraphQuery } from '../graph-query.ts';
import { type ArmRecord, type Maybe, told } from '../record.ts';

/** A subscription: Resource Manager keeps at the top what Resource Graph has among the properties. */
export interface SubscriptionRecord extends ArmRecord {
  readonly subscriptionId?: Maybe<string>;
  readonly tenantId?: Maybe<string>;
  readonly displayName?: Maybe<string>;
  readonly state?: Maybe<string>;
  readonly properties?: Maybe<{
    readonly state?: Maybe<string>;
    /** From the group it is in to the tenant's root. */
    readonly managementGroupAncestorsChain?: Maybe<readonly { readonly displayName?: Maybe<string> }[]>;
  }>;
  /** Names of the management groups above it, outermost first; absent where they could not be read. */
  readonly path?: readonly string[];
}

/** What Resource Graph is asked of subscriptions. */
export const subscriptionQuery: GraphQuery = {
  table: 'resourcecontainers',
  types: ['microsoft.resources/subscriptions'],
  columns: ['name', 'tags', 'subscriptionId', 'tenantId'],
  properties: ['state', 'managementGroupAncestorsChain'],
};

/** The subscriptions that the credential sees, by Resource Manager. */
export async function* listSubscriptions(
  clients: TenantClients,
  signal: AbortSignal,
): AsyncGenerator<readonly SubscriptionRecord[], void, void> {
  const { subscriptions } = await clients.subscriptions();
  yield* armPages<SubscriptionRecord>(clients, 'subscriptions', subscriptions.list(), signal);
}

interface EntityRecord extends ArmRecord {
  readonly properties?: Maybe<{ readonly parentDisplayNameChain?: Maybe<readonly string[]> }>;
}

/** The names of the groups above each subscription, outermost first, by the subscriptions' ids. */
export async function managementGroupPaths(
  clients: TenantClients,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { entities } = await clients.managementGroups();
  const paths = new Map<string, readonly string[]>();
  for await (const page of armPages<EntityRecord>(
    clients,
    'management group entities',
    entities.list(),
    signal,
  )) {
    for (const { name, properties } of page) {
      const chain = properties?.parentDisplayNameChain;
      if (name && chain) paths.set(name.toLowerCase(), chain);
    }
  }
  return paths;
}

/** The names of the groups above a subscription as Resource Graph tells them, turned round. */
export function pathIn({ properties }: SubscriptionRecord): readonly string[] | undefined {
  const chain = properties?.managementGroupAncestorsChain;
  return chain
    ?.map(({ displayName }) => told(displayName))
    .filter((name) => name !== undefined)
    .toReversed();
}

/** The subscriptions below a management group, however deep, by Resource Manager. */
export async function subscriptionsBelow(
  group: string,
  clients: TenantClients,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const { managementGroups } = await clients.managementGroups();
  const found: string[] = [];
  const list = managementGroups.listDescendants(group);
  for await (const page of armPages<ArmRecord>(clients, 'management group descendants', list, signal)) {
    for (const { type, name } of page)
      if (name && type?.toLowerCase().endsWith('/subscriptions')) found.push(name.toLowerCase());
  }
  return found;
}
