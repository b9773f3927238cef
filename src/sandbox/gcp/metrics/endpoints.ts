import { type Curve, constantCurve, curveOf } from '../../estate/usage.ts';
import { mix, mixText } from '../../seeded.ts';
import type { DeployedModel, Endpoint } from '../estate/endpoints.ts';
import type { Cell } from '../estate/estate.ts';
import type { MetricDescriptor } from './descriptor.ts';
import { everyMinute, type MetricSeries, type MetricSubject, metricSource, whenever } from './source.ts';

const prefix = 'aiplatform.googleapis.com/prediction/online/';
const mebibyte = 1_048_576;

const resource = {
  resourceType: 'aiplatform.googleapis.com/Endpoint',
  resourceLabels: ['resource_container', 'location', 'endpoint_id'],
} as const;

const subject: MetricSubject<Endpoint> = {
  keys: ['resource.labels.endpoint_id'],
  population: (cell) => cell.endpoints,
  find: (cell, _key, value) => cell.endpoints.find(value),
};

const cpu: MetricDescriptor = {
  type: `${prefix}cpu/utilization`,
  kind: 'GAUGE',
  valueType: 'DOUBLE',
  unit: '10^2.%',
  displayName: 'CPU utilization',
  description:
    'Fraction of CPU allocated by the deployed model replica and currently in use. May exceed 100% if the machine type has multiple CPUs.',
  labels: ['deployed_model_id', 'replica_id'],
  ...resource,
};

const dutyCycle: MetricDescriptor = {
  ...cpu,
  type: `${prefix}accelerator/duty_cycle`,
  displayName: 'Accelerator duty cycle',
  description:
    'Average fraction of time over the past sample period during which the accelerator(s) were actively processing.',
};

const acceleratorMemory: MetricDescriptor = {
  ...cpu,
  type: `${prefix}accelerator/memory/bytes_used`,
  valueType: 'INT64',
  unit: 'By',
  displayName: 'Accelerator memory usage',
  description: 'Amount of accelerator memory allocated by the deployed model replica.',
};

const replicas: MetricDescriptor = {
  ...cpu,
  type: `${prefix}replicas`,
  valueType: 'INT64',
  unit: '1',
  displayName: 'Replica count',
  description: 'Number of active replicas used by the deployed model.',
  labels: ['deployed_model_id'],
};

const predictions: MetricDescriptor = {
  ...replicas,
  type: `${prefix}prediction_count`,
  kind: 'DELTA',
  displayName: 'Prediction count',
  description: 'Number of online predictions.',
};

/** What Vertex AI tells of the machines behind its endpoints. Of predictions it is silent while there are none. */
export const endpointMetrics = [
  metricSource(subject, cpu, (endpoint, cell) =>
    eachReplica(
      endpoint,
      cell,
      ({ machine }, seed) =>
        machine && { factor: machine.vcpus / 100, curve: () => curveOf(endpoint.usage, 'cpu', seed) },
    ),
  ),
  metricSource(subject, dutyCycle, (endpoint, cell) =>
    eachReplica(
      endpoint,
      cell,
      ({ machine }, seed) =>
        machine?.gpu && { factor: 0.01, curve: () => curveOf(endpoint.usage, 'gpu', seed) },
    ),
  ),
  metricSource(subject, acceleratorMemory, (endpoint, cell) =>
    eachReplica(
      endpoint,
      cell,
      ({ machine }, seed) =>
        machine?.gpu && {
          factor: (machine.gpu.accelerator.memoryMib * machine.gpu.count * mebibyte) / 100,
          curve: () => curveOf(endpoint.usage, 'gpu-memory', seed),
        },
    ),
  ),
  metricSource(subject, replicas, (endpoint, cell) =>
    endpoint.models.map((model) => ({
      ...commonOf(endpoint, cell, model),
      sampling: everyMinute,
      curve: () => constantCurve(model.minReplicas),
    })),
  ),
  metricSource(subject, predictions, (endpoint, cell) =>
    endpoint.models.map((model) => ({
      ...commonOf(endpoint, cell, model),
      sampling: whenever,
      curve: () => curveOf(isUsed(endpoint) ? 'web' : 'unused', 'requests', mixText(endpoint.seed, model.id)),
    })),
  ),
];

function isUsed({ usage }: Endpoint): boolean {
  return usage === 'web' || usage === 'gpu-busy';
}

function commonOf(
  endpoint: Endpoint,
  { project, region }: Cell,
  { id }: DeployedModel,
): Pick<MetricSeries, 'metricLabels' | 'resourceLabels' | 'from'> {
  return {
    metricLabels: { deployed_model_id: id },
    resourceLabels: {
      resource_container: project.number,
      location: region,
      endpoint_id: endpoint.id,
    },
    from: endpoint.createdAt,
  };
}

function eachReplica(
  endpoint: Endpoint,
  cell: Cell,
  measure: (model: DeployedModel, seed: number) => { readonly factor: number; curve(): Curve } | undefined,
): readonly MetricSeries[] {
  return endpoint.models.flatMap((model) =>
    Array.from({ length: model.minReplicas }, (_, replica): readonly MetricSeries[] => {
      const seed = mix(mixText(endpoint.seed, model.id), replica);
      const measured = measure(model, seed);
      if (measured === undefined) return [];
      const common = commonOf(endpoint, cell, model);
      const replicaId = `${endpoint.id}-${seed.toString(16).padStart(8, '0')}`;
      return [
        {
          ...common,
          ...measured,
          metricLabels: { ...common.metricLabels, replica_id: replicaId },
          sampling: everyMinute,
        },
      ];
    }).flat(),
  );
}
