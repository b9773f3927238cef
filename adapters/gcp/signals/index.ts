import type { GcpSignal } from '../monitoring/source.ts';
import { gcpCpuUtilization } from './cpu-utilization.ts';
import { gcpDatabaseConnections } from './database-connections.ts';
import { gcpDiskOperations } from './disk-operations.ts';
import { gcpGpuMemoryUtilization } from './gpu-memory-utilization.ts';
import { gcpGpuUtilization } from './gpu-utilization.ts';
import { gcpLoadBalancerRequests } from './load-balancer-requests.ts';
import { gcpMemoryUtilization } from './memory-utilization.ts';
import { gcpNatBytes } from './nat-bytes.ts';
import { gcpNetworkBytes } from './network-bytes.ts';

/** Every signal that Cloud Monitoring tells. */
export const gcpSignals: readonly GcpSignal[] = [
  gcpCpuUtilization,
  gcpDatabaseConnections,
  gcpDiskOperations,
  gcpGpuMemoryUtilization,
  gcpGpuUtilization,
  gcpLoadBalancerRequests,
  gcpMemoryUtilization,
  gcpNatBytes,
  gcpNetworkBytes,
];
