import { curveOf } from '../../estate/usage.ts';
import { everyMinute, type MetricSeries, metricSource } from './source.ts';

/** How the bytes of a day spread over what is counted: what goes in on one side comes out on the other. */
const shares = [
  ['BytesOutToDestination', 0.15],
  ['BytesInFromSource', 0.15],
  ['BytesInFromDestination', 0.35],
  ['BytesOutToSource', 0.35],
] as const;

/** Slots of a day that are as busy as its busiest: a day's worth is spread over day and night. */
const fullSlotsPerDay = 160;

/** What is told of NAT gateways, zeros included. */
export const natGatewayMetrics = metricSource({
  namespace: 'AWS/NATGateway',
  key: 'NatGatewayId',
  population: (cell) => cell.natGateways,
  series(gateway): readonly MetricSeries[] {
    if (gateway.state !== 'available') return [];
    const shape = gateway.bytesPerDay === 0 ? 'unused' : 'web';
    return shares.map(([metric, share]) => ({
      metric,
      dimensions: [['NatGatewayId', gateway.id]],
      unit: 'Bytes',
      sampling: everyMinute,
      from: gateway.createdAt,
      curve: () =>
        curveOf(shape, 'bytes', gateway.seed, { scale: (gateway.bytesPerDay * share) / fullSlotsPerDay }),
    }));
  },
});
