import { endpoint, gpuMemoryUtilization } from 'bursar/adapter';
import { gpusOf, mostOfOneUnit, variantUtilization } from '../cloudwatch/endpoint-variants.ts';
import { gpuMachines } from '../cloudwatch/gpu-machines.ts';
import { type AwsSignal, metricSource } from '../cloudwatch/metrics.ts';

/** The agent's `nvidia_smi_utilization_memory` is the memory's bandwidth in use, not how much of it is held. */
const used = 'nvidia_smi_memory_used';
const total = 'nvidia_smi_memory_total';

/** The memory held as a share of the memory there is, from the CloudWatch agent; SageMaker tells it by itself. */
export const awsGpuMemoryUtilization: AwsSignal = {
  signal: gpuMemoryUtilization,
  sources: [
    ...gpuMachines({
      lookup: used,
      title: `${used} of ${total}`,
      of: (metricNamed) => ({ type: 'percentage', part: metricNamed(used), whole: metricNamed(total) }),
    }),
    metricSource({
      kind: endpoint,
      plan(resource) {
        const expression = variantUtilization(resource, 'GPUMemoryUtilization', gpusOf, mostOfOneUnit);
        return (
          expression && { expression, source: 'CloudWatch /aws/sagemaker/Endpoints GPUMemoryUtilization' }
        );
      },
    }),
  ],
};
