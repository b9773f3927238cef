import type { Expression, Metric } from './metrics.ts';

/** Points on the grid of a request; `undefined` where there is none. */
export type Points = readonly (number | undefined)[];

/** The metrics that an expression is made of. */
export function metricsIn(expression: Expression): readonly Metric[] {
  if (expression.type === 'metric') return [expression.metric];
  if (expression.type === 'combined') return expression.of.flatMap(metricsIn);
  return [...metricsIn(expression.part), ...metricsIn(expression.whole)];
}

/** An expression's points from those of its metrics. */
export function evaluate(
  expression: Expression,
  length: number,
  pointsOf: (metric: Metric) => Points,
): Points {
  if (expression.type === 'metric') return pointsOf(expression.metric);
  if (expression.type === 'combined') {
    const series = expression.of.map((one) => evaluate(one, length, pointsOf));
    return combine(expression.by, series, length);
  }
  const part = evaluate(expression.part, length, pointsOf);
  const whole = evaluate(expression.whole, length, pointsOf);
  return Array.from({ length }, (_, index) => percentage(part[index], whole[index]));
}

/** Series as one: no point where one of them has none. */
export function combine(by: 'sum' | 'max', series: readonly Points[], length: number): Points {
  return Array.from({ length }, (_, index) => {
    let result: number | undefined;
    for (const points of series) {
      const point = points[index];
      if (point === undefined) return undefined;
      if (result === undefined) result = point;
      else result = by === 'max' ? Math.max(result, point) : result + point;
    }
    return result;
  });
}

/** A part that is more than the whole is no measurement. */
function percentage(part: number | undefined, whole: number | undefined): number | undefined {
  if (part === undefined || whole === undefined || whole <= 0 || part > whole) return undefined;
  return (part / whole) * 100;
}
