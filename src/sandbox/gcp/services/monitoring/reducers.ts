import type { ValueType } from '../../metrics/descriptor.ts';

/** How the values of several series become one. */
export interface Reducer {
  readonly name: string;
  /** What the values are of; absent: the same. */
  readonly valueType?: ValueType;
  reduce(values: readonly number[]): number;
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function percentile(percent: number): Pick<Reducer, 'valueType' | 'reduce'> {
  return {
    valueType: 'DOUBLE',
    reduce(values) {
      const sorted = values.toSorted((a, b) => a - b);
      const rank = ((sorted.length - 1) * percent) / 100;
      const below = sorted[Math.floor(rank)] ?? 0;
      const above = sorted[Math.ceil(rank)] ?? 0;
      return below + (above - below) * (rank - Math.floor(rank));
    },
  };
}

const reducers: ReadonlyMap<number, Reducer> = new Map<number, Reducer>([
  [1, { name: 'REDUCE_MEAN', valueType: 'DOUBLE', reduce: (values) => total(values) / values.length }],
  [2, { name: 'REDUCE_MIN', reduce: (values) => values.reduce((least, value) => Math.min(least, value)) }],
  [3, { name: 'REDUCE_MAX', reduce: (values) => values.reduce((most, value) => Math.max(most, value)) }],
  [4, { name: 'REDUCE_SUM', reduce: total }],
  [6, { name: 'REDUCE_COUNT', valueType: 'INT64', reduce: (values) => values.length }],
  [9, { name: 'REDUCE_PERCENTILE_99', ...percentile(99) }],
  [10, { name: 'REDUCE_PERCENTILE_95', ...percentile(95) }],
  [11, { name: 'REDUCE_PERCENTILE_50', ...percentile(50) }],
  [12, { name: 'REDUCE_PERCENTILE_05', ...percentile(5) }],
]);

/** A reducer by its name or number; undefined where there is none of that name. */
export function reducerOf(nameOrNumber: string): Reducer | undefined {
  return reducers.get(Number(nameOrNumber)) ?? reducers.values().find(({ name }) => name === nameOrNumber);
}
