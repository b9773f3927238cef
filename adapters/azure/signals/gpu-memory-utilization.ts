import { endpoint, gpuMemoryUtilization, instance } from 'bursar/adapter';
import { deploymentUtilization } from '../monitor/deployments.ts';
import { guestGpus } from '../monitor/guest-gpus.ts';
import { type AzureSignal, metricSource } from '../monitor/metrics.ts';

/** `utilization_memory` is the memory's bandwidth in use, not how much of it is held. */
const used = 'memory_used';
const total = 'memory_total';

/** The memory held as a share of the memory there is, from an agent; Azure Machine Learning tells it by itself. */
export const azureGpuMemoryUtilization: AzureSignal = {
  signal: gpuMemoryUtilization,
  sources: [
    metricSource({
      kind: instance,
      plan: (vm) =>
        guestGpus(vm, `${used} of ${total}`, (metricNamed) => ({
          type: 'percentage',
          part: metricNamed(used),
          whole: metricNamed(total),
        })),
    }),
    metricSource({
      kind: endpoint,
      plan: (resource) => deploymentUtilization(resource, 'GpuMemoryUtilizationPercentage'),
    }),
  ],
};
