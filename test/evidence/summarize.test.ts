import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { statistics } from '../../src/core/signal.ts';
import { pointKindOf, statisticOf, stepMsOf, summarize } from '../../src/evidence/summarize.ts';
import { cpuUtilization, networkBytes } from '../../src/signals/index.ts';

const hour = 3_600_000;
const series = (points: readonly (number | undefined)[], rest = {}) => ({
  startAt: 0,
  stepMs: hour,
  points,
  source: 'test',
  ...rest,
});
const day = { window: '1d', statistic: 'p95' } as const;

describe('statistics', () => {
  const values = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 400 });

  test('lie between the least and the most, and percentiles do not decrease', () => {
    fc.assert(
      fc.property(values, (points) => {
        const [least, most] = [Math.min(...points), Math.max(...points)];
        const [p50, p90, p95, p99, max] = (['p50', 'p90', 'p95', 'p99', 'max'] as const).map((s) =>
          statisticOf(points, s),
        );
        const ordered = [least, p50, p90, p95, p99, max].map((value) => value ?? Number.NaN);
        return (
          max === most && ordered.every((value, index) => index === 0 || value >= (ordered[index - 1] ?? 0))
        );
      }),
    );
  });

  test('do not depend on the order of the points', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1 }), (points) =>
        statistics.every((s) => statisticOf(points, s) === statisticOf(points.toReversed(), s)),
      ),
    );
  });

  test('a single early point does not decide: one idle hour among busy ones is no idle machine', () => {
    expect(statisticOf([0, ...Array.from({ length: 23 }, () => 60)], 'p95')).toBe(60);
  });
});

describe('coverage', () => {
  test('too few points are no evidence, and the reason says how few', () => {
    const result = summarize(cpuUtilization, cpuUtilization(day), series(Array.from({ length: 6 }, () => 1)));
    expect(result).toEqual({ status: 'absent', reason: 'cpu-utilization: 25 % of 1d covered, 70 % needed' });
  });

  test('no series and a series of gaps are absent, never zero', () => {
    const absent = { status: 'absent', reason: 'cpu-utilization: no data' };
    expect(summarize(cpuUtilization, cpuUtilization(day), undefined)).toEqual(absent);
    expect(summarize(cpuUtilization, cpuUtilization(day), series([undefined, undefined]))).toEqual(absent);
  });

  test('gaps of a source that is silent while nothing happens are zeros, beside a point', () => {
    const need = networkBytes({ window: '1d', statistic: 'sum' });
    const points = [5, ...Array.from({ length: 23 }, () => undefined)];
    expect(summarize(networkBytes, need, series(points, { sparse: true }))).toMatchObject({
      value: { value: 5, coverage: 1 },
    });
    expect(summarize(networkBytes, need, series(points))).toMatchObject({ status: 'absent' });
  });

  test('evidence tells its newest point, its samples and its source', () => {
    const points = [...Array.from({ length: 20 }, (_, index) => index), undefined, undefined];
    expect(summarize(cpuUtilization, cpuUtilization(day), series(points))).toEqual({
      status: 'known',
      value: {
        signal: 'cpu-utilization',
        unit: 'percent',
        value: 18,
        window: '1d',
        statistic: 'p95',
        coverage: 20 / 24,
        samples: 20,
        newestAt: 20 * hour,
        source: 'test',
      },
    });
  });
});

test('a counter is told per hour whatever its step, except as a sum', () => {
  const need = (statistic: 'max' | 'sum') => networkBytes({ window: '1h', statistic });
  const points = { ...series(Array.from({ length: 12 }, () => 10)), stepMs: 300_000 };
  expect(summarize(networkBytes, need('max'), points)).toMatchObject({ value: { value: 120, per: 'hour' } });
  const sum = summarize(networkBytes, need('sum'), points);
  expect(sum).toMatchObject({ value: { value: 120 } });
  expect(sum).not.toHaveProperty('value.per');
  expect(pointKindOf('counter', 'p95')).toBe('sum');
  expect(pointKindOf('gauge', 'max')).toBe('maximum');
  expect(pointKindOf('gauge', 'p95')).toBe('average');
});

test('long windows are read by the hour', () => {
  expect([stepMsOf(hour), stepMsOf(72 * hour), stepMsOf(73 * hour)]).toEqual([300_000, 300_000, hour]);
});
