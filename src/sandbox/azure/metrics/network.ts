import { curveOf } from '../../estate/usage.ts';
import { everyMinute, type MetricSeries, metricSource, whenAnything } from './source.ts';

/** New connections, of load balancers: Monitor is silent while none come. */
export const loadBalancerMetrics = metricSource({
  type: 'Microsoft.Network/loadBalancers',
  definitions: [{ name: 'SYNCount', title: 'SYN Count', unit: 'Count' }],
  population: (cell) => cell.loadBalancers,
  series: ({ usage, seed, createdAt, sku }): readonly MetricSeries[] =>
    usage === 'unused' || sku === 'Basic'
      ? []
      : [
          {
            metric: 'SYNCount',
            sampling: whenAnything,
            from: createdAt,
            curve: () => curveOf(usage, 'requests', seed),
          },
        ],
});

/** Requests, of application gateways: as silent. */
export const applicationGatewayMetrics = metricSource({
  type: 'Microsoft.Network/applicationGateways',
  definitions: [{ name: 'TotalRequests', title: 'Total Requests', unit: 'Count' }],
  population: (cell) => cell.applicationGateways,
  series: ({ usage, seed, createdAt, state }): readonly MetricSeries[] =>
    usage === 'unused' || state !== 'Running'
      ? []
      : [
          {
            metric: 'TotalRequests',
            sampling: whenAnything,
            from: createdAt,
            curve: () => curveOf(usage, 'requests', seed),
          },
        ],
});

/** Slots of a day that are as busy as its busiest: a day's worth is spread over day and night. */
const fullSlotsPerDay = 160;

/** What is told of NAT gateways, zeros included. */
export const natGatewayMetrics = metricSource({
  type: 'Microsoft.Network/natGateways',
  definitions: [{ name: 'ByteCount', title: 'Bytes', unit: 'Bytes' }],
  population: (cell) => cell.natGateways,
  series: ({ bytesPerDay, seed, createdAt }): readonly MetricSeries[] => [
    {
      metric: 'ByteCount',
      sampling: everyMinute,
      from: createdAt,
      curve: () =>
        curveOf(bytesPerDay === 0 ? 'unused' : 'web', 'bytes', seed, {
          scale: bytesPerDay / fullSlotsPerDay,
        }),
    },
  ],
});
