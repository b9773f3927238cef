import { curveOf, type UsageMetric } from '../../estate/usage.ts';
import { mix, mixText } from '../../seeded.ts';
import type { Endpoint, EndpointVariant } from '../estate/endpoints.ts';
import { findInstanceType } from '../estate/instance-types.ts';
import { gpuSeries } from './agent.ts';
import { everyMinute, type MetricSeries, metricSource } from './source.ts';

/** What SageMaker tells of the machines behind endpoints: the sum over processors, and over GPUs, each up to 100. */
export const endpointMetrics = metricSource({
  namespace: '/aws/sagemaker/Endpoints',
  key: 'EndpointName',
  population: (cell) => cell.endpoints,
  series(endpoint): readonly MetricSeries[] {
    if (endpoint.status !== 'InService' && endpoint.status !== 'Updating') return [];
    return endpoint.variants.flatMap((variant) => variantSeries(endpoint, variant));
  },
});

function variantSeries(endpoint: Endpoint, variant: EndpointVariant): readonly MetricSeries[] {
  const facts = findInstanceType((variant.machines?.type ?? '').replace(/^ml\./, ''));
  if (facts === undefined) return [];
  const gpus = facts.gpu?.count ?? 0;
  const rows: readonly (readonly [metric: string, usage: UsageMetric, factor: number])[] = [
    ['CPUUtilization', 'cpu', facts.vcpus],
    ['MemoryUtilization', 'memory', 1],
    ['GPUUtilization', 'gpu', gpus],
    ['GPUMemoryUtilization', 'gpu-memory', gpus],
  ];
  return rows
    .filter(([, , factor]) => factor > 0)
    .map(([metric, usage, factor]) => ({
      metric,
      dimensions: [
        ['EndpointName', endpoint.id],
        ['VariantName', variant.name],
      ],
      unit: 'Percent',
      sampling: everyMinute,
      from: endpoint.createdAt,
      factor,
      curve: () => curveOf(endpoint.usage, usage, mixText(endpoint.seed, variant.name)),
    }));
}

/** What an agent on notebook instances tells of their GPUs, where its owner has their start script install one. */
export const notebookMetrics = metricSource({
  namespace: 'SageMakerNotebookInstances',
  key: 'notebook_instance_name',
  population: (cell) => cell.notebooks,
  series(notebook): readonly MetricSeries[] {
    const { gpu } = findInstanceType(notebook.type.replace(/^ml\./, '')) ?? {};
    if (gpu === undefined || !notebook.agent || notebook.status !== 'InService') return [];
    return Array.from({ length: gpu.count }, (_, index) =>
      gpuSeries(gpu, {
        dimensions: [
          ['index', String(index)],
          ['name', `${gpu.manufacturer} ${gpu.model}`],
          ['notebook_instance_name', notebook.id],
        ],
        from: notebook.createdAt,
        usage: notebook.usage,
        seed: mix(notebook.seed, index),
        garbage: false,
      }),
    ).flat();
  },
});
