import type { AzureSignal } from '../monitor/metrics.ts';
import { azureCpuUtilization } from './cpu-utilization.ts';
import { azureDatabaseConnections } from './database-connections.ts';
import { azureDiskOperations } from './disk-operations.ts';
import { azureGpuMemoryUtilization } from './gpu-memory-utilization.ts';
import { azureGpuUtilization } from './gpu-utilization.ts';
import { azureLoadBalancerRequests } from './load-balancer-requests.ts';
import { azureMemoryUtilization } from './memory-utilization.ts';
import { azureNatBytes } from './nat-bytes.ts';
import { azureNetworkBytes } from './network-bytes.ts';

/** Every signal that Azure Monitor tells. */
export const azureSignals: readonly AzureSignal[] = [
  azureCpuUtilization,
  azureDatabaseConnections,
  azureDiskOperations,
  azureGpuMemoryUtilization,
  azureGpuUtilization,
  azureLoadBalancerRequests,
  azureMemoryUtilization,
  azureNatBytes,
  azureNetworkBytes,
];
