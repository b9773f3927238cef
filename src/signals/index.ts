import type { Signal } from '../core/signal.ts';
import { cpuUtilization } from './cpu-utilization.ts';
import { databaseConnections } from './database-connections.ts';
import { diskOperations } from './disk-operations.ts';
import { gpuMemoryUtilization } from './gpu-memory-utilization.ts';
import { gpuUtilization } from './gpu-utilization.ts';
import { loadBalancerRequests } from './load-balancer-requests.ts';
import { memoryUtilization } from './memory-utilization.ts';
import { natBytes } from './nat-bytes.ts';
import { networkBytes } from './network-bytes.ts';

/** Every kind of evidence over time. */
export const signals = [
  cpuUtilization,
  databaseConnections,
  diskOperations,
  gpuMemoryUtilization,
  gpuUtilization,
  loadBalancerRequests,
  memoryUtilization,
  natBytes,
  networkBytes,
] as const satisfies readonly Signal[];

export {
  cpuUtilization,
  databaseConnections,
  diskOperations,
  gpuMemoryUtilization,
  gpuUtilization,
  loadBalancerRequests,
  memoryUtilization,
  natBytes,
  networkBytes,
};
