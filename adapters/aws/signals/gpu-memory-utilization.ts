import { endpoint, gpuMemoryUtilization, instance } from 'bursar/adapter';
import { agentMetric, seriesByGpu } from '../cloudwatch/agent-series.ts';
import { gpusOf, mostOfOneUnit, variantUtilization } from '../cloudwatch/endpoint-variants.ts';
import { type AwsSignal, type Expression, maxOfAll, maxOfAny, metricSource } from '../cloudwatch/metrics.ts';

/** The agent's `nvidia_smi_utilization_memory` is the memory's bandwidth in use, not how much of it is held. */
const used = 'nvidia_smi_memory_used';
const total = 'nvidia_smi_memory_total';

/** The memory held as a share of the memory there is, from the CloudWatch agent; SageMaker tells it by itself. */
export const awsGpuMemoryUtilization: AwsSignal = {
  signal: gpuMemoryUtilization,
  sources: [
    metricSource({
      kind: instance,
      lookup: [used],
      plan(vm, { agent }) {
        const gpus = seriesByGpu(agent, used, vm)?.map((series) =>
          maxOfAny(
            series.map(
              (dimensions): Expression => ({
                type: 'percentage',
                part: agentMetric(used, dimensions),
                whole: agentMetric(total, dimensions),
              }),
            ),
          ),
        );
        return gpus && { expression: maxOfAll(gpus), source: `CloudWatch CWAgent ${used} of ${total}` };
      },
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
