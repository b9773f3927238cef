import { endpoint, gpuMemoryUtilization } from 'bursar/adapter';
import { percentageOf, sumOfAll } from '../monitoring/combine.ts';
import { type GcpSignal, metricSource } from '../monitoring/source.ts';
import { endpointPlan } from './endpoint-metrics.ts';
import { gpuMachines, gpuNumber } from './gpu-machines.ts';
import { agentMetric } from './machine-metrics.ts';

const type = 'agent.googleapis.com/gpu/memory/bytes_used';
const gib = 1_024 ** 3;

/** The memory held as a share of the memory there is, from the Ops Agent; Vertex AI tells the bytes by itself. */
export const gcpGpuMemoryUtilization: GcpSignal = {
  signal: gpuMemoryUtilization,
  sources: [
    ...gpuMachines({
      type,
      metrics(machine, { machineIds }) {
        const held = ['used', 'free'].map((state) =>
          agentMetric(type, machine, machineIds, {
            labels: { 'metric.labels.memory_state': state },
            apart: gpuNumber,
            across: 'max',
          }),
        );
        const known = held.filter((metric) => metric !== undefined);
        return known.length < held.length ? undefined : known;
      },
      points: ([used = [], free = []], length) => percentageOf(used, sumOfAll([used, free], length), length),
    }),
    metricSource({
      kind: endpoint,
      plan: (served, { machineTypeOf }) =>
        endpointPlan(
          served,
          { type: 'aiplatform.googleapis.com/prediction/online/accelerator/memory/bytes_used' },
          ({ type: machineType }) => {
            const gpu = machineType === undefined ? undefined : machineTypeOf(machineType)?.gpu;
            if (gpu?.memoryGib === undefined) return undefined;
            return { factor: 100 / (gpu.count * gpu.memoryGib * gib) };
          },
        ),
    }),
  ],
};
