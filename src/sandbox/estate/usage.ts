import type { EpochMs } from '../../core/time.ts';
import { mix, mixText, unitOf } from '../seeded.ts';
import { type Activity, activityOf, type UsageShape } from './usage-shape.ts';

/** What of a resource's use is measured. */
export type UsageMetric =
  | 'cpu'
  | 'memory'
  | 'network-in'
  | 'network-out'
  | 'reads'
  | 'writes'
  | 'gpu'
  | 'gpu-memory'
  | 'gpu-power'
  | 'connections'
  | 'requests'
  | 'bytes';

/** The length of time for which a curve has one value. */
export const slotMs = 300_000;
export const slotsPerHour = 12;
export const hourMs = slotsPerHour * slotMs;
/** The hour of the day in which jobs start. */
const burstHour = 4;
/** One hour in so many has a sample that is garbage, where there are any. */
const garbageHours = 151;

/** What a broken driver reports in place of a GPU's utilization, now and then. */
export const garbageSample = 4_294_967_295;

/** Something measured over time: a function of the time and its seed alone. */
export interface Curve {
  readonly seed: number;
  readonly activity: Activity;
  /** The value at no activity, and what full activity adds to it. */
  readonly floor: number;
  readonly peak: number;
  /** The most by which an hour strays from its level, as a share of it; within the hour it strays about as much. */
  readonly noise: number;
  /** No value exceeds it. */
  readonly cap: number;
  /** Counted in whole numbers. */
  readonly whole: boolean;
  /** Adds up over time: a slot's value is how much came in it. */
  readonly counter: boolean;
  /** Added for one slot a night: a job that cron starts. */
  readonly burst: number;
  /** Whether a slot now and then holds {@link garbageSample}. */
  readonly garbage: boolean;
}

interface Level {
  readonly floor: number;
  /** Range of the peak, out of which the seed takes one. */
  readonly peak: readonly [least: number, most: number];
  readonly noise: number;
  readonly burst?: number;
}

const mebibyte = 1_048_576;

const levels: Readonly<Record<UsageMetric, Level>> = {
  cpu: { floor: 1, peak: [38, 70], noise: 0.15, burst: 24 },
  memory: { floor: 18, peak: [20, 50], noise: 0.04 },
  'network-in': { floor: 2_500, peak: [6 * mebibyte, 160 * mebibyte], noise: 0.25, burst: 9_000 },
  'network-out': { floor: 2_000, peak: [6 * mebibyte, 240 * mebibyte], noise: 0.25, burst: 7_000 },
  reads: { floor: 0, peak: [300, 30_000], noise: 0.3, burst: 40 },
  writes: { floor: 15, peak: [900, 40_000], noise: 0.3, burst: 60 },
  gpu: { floor: 0, peak: [72, 93], noise: 0.06 },
  'gpu-memory': { floor: 0.4, peak: [70, 88], noise: 0.01 },
  'gpu-power': { floor: 9, peak: [58, 80], noise: 0.03 },
  connections: { floor: 0, peak: [8, 180], noise: 0.2 },
  requests: { floor: 0, peak: [400, 60_000], noise: 0.2 },
  bytes: { floor: 0, peak: [1, 1], noise: 0.2 },
};

/** Levels in percent; power is of what the GPU may draw. All others are counted in whole numbers. */
const percentages: ReadonlySet<UsageMetric> = new Set(['cpu', 'memory', 'gpu', 'gpu-memory', 'gpu-power']);

/** Memory that a parked GPU holds, and what it draws for that, in percent. */
const parked: Partial<Readonly<Record<UsageMetric, number>>> = { 'gpu-memory': 80, 'gpu-power': 21 };

