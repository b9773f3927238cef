import { endpoint, gpuUtilization } from 'bursar/adapter';
import { gpusOf, mostOfOneUnit, variantUtilization } from '../cloudwatch/endpoint-variants.ts';
import { gpuMachines } from '../cloudwatch/gpu-machines.ts';
import { type AwsSignal, metricSource } from '../cloudwatch/metrics.ts';

const name = 'nvidia_smi_utilization_gpu';

/** From the CloudWatch agent's `nvidia_smi` on machines, from SageMaker itself for endpoints. Never from the processors. */
export const awsGpuUtilization: AwsSignal = {
  signal: gpuUtilization,
  sources: [
    ...gpuMachines({
      lookup: name,
      title: name,
      of: (metricNamed) => metricNamed(name, { most: 100 }),
    }),
    metricSource({
      kind: endpoint,
      plan(resource) {
        const expression = variantUtilization(resource, 'GPUUtilization', gpusOf, mostOfOneUnit);
        return expression && { expression, source: 'CloudWatch /aws/sagemaker/Endpoints GPUUtilization' };
      },
    }),
  ],
};
