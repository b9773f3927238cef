import { instance, memoryUtilization } from 'bursar/adapter';
import { maxOfAny } from '../monitoring/combine.ts';
import { type GcpSignal, metricSource, whole } from '../monitoring/source.ts';
import { agentMetric } from './machine-metrics.ts';

/** From the Ops Agent, where one runs: the hypervisor does not see into a machine's memory. */
export const gcpMemoryUtilization: GcpSignal = {
  signal: memoryUtilization,
  sources: [
    metricSource({
      kind: instance,
      byMachineId: true,
      plan(vm, { machineIds }) {
        const used = agentMetric('agent.googleapis.com/memory/percent_used', vm, machineIds, {
          labels: { 'metric.labels.state': 'used' },
          across: 'max',
          share: true,
          most: 100,
        });
        return used && whole(used, maxOfAny);
      },
    }),
  ],
};
