import { endpoint, gpuUtilization, instance } from 'bursar/adapter';
import { deploymentUtilization } from '../monitor/deployments.ts';
import { guestGpus } from '../monitor/guest-gpus.ts';
import { type AzureSignal, metricSource } from '../monitor/metrics.ts';

const name = 'utilization_gpu';

/** From an agent on machines, from Azure Machine Learning for endpoints. Never from the processors. */
export const azureGpuUtilization: AzureSignal = {
  signal: gpuUtilization,
  sources: [
    metricSource({
      kind: instance,
      plan: (vm) => guestGpus(vm, name, (metricNamed) => metricNamed(name, 100)),
    }),
    metricSource({
      kind: endpoint,
      plan: (resource) => deploymentUtilization(resource, 'GpuUtilizationPercentage'),
    }),
  ],
};
