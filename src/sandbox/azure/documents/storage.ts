import { type ArmDocument, textsOf } from './arm-document.ts';
import { armType } from './arm-type.ts';
import { commonOf, isoText } from './common.ts';

export const storageAccountType = armType({
  name: 'Microsoft.Storage/storageAccounts',
  population: (cell) => cell.storageAccounts,
  document: (account, cell): ArmDocument => ({
    ...commonOf(account, cell),
    type: 'Microsoft.Storage/storageAccounts',
    kind: account.kind,
    sku: JSON.stringify({ name: account.sku, tier: account.sku.split('_')[0] }),
    properties: textsOf({
      provisioningState: 'Succeeded',
      creationTime: isoText(account.createdAt),
      accessTier: account.kind === 'FileStorage' ? undefined : account.accessTier,
      minimumTlsVersion: 'TLS1_2',
      allowBlobPublicAccess: account.publicBlobs,
      supportsHttpsTrafficOnly: true,
      networkAcls: { bypass: 'AzureServices', virtualNetworkRules: [], ipRules: [], defaultAction: 'Allow' },
      encryption: {
        services: {
          blob: { enabled: true, keyType: 'Account' },
          file: { enabled: true, keyType: 'Account' },
        },
        keySource: 'Microsoft.Storage',
      },
      primaryEndpoints: {
        blob: `https://${account.name}.blob.core.windows.net/`,
        file: `https://${account.name}.file.core.windows.net/`,
      },
      primaryLocation: cell.location,
      statusOfPrimary: 'available',
    }),
  }),
});
