import { instance, memoryUtilization } from 'bursar/adapter';
import { agentMetric, currentSeries } from '../cloudwatch/agent-series.ts';
import { type AwsSignal, maxOfAny, metricSource } from '../cloudwatch/metrics.ts';

const name = 'mem_used_percent';

/** From the CloudWatch agent, where one runs: the hypervisor does not see into a machine's memory. */
export const awsMemoryUtilization: AwsSignal = {
  signal: memoryUtilization,
  sources: [
    metricSource({
      kind: instance,
      lookup: [name],
      plan(vm, { agent }) {
        const series = currentSeries(agent, name, vm);
        if (series.length === 0) return undefined;
        return {
          expression: maxOfAny(series.map((dimensions) => agentMetric(name, dimensions, { most: 100 }))),
          source: `CloudWatch CWAgent ${name}`,
        };
      },
    }),
  ],
};
