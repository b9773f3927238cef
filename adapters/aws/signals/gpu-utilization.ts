import { endpoint, gpuUtilization, instance } from 'bursar/adapter';
import { agentMetric, seriesByGpu } from '../cloudwatch/agent-series.ts';
import { gpusOf, mostOfOneUnit, variantUtilization } from '../cloudwatch/endpoint-variants.ts';
import { type AwsSignal, maxOfAll, maxOfAny, metricSource } from '../cloudwatch/metrics.ts';

const name = 'nvidia_smi_utilization_gpu';

/** From the CloudWatch agent's `nvidia_smi` on machines, from SageMaker itself for endpoints. Never from the processors. */
export const awsGpuUtilization: AwsSignal = {
  signal: gpuUtilization,
  sources: [
    metricSource({
      kind: instance,
      lookup: [name],
      plan(vm, { agent }) {
        const gpus = seriesByGpu(agent, name, vm)?.map((series) =>
          maxOfAny(series.map((dimensions) => agentMetric(name, dimensions, { most: 100 }))),
        );
        return gpus && { expression: maxOfAll(gpus), source: `CloudWatch CWAgent ${name}` };
      },
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
