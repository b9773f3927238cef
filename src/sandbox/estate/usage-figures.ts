import type { EpochMs } from '../../core/time.ts';
import { type Curve, fillHour, type HourShape, hourMs, shapeHour, slotMs, slotsPerHour } from './usage.ts';

/** What is kept of the samples of one period. */
export interface Figures {
  readonly samples: number;
  readonly sum: number;
  readonly minimum: number;
  readonly maximum: number;
}

/** How a curve is sampled. */
export interface Sampling {
  /** A sample each minute, or one in five. */
  readonly everyMinute: boolean;
  /** Whether a sample of zero is not reported at all. */
  readonly sparse: boolean;
}

const minuteMs = 60_000;
const minutesPerSlot = slotMs / minuteMs;

/** Reads a curve period by period. Keeps the hour it is in, so that short periods cost no more than long ones. */
export class CurveReader {
  readonly #curve: Curve;
  readonly #sampling: Sampling;
  /** By how much a minute's sample is less than what its slot holds. */
  readonly #divisor: number;
  readonly #values = new Float64Array(slotsPerHour);
  readonly #shape: HourShape = { level: 0, ripple: 0, phase: 0, plain: true };
  #hour = Number.NaN;
  #filled = false;

  constructor(curve: Curve, sampling: Sampling) {
    this.#curve = curve;
    this.#sampling = sampling;
    this.#divisor = sampling.everyMinute && curve.counter ? minutesPerSlot : 1;
  }

  /** The figures of the samples taken in [from, to), both whole minutes; undefined where there was none. */
  figures(from: EpochMs, to: EpochMs): Figures | undefined {
    const { everyMinute, sparse } = this.#sampling;
    const divisor = this.#divisor;
    let samples = 0;
    let sum = 0;
    let minimum = Number.POSITIVE_INFINITY;
    let maximum = Number.NEGATIVE_INFINITY;
    for (let hour = Math.floor(from / hourMs); hour * hourMs < to; hour++) {
      const start = hour * hourMs;
      this.#turnTo(hour);
      if (from <= start && start + hourMs <= to && !sparse && this.#shape.plain) {
        const { level, ripple } = this.#shape;
        const sway = this.#curve.whole ? Math.trunc(ripple) : ripple;
        const count = everyMinute ? slotsPerHour * minutesPerSlot : slotsPerHour;
        samples += count;
        sum += (level / divisor) * count;
        minimum = Math.min(minimum, (level - sway) / divisor);
        maximum = Math.max(maximum, (level + sway) / divisor);
        continue;
      }
      const values = this.#valuesOf(hour);
      const end = Math.min(slotsPerHour, (to - start) / slotMs);
      for (let slot = Math.max(0, Math.floor((from - start) / slotMs)); slot < end; slot++) {
        const value = (values[slot] ?? 0) / divisor;
        const count = this.#samplesIn(start + slot * slotMs, from, to);
        if (count === 0 || (sparse && value === 0)) continue;
        samples += count;
        sum += value * count;
        if (value < minimum) minimum = value;
        if (value > maximum) maximum = value;
      }
    }
    if (samples === 0) return undefined;
    // A counter's sum is whole over whole slots, which fifths of it hide by a rounding error.
    return { samples, sum: everyMinute ? Math.round(sum * 1e6) / 1e6 : sum, minimum, maximum };
  }

  /** The value below which so many percent of a period's slots are; undefined where there was none. */
  percentile(from: EpochMs, to: EpochMs, percent: number): number | undefined {
    const values: number[] = [];
    for (let start = Math.floor(from / slotMs) * slotMs; start < to; start += slotMs) {
      const hour = Math.floor(start / hourMs);
      const value = (this.#valuesOf(hour)[(start - hour * hourMs) / slotMs] ?? 0) / this.#divisor;
      if (this.#samplesIn(start, from, to) === 0 || (this.#sampling.sparse && value === 0)) continue;
      insertSorted(values, value);
    }
    const rank = ((values.length - 1) * percent) / 100;
    const below = values[Math.floor(rank)];
    const above = values[Math.ceil(rank)];
    if (below === undefined || above === undefined) return undefined;
    return below + (above - below) * (rank - Math.floor(rank));
  }

  #samplesIn(slotStart: EpochMs, from: EpochMs, to: EpochMs): number {
    if (!this.#sampling.everyMinute) return slotStart >= from ? 1 : 0;
    const first = Math.max(slotStart, from);
    return (Math.min(slotStart + slotMs, to) - first) / minuteMs;
  }

  #turnTo(hour: number): void {
    if (hour === this.#hour) return;
    shapeHour(this.#curve, hour, this.#shape);
    this.#hour = hour;
    this.#filled = false;
  }

  #valuesOf(hour: number): Float64Array {
    this.#turnTo(hour);
    if (!this.#filled) fillHour(this.#curve, hour, this.#shape, this.#values);
    this.#filled = true;
    return this.#values;
  }
}

/** Keeps a short list in order, which for a dozen values is faster than sorting it afterwards. */
function insertSorted(values: number[], value: number): void {
  let index = values.length;
  for (let before = values[index - 1]; before !== undefined && before > value; before = values[index - 1]) {
    values[index] = before;
    index--;
  }
  values[index] = value;
}
