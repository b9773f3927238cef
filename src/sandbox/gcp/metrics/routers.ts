import { curveOf } from '../../estate/usage.ts';
import { mixText } from '../../seeded.ts';
import type { Cell } from '../estate/estate.ts';
import type { Router } from '../estate/routers.ts';
import type { MetricDescriptor } from './descriptor.ts';
import { everyMinute, type MetricSeries, type MetricSubject, metricSource } from './source.ts';

const subject: MetricSubject<Router> = {
  keys: ['resource.labels.router_id', 'resource.labels.gateway_name'],
  population: (cell) => cell.routers,
  find: (cell, _key, value) => cell.routers.find(value.replace(/-nat-(\d+)$/, '-router-$1')),
};

const sent: MetricDescriptor = {
  type: 'router.googleapis.com/nat/sent_bytes_count',
  kind: 'DELTA',
  valueType: 'INT64',
  unit: 'By',
  displayName: 'Sent bytes count',
  description: 'The number of bytes that were sent through the NAT gateway.',
  labels: ['ip_protocol'],
  resourceType: 'nat_gateway',
  resourceLabels: ['project_id', 'region', 'router_id', 'gateway_name'],
};

const received: MetricDescriptor = {
  ...sent,
  type: 'router.googleapis.com/nat/received_bytes_count',
  displayName: 'Received bytes count',
  description: 'The number of bytes that were received through the NAT gateway.',
};

/** How the bytes of a day spread over protocols. */
const protocols = [
  ['TCP', 0.9],
  ['UDP', 0.1],
] as const;

/** Slots of a day that are as busy as its busiest: a day's worth is spread over day and night. */
const fullSlotsPerDay = 160;

/** What Cloud NAT tells of its gateways, zeros included. */
export const routerMetrics = [
  metricSource(subject, sent, (router, cell) => seriesOf(router, cell, 0.3)),
  metricSource(subject, received, (router, cell) => seriesOf(router, cell, 0.7)),
];

function seriesOf(router: Router, { project, region }: Cell, share: number): readonly MetricSeries[] {
  return protocols.map(([protocol, part]) => ({
    metricLabels: { ip_protocol: protocol },
    resourceLabels: {
      project_id: project.id,
      region,
      router_id: router.number,
      gateway_name: router.nat.name,
    },
    sampling: everyMinute,
    from: router.createdAt,
    curve: () =>
      curveOf(router.usage, 'bytes', mixText(router.seed, protocol), {
        scale: (router.bytesPerDay * share * part) / fullSlotsPerDay,
      }),
  }));
}
