/** A role that comes with Azure. */
export interface BuiltInRole {
  readonly name: string;
  /** The same in every tenant. */
  readonly id: string;
  readonly description: string;
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly dataActions: readonly string[];
}

/** Some of them; the ids are Azure's own. */
export const builtInRoles: readonly BuiltInRole[] = [
  role('Owner', '8e3af657-a8ff-443c-a75c-2fe8c4bcb635', 'Grants full access to manage all resources.', ['*']),
  {
    ...role('Contributor', 'b24988ac-6180-42a0-ab88-20f7382dd24c', 'Manages everything but access.', ['*']),
    notActions: [
      'Microsoft.Authorization/*/Delete',
      'Microsoft.Authorization/*/Write',
      'Microsoft.Authorization/elevateAccess/Action',
    ],
  },
  role('Reader', 'acdd72a7-3385-48ef-bd42-f606fba81ae7', 'View all resources.', ['*/read']),
  role(
    'User Access Administrator',
    '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9',
    'Lets you manage user access to Azure resources.',
    ['*/read', 'Microsoft.Authorization/*', 'Microsoft.Support/*'],
  ),
  role(
    'Virtual Machine Contributor',
    '9980e02c-c2be-4d73-94e8-173b1dc7cf3c',
    'Lets you manage virtual machines.',
    ['Microsoft.Compute/virtualMachines/*', 'Microsoft.Network/networkInterfaces/*'],
  ),
  {
    ...role(
      'Storage Blob Data Contributor',
      'ba92f5b4-2d11-453d-a403-e96b0029c9fe',
      'Read, write, and delete blobs.',
      ['Microsoft.Storage/storageAccounts/blobServices/containers/read'],
    ),
    dataActions: ['Microsoft.Storage/storageAccounts/blobServices/containers/blobs/*'],
  },
  role('Monitoring Reader', '43d0d8ad-25c7-4714-9337-8ba259a9fe05', 'Can read all monitoring data.', [
    '*/read',
    'Microsoft.Support/*',
  ]),
];

export function builtInRole(index: number): BuiltInRole {
  const found = builtInRoles[index % builtInRoles.length];
  if (found === undefined) throw new RangeError('there are roles that come with Azure');
  return found;
}

function role(name: string, id: string, description: string, actions: readonly string[]): BuiltInRole {
  return { name, id, description, actions, notActions: [], dataActions: [] };
}
