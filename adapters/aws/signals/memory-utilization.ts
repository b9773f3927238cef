import { instance, memoryUtilization } from 'bursar/adapter';
import { agentMetricOf } from '../cloudwatch/agent-metrics.ts';
import { agentExpression, currentSeries } from '../cloudwatch/agent-series.ts';
import { type AwsSignal, maxOfAny, metricSource, shortId } from '../cloudwatch/metrics.ts';

const used = agentMetricOf('mem_used_percent');

/** From the CloudWatch agent, where one runs: the hypervisor does not see into a machine's memory. */
export const awsMemoryUtilization: AwsSignal = {
  signal: memoryUtilization,
  sources: [
    metricSource({
      kind: instance,
      lookup: [used],
      plan(vm, { agent }) {
        const series = currentSeries(agent, used, { name: shortId(vm), type: vm.attributes.type });
        if (series.length === 0) return undefined;
        return {
          expression: maxOfAny(series.map((dimensions) => agentExpression(used, dimensions, { most: 100 }))),
          source: 'CloudWatch CWAgent mem_used_percent',
        };
      },
    }),
  ],
};
