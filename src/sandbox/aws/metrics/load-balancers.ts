import { curveOf } from '../../estate/usage.ts';
import { mixText } from '../../seeded.ts';
import type { LoadBalancer } from '../estate/load-balancers.ts';
import { everyMinute, type MetricSource, metricSource } from './source.ts';

/** What Elastic Load Balancing tells of each type. Of requests it is silent while none come. */
export const loadBalancerMetrics: readonly MetricSource[] = [
  sourceOf('application', 'AWS/ApplicationELB', 'RequestCount'),
  sourceOf('network', 'AWS/NetworkELB', 'NewFlowCount'),
  sourceOf('gateway', 'AWS/GatewayELB', 'NewFlowCount'),
];

function sourceOf(type: LoadBalancer['type'], namespace: string, metric: string): MetricSource {
  const sparse = type === 'application';
  return metricSource({
    namespace,
    key: 'LoadBalancer',
    population: (cell) => cell.loadBalancers,
    // `app/name/0123456789abcdef`
    idOf: (name) => name.split('/')[1] ?? '',
    series(balancer, cell) {
      const silent = sparse && balancer.usage === 'unused';
      if (balancer.type !== type || balancer.state !== 'active' || silent) return [];
      return [
        {
          metric,
          dimensions: [['LoadBalancer', balancer.path]],
          unit: 'Count',
          sampling: { ...everyMinute, sparse },
          from: balancer.createdAt,
          curve: () => curveOf(balancer.usage, 'requests', mixText(cell.seed, balancer.path)),
        },
      ];
    },
  });
}