/** The curve of one metric of a resource. */
export function curveOf(
  shape: UsageShape,
  metric: UsageMetric,
  seed: number,
  options: {
    /** When an `idle-then-busy` resource begins to work. */
    readonly turnsAt?: EpochMs;
    /** Makes the peak larger or smaller; for `bytes` it is the peak. */
    readonly scale?: number;
    readonly garbage?: boolean;
  } = {},
): Curve {
  const level = levels[metric];
  const [least, most] = level.peak;
  // Machines that feed a GPU have little to do themselves.
  const share = shape === 'gpu-busy' && metric === 'cpu' ? 0.35 : 1;
  const held = shape === 'gpu-parked' ? parked[metric] : undefined;
  const unused = shape === 'unused';
  return {
    seed: mixText(seed, metric),
    activity: activityOf(shape, seed, (options.turnsAt ?? 0) / hourMs),
    floor: unused ? 0 : (held ?? level.floor),
    peak: (least + (most - least) * unitOf(seed, 0x9ea4)) * share * (options.scale ?? 1),
    noise: held === undefined ? level.noise : 0.01,
    cap: percentages.has(metric) ? 100 : Number.POSITIVE_INFINITY,
    whole: !percentages.has(metric),
    counter: !percentages.has(metric) && metric !== 'connections',
    burst: unused ? 0 : (level.burst ?? 0),
    garbage: options.garbage ?? false,
  };
}

/** The curve of something that stays as it is. */
export function constantCurve(value: number): Curve {
  return {
    seed: 0,
    activity: () => 0,
    floor: value,
    peak: 0,
    noise: 0,
    cap: Number.POSITIVE_INFINITY,
    whole: false,
    counter: false,
    burst: 0,
    garbage: false,
  };
}

/**
 * The form of every hour: twelve values of which each has its negative six places on, so that they sum to zero exactly;
 * and again, so that a slice from any of them does.
 */
const wave = Float64Array.from({ length: 2 * slotsPerHour }, (_, slot) => {
  const sign = Math.floor(slot / (slotsPerHour / 2)) % 2 === 0 ? 1 : -1;
  return sign * Math.cos((2 * Math.PI * (slot % (slotsPerHour / 2))) / slotsPerHour);
});

/** What a curve does in one hour: it sways around a level. */
export interface HourShape {
  level: number;
  ripple: number;
  phase: number;
  /** Whether it does nothing else: no job starts, no ceiling is met, no sample is garbage. */
  plain: boolean;
}

/** Works out an hour (counted since 1970), into an object of the caller's, who has thousands of them to ask for. */
export function shapeHour(curve: Curve, hour: number, shape: HourShape): void {
  const bits = mix(curve.seed, hour);
  const usual = curve.floor + curve.peak * curve.activity(hour);
  const level = usual * (1 + curve.noise * ((bits & 0xffff) / 0x8000 - 1));
  shape.level = curve.whole ? Math.round(level) : level;
  shape.ripple = shape.level * curve.noise * (0.4 + ((bits >>> 16) & 0xff) / 0xff);
  shape.phase = (bits >>> 24) % slotsPerHour;
  const bursts = curve.burst > 0 && hour % 24 === burstHour;
  const garbage = curve.garbage && bits % garbageHours === 0;
  shape.plain = !bursts && !garbage && shape.level + shape.ripple <= curve.cap;
}

/** Fills in the twelve values of an hour that {@link shapeHour} has worked out. */
export function fillHour(curve: Curve, hour: number, shape: HourShape, values: Float64Array): void {
  const { level, ripple, phase, plain } = shape;
  for (let slot = 0; slot < slotsPerHour; slot++) {
    const sway = ripple * (wave[slot + phase] ?? 0);
    values[slot] = Math.min(curve.cap, level + (curve.whole ? Math.trunc(sway) : sway));
  }
  if (plain) return;
  if (curve.burst > 0 && hour % 24 === burstHour) {
    const slot = curve.seed % slotsPerHour;
    values[slot] = Math.min(curve.cap, (values[slot] ?? 0) + curve.burst);
  }
  const bits = mix(curve.seed, hour);
  if (curve.garbage && bits % garbageHours === 0) values[bits % slotsPerHour] = garbageSample;
}

/** The value of a curve at an instant: that of the slot which it falls into. */
export function usageAt(curve: Curve, at: EpochMs): number {
  const values = new Float64Array(slotsPerHour);
  const shape = { level: 0, ripple: 0, phase: 0, plain: true };
  const hour = Math.floor(at / hourMs);
  shapeHour(curve, hour, shape);
  fillHour(curve, hour, shape, values);
  return values[Math.floor((at % hourMs) / slotMs)] ?? 0;
}
