import { assert, boolean, constantFrom, integer, property, record } from 'fast-check';
import { expect, test } from 'vitest';
import {
  curveOf,
  garbageSample,
  slotMs,
  type UsageMetric,
  usageAt,
} from '../../../src/sandbox/estate/usage.ts';
import { CurveReader } from '../../../src/sandbox/estate/usage-figures.ts';
import { usageProfiles } from '../../../src/sandbox/estate/usage-profile.ts';
import type { UsageShape } from '../../../src/sandbox/estate/usage-shape.ts';

const hourMs = 3_600_000;
const monday = Date.UTC(2026, 10, 2);
const shapes: readonly UsageShape[] = [...usageProfiles, 'weekly', 'unused'];
const percentages: readonly UsageMetric[] = ['cpu', 'memory', 'gpu', 'gpu-memory', 'gpu-power'];
const counts: readonly UsageMetric[] = [
  'network-in',
  'network-out',
  'reads',
  'writes',
  'connections',
  'requests',
];

const anyShape = constantFrom(...shapes);
const anyMetric = constantFrom(...percentages, ...counts);
const anySeed = integer({ min: 0, max: 0xffff_ffff });
const anyHour = integer({ min: 0, max: 24 * 400 }).map((hours) => monday + hours * hourMs);
const anySampling = record({ everyMinute: boolean(), sparse: boolean() });

test('a curve is never negative, a percentage never above 100, a count always whole', () => {
  assert(
    property(anyShape, anyMetric, anySeed, anyHour, (shape, metric, seed, at) => {
      const curve = curveOf(shape, metric, seed, { turnsAt: monday });
      for (let slot = 0; slot < 24 * 12; slot++) {
        const value = usageAt(curve, at + slot * slotMs);
        expect(value).toBeGreaterThanOrEqual(0);
        const sound = percentages.includes(metric) ? value <= 100 : Number.isSafeInteger(value);
        expect(sound, `${metric} ${value}`).toBe(true);
      }
    }),
    { numRuns: 100 },
  );
});

test('the same seed gives the same curve, another one another', () => {
  assert(
    property(anySeed, anyHour, (seed, at) => {
      const cpu = usageAt(curveOf('web', 'cpu', seed), at);
      expect(usageAt(curveOf('web', 'cpu', seed), at)).toBe(cpu);
      expect(usageAt(curveOf('web', 'cpu', seed + 1), at)).not.toBe(cpu);
    }),
  );
});

test('of any period, minimum ≤ average ≤ maximum, and the percentiles lie between, in order', () => {
  const anyMinutes = integer({ min: 1, max: 3_000 });
  assert(
    property(
      anyShape,
      anyMetric,
      anySeed,
      anyHour,
      anyMinutes,
      anySampling,
      (shape, metric, seed, at, minutes, sampling) => {
        const reader = new CurveReader(curveOf(shape, metric, seed), sampling);
        const from = at + (seed % 7) * 60_000;
        const to = from + minutes * 60_000;
        const figures = reader.figures(from, to);
        const [p5 = 0, p50 = 0, p95 = 0] = [5, 50, 95].map((percent) => reader.percentile(from, to, percent));
        if (figures === undefined) return;
        const ordered = [figures.minimum, p5, p50, p95, figures.maximum];
        for (const [index, value] of ordered.slice(1).entries())
          expect(value).toBeGreaterThanOrEqual((ordered[index] ?? 0) - 1e-9);
        const average = figures.sum / figures.samples;
        expect(average).toBeLessThanOrEqual(figures.maximum + 1e-6);
        expect(average).toBeGreaterThanOrEqual(figures.minimum - 1e-6);
      },
    ),
  );
});

test('a long period is made of its short ones', () => {
  assert(
    property(anyShape, anyMetric, anySeed, anyHour, anySampling, (shape, metric, seed, at, sampling) => {
      const reader = new CurveReader(curveOf(shape, metric, seed), sampling);
      const whole = reader.figures(at, at + 6 * hourMs);
      const parts = Array.from({ length: 72 }, (_, index) =>
        reader.figures(at + index * slotMs, at + (index + 1) * slotMs),
      ).filter((part) => part !== undefined);
      expect(parts.reduce((sum, part) => sum + part.samples, 0)).toBe(whole?.samples ?? 0);
      expect(parts.reduce((sum, part) => sum + part.sum, 0)).toBeCloseTo(whole?.sum ?? 0, 3);
      if (whole === undefined) return;
      expect(Math.max(...parts.map((part) => part.maximum))).toBe(whole.maximum);
      expect(Math.min(...parts.map((part) => part.minimum))).toBe(whole.minimum);
    }),
  );
});

