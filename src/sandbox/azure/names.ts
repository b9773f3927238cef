/** Names of types as Azure spells them; requests may spell them in any case. */
const spellings: readonly string[] = [
  'Microsoft.Advisor/recommendations',
  'Microsoft.Authorization/roleAssignments',
  'Microsoft.Authorization/roleDefinitions',
  'Microsoft.Compute/disks',
  'Microsoft.Compute/galleries',
  'Microsoft.Compute/galleries/images',
  'Microsoft.Compute/galleries/images/versions',
  'Microsoft.Compute/images',
  'Microsoft.Compute/snapshots',
  'Microsoft.Compute/virtualMachineScaleSets',
  'Microsoft.Compute/virtualMachineScaleSets/virtualMachines',
  'Microsoft.Compute/virtualMachines',
  'Microsoft.Compute/virtualMachines/instanceView',
  'Microsoft.DBforMySQL/flexibleServers',
  'Microsoft.DBforPostgreSQL/flexibleServers',
  'Microsoft.Insights/autoscaleSettings',
  'Microsoft.Insights/metrics',
  'Microsoft.Insights/metricDefinitions',
  'Microsoft.MachineLearningServices/workspaces',
  'Microsoft.MachineLearningServices/workspaces/computes',
  'Microsoft.MachineLearningServices/workspaces/onlineEndpoints',
  'Microsoft.MachineLearningServices/workspaces/onlineEndpoints/deployments',
  'Microsoft.ManagedIdentity/userAssignedIdentities',
  'Microsoft.Management/managementGroups',
  'Microsoft.Network/applicationGateways',
  'Microsoft.Network/loadBalancers',
  'Microsoft.Network/natGateways',
  'Microsoft.Network/networkInterfaces',
  'Microsoft.Network/publicIPAddresses',
  'Microsoft.ResourceGraph/resources',
  'Microsoft.Resources/resources',
  'Microsoft.Resources/subscriptions',
  'Microsoft.Resources/subscriptions/locations',
  'Microsoft.Resources/subscriptions/resourceGroups',
  'Microsoft.Resources/subscriptions/resources',
  'Microsoft.Resources/tags',
  'Microsoft.Sql/servers',
  'Microsoft.Sql/servers/databases',
  'Microsoft.Sql/servers/elasticPools',
  'Microsoft.Storage/storageAccounts',
  'Microsoft.Storage/storageAccounts/blobServices',
  'Microsoft.Storage/storageAccounts/managementPolicies',
  'Microsoft.Web/serverfarms',
  'Microsoft.Web/sites',
];

const bySpelling: ReadonlyMap<string, string> = new Map(spellings.map((name) => [name.toLowerCase(), name]));

/** A type (`microsoft.compute/virtualmachines`) as Azure spells it; as it came where it is not known. */
export function spelled(type: string): string {
  return bySpelling.get(type.toLowerCase()) ?? type;
}

/** A provider's namespace as Azure spells it. */
export function spelledNamespace(namespace: string): string {
  const prefix = `${namespace.toLowerCase()}/`;
  return spellings.find((name) => name.toLowerCase().startsWith(prefix))?.split('/')[0] ?? namespace;
}
