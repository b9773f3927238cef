import type { Expression, Metric } from './metrics.ts';

/** Points on the grid of a request; `undefined` where there is none. */
export type Points = readonly (number | undefined)[];

/** The metrics that an expression is made of. */
export function metricsIn(expression: Expression): readonly Metric[] {
  if (expression.type === 'metric') return [expression.metric];
  if (expression.type === 'combined')
    return [...expression.required, ...expression.optional].flatMap(metricsIn);
  if (expression.type === 'percentage')
    return [...metricsIn(expression.part), ...metricsIn(expression.whole)];
  return metricsIn(expression.of);
}

/** An expression's points from those of its metrics. */
export function evaluate(
  expression: Expression,
  length: number,
  pointsOf: (metric: Metric) => Points,
): Points {
  if (expression.type === 'metric') return pointsOf(expression.metric);
  if (expression.type === 'combined') {
    const required = expression.required.map((one) => evaluate(one, length, pointsOf));
    const optional = expression.optional.map((one) => evaluate(one, length, pointsOf));
    return grid(length, (index) => combine(expression.by, at(required, index), at(optional, index)));
  }
  if (expression.type === 'percentage') {
    const part = evaluate(expression.part, length, pointsOf);
    const whole = evaluate(expression.whole, length, pointsOf);
    return grid(length, (index) => percentage(part[index], whole[index]));
  }
  const { factor, most } = expression;
  const points = evaluate(expression.of, length, pointsOf);
  return points.map((point) => (point === undefined ? undefined : Math.min(most, point * factor)));
}

function grid(length: number, pointAt: (index: number) => number | undefined): Points {
  return Array.from({ length }, (_, index) => pointAt(index));
}

function at(series: readonly Points[], index: number): readonly (number | undefined)[] {
  return series.map((points) => points[index]);
}

function combine(
  by: 'sum' | 'max',
  required: readonly (number | undefined)[],
  optional: readonly (number | undefined)[],
): number | undefined {
  if (required.includes(undefined)) return undefined;
  const present = [...required, ...optional].filter((point) => point !== undefined);
  if (present.length === 0) return undefined;
  return by === 'max' ? Math.max(...present) : present.reduce((sum, point) => sum + point, 0);
}

/** A part that is more than the whole is no measurement. */
function percentage(part: number | undefined, whole: number | undefined): number | undefined {
  if (part === undefined || whole === undefined || whole <= 0 || part > whole) return undefined;
  return (part / whole) * 100;
}
