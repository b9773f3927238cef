import { natBytes, natGateway } from 'bursar/adapter';
import { sumOfAny } from '../monitoring/combine.ts';
import type { Metric, Parts, Points } from '../monitoring/metric.ts';
import { type GcpSignal, metricSource, sourceOf } from '../monitoring/source.ts';
import { partOf } from '../names.ts';

const types = ['received_bytes_count', 'sent_bytes_count'].map((name) => `router.googleapis.com/nat/${name}`);

/** What Cloud NAT counts in both directions, by the name of the gateway: that of its router is not told, its number is. */
export const gcpNatBytes: GcpSignal = {
  signal: natBytes,
  sources: [
    metricSource({
      kind: natGateway,
      plan(nat) {
        const metrics = types.map(
          (type): Metric => ({
            type,
            measure: 'delta',
            by: 'resource.labels.gateway_name',
            values: [partOf(nat.id, 'nats') ?? nat.name],
            within: { 'resource.labels.region': nat.scope.region },
            apart: 'resource.labels.router_id',
            across: 'sum',
          }),
        );
        return { metrics, points: bytesOf, source: sourceOf(...types) };
      },
    }),
  ],
};

/** Where several routers of a region have a gateway of that name, nobody knows whose the bytes are. */
function bytesOf(parts: readonly Parts[], length: number): Points {
  const routers = new Set(parts.flatMap((part) => [...part.keys()]));
  if (routers.size !== 1) return [];
  return sumOfAny(
    parts.flatMap((part) => [...part.values()]),
    length,
  );
}
