import { curveOf, type UsageMetric } from '../../estate/usage.ts';
import { mixText } from '../../seeded.ts';
import type { Deployment, OnlineEndpoint } from '../estate/machine-learning.ts';
import { everyMinute, type MetricSeries, type MetricSource } from './source.ts';

const ofProcessors = 'CpuUtilizationPercentage';
const ofGpus: readonly (readonly [name: string, usage: UsageMetric])[] = [
  ['GpuUtilizationPercentage', 'gpu'],
  ['GpuMemoryUtilizationPercentage', 'gpu-memory'],
];

/** What Machine Learning tells of the machines behind the deployments of online endpoints. */
export const deploymentMetrics: MetricSource = {
  type: 'Microsoft.MachineLearningServices/workspaces/onlineEndpoints/deployments',
  namespace: 'Microsoft.MachineLearningServices/workspaces/onlineEndpoints/deployments',
  definitions: [ofProcessors, ...ofGpus.map(([name]) => name)].map((name) => ({
    name,
    title: name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' '),
    unit: 'Percent',
  })),
  find(cell, id) {
    const [, parent = '', name = ''] = /^(.+)\/deployments\/([^/]+)$/.exec(id) ?? [];
    const endpoint = cell.onlineEndpoints.find(parent.slice(parent.lastIndexOf('/') + 1));
    const deployment = endpoint?.deployments.find((one) => one.name === name);
    if (endpoint?.arn !== parent || deployment === undefined || endpoint.gone === true) return undefined;
    return {
      armId: `${endpoint.armId}/deployments/${deployment.name}`,
      location: cell.location,
      series: () => seriesOf(endpoint, deployment),
    };
  },
};

function seriesOf(endpoint: OnlineEndpoint, { name, size }: Deployment): readonly MetricSeries[] {
  if (endpoint.state === 'Failed') return [];
  const rows: readonly (readonly [string, UsageMetric])[] = [
    [ofProcessors, 'cpu'],
    ...(size.gpu === undefined ? [] : ofGpus),
  ];
  return rows.map(([metric, usage]) => ({
    metric,
    sampling: everyMinute,
    from: endpoint.createdAt,
    curve: () => curveOf(endpoint.usage, usage, mixText(endpoint.seed, name)),
  }));
}
