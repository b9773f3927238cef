import type { SandboxResponse } from '../../service.ts';
import { ArmError } from '../arm-error.ts';
import type { AzureContext } from '../context.ts';
import { isoText } from '../documents/common.ts';
import type { Cell } from '../estate/estate.ts';
import type { StorageAccount } from '../estate/storage-accounts.ts';
import { groupNotFound, resourceNotFound } from '../refusals.ts';
import type { AzureRequest, AzureService } from '../service.ts';
import { jsonAnswer } from '../wire/answer.ts';

/** How a storage account keeps its blobs, which is asked for account by account. */
export function storageSettingsService({ estate }: AzureContext): AzureService {
  function handle({ method, resource }: AzureRequest): SandboxResponse | undefined {
    if (method !== 'GET' || resource.names[1]?.toLowerCase() !== 'default') return undefined;
    const { type, subscription = '' } = resource;
    if (type !== 'storageaccounts/blobservices' && type !== 'storageaccounts/managementpolicies')
      return undefined;
    const account = accountOf(estate.cellsOf(subscription, 'Microsoft.Compute'), resource);
    return type === 'storageaccounts/blobservices' ? blobService(account) : managementPolicy(account);
  }
  return { host: 'management', namespace: 'microsoft.storage', handle };
}

function accountOf(
  cells: readonly Cell[],
  { names, resourceGroup = '' }: AzureRequest['resource'],
): StorageAccount {
  const [name = ''] = names;
  const group = resourceGroup.toLowerCase();
  if (!cells.some(({ groups }) => groups.some((one) => one.name.toLowerCase() === group)))
    throw groupNotFound(resourceGroup);
  for (const cell of cells) {
    const account = cell.storageAccounts.find(name.toLowerCase());
    if (account !== undefined && account.gone !== true && account.group.name.toLowerCase() === group)
      return account;
  }
  throw resourceNotFound(`Microsoft.Storage/storageAccounts/${name}`, resourceGroup);
}

function blobService({ armId, sku, versioning, kind }: StorageAccount): SandboxResponse {
  if (kind === 'FileStorage')
    throw new ArmError(409, 'FeatureNotSupportedForAccount', 'Blob is not supported for the account.');
  return jsonAnswer({
    sku: { name: sku, tier: sku.split('_')[0] },
    id: `${armId}/blobServices/default`,
    name: 'default',
    type: 'Microsoft.Storage/storageAccounts/blobServices',
    properties: {
      cors: { corsRules: [] },
      deleteRetentionPolicy: { allowPermanentDelete: false, enabled: true, days: 7 },
      // Where it was never switched on or off, nothing is said of it.
      ...(versioning && { isVersioningEnabled: true }),
    },
  });
}

function managementPolicy({ armId, lifecycle, createdAt }: StorageAccount): SandboxResponse {
  if (!lifecycle)
    throw new ArmError(404, 'ManagementPolicyNotFound', 'No ManagementPolicy found for account.');
  return jsonAnswer({
    id: `${armId}/managementPolicies/default`,
    name: 'DefaultManagementPolicy',
    type: 'Microsoft.Storage/storageAccounts/managementPolicies',
    properties: {
      lastModifiedTime: isoText(createdAt),
      policy: {
        rules: [
          {
            enabled: true,
            name: 'old-blobs',
            type: 'Lifecycle',
            definition: {
              actions: { baseBlob: { tierToCool: { daysAfterModificationGreaterThan: 30 } } },
              filters: { blobTypes: ['blockBlob'] },
            },
          },
        ],
      },
    },
  });
}
