import { idOf } from '../arm-id.ts';
import { armPages } from '../arm-lists.ts';
import type { AzureClients } from '../client.ts';
import type { GraphQuery } from '../graph-query.ts';
import type { ArmRecord, Maybe } from '../record.ts';

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
