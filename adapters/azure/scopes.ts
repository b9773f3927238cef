import { DeniedError, type FailedScope, globalRegion, type Scope } from 'bursar/adapter';
import type { ClientsOfScopes } from './clients-of-scopes.ts';
import { toCloudError } from './errors.ts';
import { listSubscriptions, type SubscriptionRecord, subscriptionsBelow } from './reading/subscriptions.ts';
import { told } from './record.ts';
import type { AzureSettings } from './settings.ts';
import { signedIn } from './signed-in.ts';
import { tenantScope } from './tenant-scope.ts';

/** Every subscription, and the tenant as a whole; what is out of reach is told as a failure. @throws {CloudError} */
export async function* scopesOf(
  settings: AzureSettings,
  clients: ClientsOfScopes,
  signal: AbortSignal,
): AsyncGenerator<Scope | FailedScope, void, void> {
  const { tenant } = await signedIn(clients, signal);
  const seen = await mapped(signal, () => subscriptionsSeen(clients, signal));
  const wanted = await mapped(signal, () => subscriptionsWanted(settings, clients, seen, signal));
  for (const id of wanted) {
    const scope = scopeOf(id, seen.get(id));
    yield seen.has(id) ? scope : { scope, error: unseen(id) };
  }
  const home = tenant ?? tenantOfAll(seen);
  if (settings.directory && home !== undefined) yield tenantScope(home);
}

type Seen = ReadonlyMap<string, SubscriptionRecord>;

/** The subscriptions that the credential sees, by id; those that are deleted answer nobody. */
async function subscriptionsSeen({ tenant }: ClientsOfScopes, signal: AbortSignal): Promise<Seen> {
  const seen = new Map<string, SubscriptionRecord>();
  for await (const page of listSubscriptions(tenant, signal)) {
    for (const record of page) {
      const id = told(record.subscriptionId)?.toLowerCase();
      if (id !== undefined && record.state?.toLowerCase() !== 'deleted') seen.set(id, record);
    }
  }
  return seen;
}

async function subscriptionsWanted(
  { subscriptions }: AzureSettings,
  { tenant }: ClientsOfScopes,
  seen: Seen,
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (Array.isArray(subscriptions)) return [...new Set(subscriptions)];
  if (subscriptions === undefined) {
    if (seen.size > 0) return [...seen.keys()];
    throw new DeniedError(
      'this identity sees no subscription: assign it a role, such as Reader, in a subscription or a management group',
    );
  }
  const { managementGroup, exclude } = subscriptions;
  const below = await subscriptionsBelow(managementGroup, tenant, signal);
  return below.filter((id) => !exclude.includes(id));
}

function scopeOf(account: string, record: SubscriptionRecord | undefined): Scope {
  const name = told(record?.displayName);
  return {
    provider: 'azure',
    account,
    ...(name !== undefined && { accountName: name }),
    region: globalRegion,
  };
}

function unseen(id: string): DeniedError {
  return new DeniedError(
    `subscription ${id} is not there, or this identity may not see it: assign it a role there, such as Reader`,
  );
}

/** The tenant of the subscriptions, if they are all of one. */
function tenantOfAll(seen: Seen): string | undefined {
  const [tenant, ...others] = new Set(
    Array.from(seen.values(), ({ tenantId }) => told(tenantId)?.toLowerCase()),
  );
  return others.length === 0 ? tenant : undefined;
}

async function mapped<Value>(signal: AbortSignal, read: () => Promise<Value>): Promise<Value> {
  try {
    return await read();
  } catch (error) {
    signal.throwIfAborted();
    throw toCloudError(error);
  }
}
