import { cpuUtilization, database, endpoint, instance, notebook, type Resource } from 'bursar/adapter';
import { maxOfAny } from '../monitoring/combine.ts';
import {
  type GcpSignal,
  metricSource,
  type PlanContext,
  type SeriesPlan,
  whole,
} from '../monitoring/source.ts';
import { databaseMetric } from './database-metrics.ts';
import { endpointPlan } from './endpoint-metrics.ts';
import { machineMetric } from './machine-metrics.ts';

const vertexCpu = 'aiplatform.googleapis.com/prediction/online/cpu/utilization';

/** From the hypervisors of Compute Engine (a notebook is a machine too), Cloud SQL and Vertex AI. */
export const gcpCpuUtilization: GcpSignal = {
  signal: cpuUtilization,
  sources: [
    metricSource({ kind: instance, plan: (vm, context) => machinePlan(vm, vm.attributes.type, context) }),
    metricSource({
      kind: notebook,
      plan: (book, context) => machinePlan(book, book.attributes.type, context),
    }),
    metricSource({
      kind: database,
      plan: (db) =>
        whole(
          databaseMetric('cloudsql.googleapis.com/database/cpu/utilization', db, {
            across: 'max',
            share: true,
            most: 100,
            garbageAbove: 200,
          }),
          maxOfAny,
        ),
    }),
    metricSource({
      kind: endpoint,
      plan: (served, { machineTypeOf }) =>
        endpointPlan(served, { type: vertexCpu, share: true }, ({ type }) => {
          // Of all processors of a replica together.
          const vcpus = type === undefined ? undefined : machineTypeOf(type)?.vcpus;
          return vcpus === undefined ? undefined : { factor: 1 / vcpus };
        }),
    }),
  ],
};

/**
 * A machine with shared cores may use several times its share for a while, and any may boost a little above the whole.
 */
function machinePlan(
  machine: Pick<Resource, 'id'>,
  type: string,
  { machineTypeOf }: PlanContext,
): SeriesPlan | undefined {
  const metric = machineMetric('compute.googleapis.com/instance/cpu/utilization', 'gauge', machine, {
    across: 'max',
    share: true,
    most: 100,
    garbageAbove: machineTypeOf(type)?.burstable === true ? 1_000 : 200,
  });
  return metric && whole(metric, maxOfAny);
}
