import type { Metric, Points } from '../monitoring/metric.ts';
import { type SeriesPlan, sourceOf } from '../monitoring/source.ts';

/** Several metrics, each as a whole, added up; undefined where one of them cannot be asked for. */
export function sumOf(
  metrics: readonly (Metric | undefined)[],
  combine: (series: readonly Points[], length: number) => Points,
): SeriesPlan | undefined {
  const known = metrics.filter((metric) => metric !== undefined);
  if (known.length === 0 || known.length < metrics.length) return undefined;
  return {
    metrics: known,
    points: (parts, length) =>
      combine(
        parts.map((part) => part.get('') ?? []),
        length,
      ),
    source: sourceOf(...known.map(({ type }) => type)),
  };
}
