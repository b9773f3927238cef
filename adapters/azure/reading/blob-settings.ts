import { groupOf, idOf } from '../arm-id.ts';
import type { AzureClients } from '../client.ts';
import { toCloudError } from '../errors.ts';
import { orUnknown } from '../or-unknown.ts';
import { type ArmRecord, defined, type Maybe, required } from '../record.ts';

/** A storage account with what its blobs are kept by, which has to be asked for one by one. */
export interface StorageAccountRecord extends ArmRecord {
  readonly kind?: Maybe<string>;
  readonly properties?: Maybe<{ readonly creationTime?: Maybe<string> }>;
  readonly versioning?: 'enabled' | 'off';
  readonly hasLifecycle?: boolean;
}

/** An account with its blobs' settings; what is refused stays unknown. */
export async function withBlobSettings(
  account: StorageAccountRecord,
  clients: AzureClients,
  abortSignal: AbortSignal,
): Promise<StorageAccountRecord> {
  // Accounts for files alone have no blobs.
  if (account.kind?.toLowerCase() === 'filestorage') return account;
  const storage = await clients.storage();
  const group = groupOf(idOf(account));
  const name = required(account.name, 'name');
  const [versioning, hasLifecycle] = await Promise.all([
    orUnknown(abortSignal, async () => {
      const service = await storage.blobServices.getServiceProperties(group, name, { abortSignal });
      return service.isVersioningEnabled === true ? 'enabled' : 'off';
    }),
    orUnknown(abortSignal, async () => {
      try {
        const { policy } = await storage.managementPolicies.get(group, name, 'default', { abortSignal });
        return policy?.rules.some(({ enabled }) => enabled !== false) ?? false;
      } catch (error) {
        if (isMissing(error)) return false;
        throw error;
      }
    }),
  ]);
  return { ...account, ...defined({ versioning, hasLifecycle }) };
}

/** Azure answers with an error where an account has no policy. */
function isMissing(error: unknown): boolean {
  const reason = toCloudError(error);
  return reason instanceof Error && reason.name === 'NotFoundError';
}
