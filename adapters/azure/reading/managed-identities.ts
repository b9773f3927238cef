import { type Clock, type EpochMs, mapBounded } from 'bursar/adapter';
import { idOf } from '../arm-id.ts';
import { armPages } from '../arm-lists.ts';
import type { AzureClients, TenantClients } from '../client.ts';
import type { GraphQuery } from '../graph-query.ts';
import { orUnknown } from '../or-unknown.ts';
import type { ArmRecord, Maybe } from '../record.ts';
import { listSubscriptions } from './subscriptions.ts';

/** An identity that is a resource, for workloads to run under. */
export interface IdentityRecord extends ArmRecord {
  readonly properties?: Maybe<{ readonly principalId?: Maybe<string> }>;
}

export const identityPermission = 'Microsoft.ManagedIdentity/userAssignedIdentities/read';

/** What Resource Graph is asked of managed identities. */
export const identityQuery: GraphQuery = {
  types: ['microsoft.managedidentity/userassignedidentities'],
  columns: ['name', 'location', 'tags'],
  properties: ['principalId'],
};

/** The managed identities of a subscription, by Resource Manager. */
export async function* listIdentities(
  clients: AzureClients,
  signal: AbortSignal,
): AsyncGenerator<readonly IdentityRecord[], void, void> {
  const client = await clients.managedIdentity();
  const list = client.userAssignedIdentities.listBySubscription();
  yield* armPages<IdentityRecord>(clients, 'managed identities', list, signal);
}

/** Ids of managed identities by those of the principals that they are in the directory. */
export async function identitiesByPrincipal(
  pages: AsyncIterable<readonly IdentityRecord[]>,
): Promise<ReadonlyMap<string, string>> {
  const identities = new Map<string, string>();
  for await (const page of pages) {
    for (const record of page) {
      const principal = record.properties?.principalId;
      if (principal) identities.set(principal.toLowerCase(), idOf(record));
    }
  }
  return identities;
}

/** Subscriptions that are asked at a time. */
const atATime = 8;

/** How long an answer serves: for the subscriptions of one pass. */
const sharedForMs = 60_000;

/** Reads the managed identities of all subscriptions, by those of their principals. */
export type ReadAllIdentities = (
  clients: TenantClients,
  signal: AbortSignal,
) => Promise<ReadonlyMap<string, string>>;

/**
 * By Resource Manager, which tells the identities of one subscription at a time: something may be granted in any of them
 * to an identity of another. Those of a subscription that refuses stay unknown.
 */
export function createReadAllIdentities(
  clientsOf: (subscription: string) => AzureClients,
  clock: Clock,
): ReadAllIdentities {
  let kept: { readonly at: EpochMs; readonly identities: Promise<ReadonlyMap<string, string>> } | undefined;

  async function read(clients: TenantClients, signal: AbortSignal): Promise<ReadonlyMap<string, string>> {
    const all = new Map<string, string>();
    for await (const page of listSubscriptions(clients, signal)) {
      await mapBounded(page, atATime, async ({ subscriptionId }) => {
        if (!subscriptionId) return;
        const own = clientsOf(subscriptionId.toLowerCase());
        const identities = await orUnknown(signal, () => identitiesByPrincipal(listIdentities(own, signal)));
        for (const [principal, id] of identities ?? []) all.set(principal, id);
      });
    }
    return all;
  }

  return (clients, signal) => {
    if (kept !== undefined && clock.now() - kept.at < sharedForMs) return kept.identities;
    const reading = { at: clock.now(), identities: read(clients, signal) };
    kept = reading;
    reading.identities.catch(() => {
      if (kept === reading) kept = undefined;
    });
    return reading.identities;
  };
}
