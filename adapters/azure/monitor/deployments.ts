import type { endpoint, ResourceOf } from 'bursar/adapter';
import { maxOf, metric, platformSource, type SeriesPlan } from './metrics.ts';

type Endpoint = ResourceOf<typeof endpoint>;

/** A utilization of the busiest of an endpoint's deployments; undefined where one has no machines of its own. */
export function deploymentUtilization(
  { id, attributes: { variants } }: Endpoint,
  name: string,
): SeriesPlan | undefined {
  const machines = variants.filter(({ count }) => count !== 0);
  if (machines.length === 0 || machines.some(({ type }) => type === undefined)) return undefined;
  const ids = machines.map((variant) => `${id}/deployments/${variant.name.toLowerCase()}`);
  return {
    expression: maxOf(ids.map((deployment) => metric(deployment, name, 'level', { most: 100 }))),
    source: platformSource({ id: ids[0] ?? id }, name),
  };
}