test('what is counted comes to the same by the minute and by five', () => {
  assert(
    property(anySeed, anyHour, (seed, at) => {
      const curve = curveOf('web', 'network-in', seed);
      const minutes = new CurveReader(curve, { everyMinute: true, sparse: false }).figures(at, at + hourMs);
      const slots = new CurveReader(curve, { everyMinute: false, sparse: false }).figures(at, at + hourMs);
      expect(minutes?.samples).toBe(60);
      expect(slots?.samples).toBe(12);
      expect(minutes?.sum).toBe(slots?.sum);
    }),
  );
});

function averages(
  shape: UsageShape,
  metric: UsageMetric,
  seed: number,
  from: number,
  hours: number,
): number[] {
  const reader = new CurveReader(curveOf(shape, metric, seed, { turnsAt: from + 10 * 24 * hourMs }), {
    everyMinute: false,
    sparse: false,
  });
  return Array.from({ length: hours }, (_, hour) => {
    const figures = reader.figures(from + hour * hourMs, from + (hour + 1) * hourMs);
    return figures === undefined ? Number.NaN : figures.sum / figures.samples;
  });
}

function percentile(values: readonly number[], percent: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(((values.length - 1) * percent) / 100)] ?? Number.NaN;
}

test('over two weeks an idle machine is idle at the 95th percentile and no other is', () => {
  assert(
    property(anySeed, anyHour, (seed, at) => {
      for (const shape of ['idle', 'gpu-idle', 'gpu-parked'] as const) {
        const cpu = averages(shape, 'cpu', seed, at, 336);
        expect(percentile(cpu, 95)).toBeLessThan(2);
        expect(Math.max(...cpu)).toBeGreaterThan(2.5);
        expect(percentile(averages(shape, 'network-in', seed, at, 336), 95) * 12 * 24).toBeLessThan(
          1_500_000,
        );
      }
      for (const shape of [
        'web',
        'batch',
        'steady',
        'office-hours',
        'first-of-month',
        'idle-then-busy',
        'gpu-busy',
      ] as const) {
        expect(percentile(averages(shape, 'cpu', seed, at, 336), 95)).toBeGreaterThan(10);
        expect(percentile(averages(shape, 'network-in', seed, at, 336), 95)).toBeGreaterThan(1_000_000);
      }
    }),
  );
});

test('days, nights, weekends, nightly jobs and the first of the month show', () => {
  const seed = 7;
  const web = averages('web', 'network-in', seed, monday, 7 * 24);
  expect(web[15]).toBeGreaterThan(2 * (web[3] ?? 0));
  expect(web[15]).toBeGreaterThan(1.2 * (web[5 * 24 + 15] ?? 0));
  const batch = averages('batch', 'cpu', seed, monday, 24);
  expect(batch.filter((value) => value > 30)).toHaveLength(3);
  const office = averages('office-hours', 'cpu', seed, monday, 7 * 24);
  expect(office.filter((value) => value > 20)).toHaveLength(50);
  const monthly = averages('first-of-month', 'cpu', seed, Date.UTC(2026, 10, 30), 72);
  expect(Math.min(...monthly.slice(24, 40))).toBeGreaterThan(
    2 * Math.max(...monthly.slice(0, 24), ...monthly.slice(40)),
  );
});

test('a parked GPU holds memory and computes nothing, an idle one does neither', () => {
  for (const seed of [1, 2, 3]) {
    expect(Math.max(...averages('gpu-parked', 'gpu', seed, monday, 336))).toBe(0);
    expect(Math.min(...averages('gpu-parked', 'gpu-memory', seed, monday, 336))).toBeGreaterThan(75);
    expect(Math.max(...averages('gpu-idle', 'gpu', seed, monday, 336))).toBe(0);
    expect(Math.max(...averages('gpu-idle', 'gpu-memory', seed, monday, 336))).toBeLessThan(1);
    expect(Math.min(...averages('gpu-busy', 'gpu', seed, monday, 336))).toBeGreaterThan(50);
  }
});

test('what is unused stays at nothing, and what is used once a week shows in every week', () => {
  expect(Math.max(...averages('unused', 'bytes', 3, monday, 336))).toBe(0);
  expect(Math.max(...averages('idle', 'connections', 3, monday, 336))).toBe(0);
  const weekly = averages('weekly', 'connections', 3, monday, 336);
  expect(weekly.filter((value) => value > 0)).toHaveLength(2);
});

test('garbage comes now and then, only where it is asked for', () => {
  const hours = 336;
  const values = Array.from({ length: 40 }, (_, seed) =>
    curveOf('gpu-busy', 'gpu', seed, { garbage: true }),
  ).map(
    (curve) =>
      new CurveReader(curve, { everyMinute: true, sparse: false }).figures(monday, monday + hours * hourMs)
        ?.maximum,
  );
  expect(values.filter((value) => value === garbageSample).length).toBeGreaterThan(20);
});
