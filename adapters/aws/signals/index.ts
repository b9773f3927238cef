import type { AwsSignal } from '../cloudwatch/metrics.ts';
import { awsCpuUtilization } from './cpu-utilization.ts';
import { awsDatabaseConnections } from './database-connections.ts';
import { awsDiskOperations } from './disk-operations.ts';
import { awsGpuMemoryUtilization } from './gpu-memory-utilization.ts';
import { awsGpuUtilization } from './gpu-utilization.ts';
import { awsLoadBalancerRequests } from './load-balancer-requests.ts';
import { awsMemoryUtilization } from './memory-utilization.ts';
import { awsNatBytes } from './nat-bytes.ts';
import { awsNetworkBytes } from './network-bytes.ts';

/** Every signal that CloudWatch tells. */
export const awsSignals: readonly AwsSignal[] = [
  awsCpuUtilization,
  awsDatabaseConnections,
  awsDiskOperations,
  awsGpuMemoryUtilization,
  awsGpuUtilization,
  awsLoadBalancerRequests,
  awsMemoryUtilization,
  awsNatBytes,
  awsNetworkBytes,
];
