import { bucket, mapBounded } from 'bursar/adapter';
import { idOf, scopeIn, subscriptionOf } from '../arm-id.ts';
import { armPages } from '../arm-lists.ts';
import type { AzureClients } from '../client.ts';
import { azureCollector } from '../collector.ts';
import { type StorageAccountRecord, withBlobSettings } from '../reading/blob-settings.ts';
import { defined, instantOf, required, tagsOf } from '../record.ts';

/** Accounts that are asked about at a time. */
const atATime = 8;

/** Storage accounts. */
export function bucketCollector(clientsOf: (subscription: string) => AzureClients) {
  return azureCollector({
    kind: bucket,
    permissions: [
      'Microsoft.Storage/storageAccounts/blobServices/read',
      'Microsoft.Storage/storageAccounts/managementPolicies/read',
      'Microsoft.Storage/storageAccounts/read',
    ],

    async *graph(graph, signal) {
      const rows = graph.rows<StorageAccountRecord>({
        types: ['microsoft.storage/storageaccounts'],
        columns: ['name', 'location', 'tags', 'kind'],
        properties: ['creationTime'],
      });
      for await (const page of rows) {
        yield await mapBounded(page, atATime, async (account) => {
          const subscription = required(subscriptionOf(account.id), 'the subscription');
          return withBlobSettings(account, clientsOf(subscription), signal);
        });
      }
    },

    async *arm(clients, signal) {
      const storage = await clients.storage();
      const list = storage.storageAccounts.list();
      for await (const page of armPages<StorageAccountRecord>(clients, 'storage accounts', list, signal))
        yield await mapBounded(page, atATime, (account) => withBlobSettings(account, clients, signal));
    },

    read(raw: StorageAccountRecord, scope) {
      return {
        kind: 'bucket',
        id: idOf(raw),
        name: required(raw.name, 'name'),
        scope: scopeIn(scope, raw),
        tags: tagsOf(raw),
        ...defined({ createdAt: instantOf(raw.properties?.creationTime) }),
        attributes: defined({ versioning: raw.versioning, hasLifecycle: raw.hasLifecycle }),
      };
    },
  });
}
