/** One of Microsoft's clouds: each has its own addresses and its own directory of tenants. */
export interface AzureCloud {
  /** Azure Resource Manager. */
  readonly resourceManager: string;
  /** What a token for Resource Manager is asked for. */
  readonly resourceManagerScope: string;
  /** Where one signs in. */
  readonly authority: string;
  /** Microsoft Graph, without its version. */
  readonly microsoftGraph: string;
  /** Metrics of many resources at once; `*` stands for the region. */
  readonly metrics: string;
}

/** The clouds by the names that settings call them by. */
export const azureClouds = {
  public: {
    resourceManager: 'https://management.azure.com',
    resourceManagerScope: 'https://management.azure.com/.default',
    authority: 'https://login.microsoftonline.com',
    microsoftGraph: 'https://graph.microsoft.com',
    metrics: 'https://*.metrics.monitor.azure.com',
  },
  china: {
    resourceManager: 'https://management.chinacloudapi.cn',
    resourceManagerScope: 'https://management.chinacloudapi.cn/.default',
    authority: 'https://login.chinacloudapi.cn',
    microsoftGraph: 'https://microsoftgraph.chinacloudapi.cn',
    metrics: 'https://*.metrics.monitor.azure.cn',
  },
  'us-government': {
    resourceManager: 'https://management.usgovcloudapi.net',
    resourceManagerScope: 'https://management.usgovcloudapi.net/.default',
    authority: 'https://login.microsoftonline.us',
    microsoftGraph: 'https://graph.microsoft.us',
    metrics: 'https://*.metrics.monitor.azure.us',
  },
} as const satisfies Readonly<Record<string, AzureCloud>>;

export type AzureCloudName = keyof typeof azureClouds;

// The keys of a constant are its keys; Object.keys widens them.
export const azureCloudNames = Object.keys(azureClouds) as readonly AzureCloudName[];

/** What a token for Microsoft Graph is asked for. */
export function microsoftGraphScope({ microsoftGraph }: AzureCloud): string {
  return `${microsoftGraph}/.default`;
}

/** What a token for metrics is asked for. */
export function metricsScope({ metrics }: AzureCloud): string {
  return `${metrics.replace('*.', '')}/.default`;
}
