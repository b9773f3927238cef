import type { endpoint, ResourceOf } from 'bursar/adapter';
import { maxOfAny } from '../monitoring/combine.ts';
import type { Metric, Parts, Points } from '../monitoring/metric.ts';
import { type SeriesPlan, sourceOf } from '../monitoring/source.ts';

type Endpoint = ResourceOf<typeof endpoint>;
type Variant = Endpoint['attributes']['variants'][number];

/** How a figure of one model's replicas becomes a percentage; undefined where what they run on is not known. */
type ScaleOf = (variant: Variant) => { readonly factor: number } | undefined;

/**
 * A utilization of the busiest replica of an endpoint's models. Undefined where it has none, or what one of them runs on
 * is not known.
 */
export function endpointPlan(
  served: Endpoint,
  { type, share }: { readonly type: string; readonly share?: true },
  scaleOf: ScaleOf,
): SeriesPlan | undefined {
  const models = served.attributes.variants;
  const scales = models.map(scaleOf);
  const known = scales.filter((scale) => scale !== undefined);
  if (known.length === 0 || known.length < scales.length) return undefined;
  const metric: Metric = {
    type,
    measure: 'gauge',
    by: 'resource.labels.endpoint_id',
    values: [served.id.slice(served.id.lastIndexOf('/') + 1)],
    within: { 'resource.labels.location': served.scope.region },
    apart: 'metric.labels.deployed_model_id',
    across: 'max',
    ...(share && { share }),
  };
  const byModel = new Map(models.map(({ name }, index) => [name, scales[index]]));
  const same = known.every(({ factor }) => factor === known[0]?.factor) ? known[0] : undefined;
  return {
    metrics: [metric],
    points([parts = noParts], length) {
      const series: Points[] = [];
      for (const [model, points] of parts) {
        const scale = byModel.get(model) ?? same;
        if (scale !== undefined) series.push(points.map((point) => scaled(point, scale)));
      }
      return maxOfAny(series, length);
    },
    source: sourceOf(type),
  };
}

const noParts: Parts = new Map();

/** What is more than all of it is all of it: every machine boosts now and then. */
function scaled(point: number | undefined, { factor }: { readonly factor: number }): number | undefined {
  return point === undefined ? undefined : Math.min(100, point * factor);
}
