import { mySqlMetrics, postgreSqlMetrics, sqlDatabaseMetrics } from './databases.ts';
import { diskMetrics } from './disks.ts';
import { deploymentMetrics } from './machine-learning.ts';
import { applicationGatewayMetrics, loadBalancerMetrics, natGatewayMetrics } from './network.ts';
import type { MetricSource } from './source.ts';
import { guestGpuMetrics, scaleSetMemberMetrics, virtualMachineMetrics } from './virtual-machines.ts';

/** Every namespace of metrics. */
export const metricSources: readonly MetricSource[] = [
  virtualMachineMetrics,
  scaleSetMemberMetrics,
  guestGpuMetrics,
  diskMetrics,
  loadBalancerMetrics,
  applicationGatewayMetrics,
  natGatewayMetrics,
  sqlDatabaseMetrics,
  postgreSqlMetrics,
  mySqlMetrics,
  deploymentMetrics,
];
