import { endpoint, gpuUtilization } from 'bursar/adapter';
import type { GcpSignal } from '../monitoring/source.ts';
import { metricSource } from '../monitoring/source.ts';
import { endpointPlan } from './endpoint-metrics.ts';
import { gpuMachines, gpuNumber } from './gpu-machines.ts';
import { agentMetric } from './machine-metrics.ts';

const type = 'agent.googleapis.com/gpu/utilization';
const dutyCycle = 'aiplatform.googleapis.com/prediction/online/accelerator/duty_cycle';

/** From the Ops Agent on machines, from Vertex AI itself for endpoints. Never from the processors. */
export const gcpGpuUtilization: GcpSignal = {
  signal: gpuUtilization,
  sources: [
    ...gpuMachines({
      type,
      metrics(machine, { machineIds }) {
        const busy = agentMetric(type, machine, machineIds, {
          apart: gpuNumber,
          across: 'max',
          share: true,
          most: 100,
        });
        return busy && [busy];
      },
      points: ([busy = []]) => busy,
    }),
    metricSource({
      kind: endpoint,
      plan: (served) =>
        endpointPlan(served, { type: dutyCycle, share: true }, ({ gpu }) => gpu && { factor: 1 }),
    }),
  ],
};
