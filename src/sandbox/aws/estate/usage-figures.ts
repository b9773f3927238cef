import type { EpochMs } from '../../../core/time.ts';
import { type Curve, fillHour, hourMs, slotMs, slotsPerHour } from './usage.ts';

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
  #hour = Number.NaN;

  constructor(curve: Curve, sampling: Sampling) {
    this.#curve = curve;
    this.#sampling = sampling;
    this.#divisor = sampling.everyMinute && curve.counter ? minutesPerSlot : 1;
  }

  /** The figures of the samples taken in [from, to), both whole minutes; undefined where there was none. */
  figures(from: EpochMs, to: EpochMs): Figures | undefined {
    const { everyMinute, sparse } = this.#sampling;
    const divisor = this.#divisor;
    const samplesPerSlot = everyMinute ? minutesPerSlot : 1;
    let samples = 0;
    let sum = 0;
    let minimum = Number.POSITIVE_INFINITY;
    let maximum = Number.NEGATIVE_INFINITY;
    for (let hour = Math.floor(from / hourMs); hour * hourMs < to; hour++) {
      const values = this.#hourValues(hour);
      const start = hour * hourMs;
      const whole = from <= start && start + hourMs <= to;
      const end = whole ? slotsPerHour : Math.min(slotsPerHour, (to - start) / slotMs);
      for (let slot = Math.max(0, Math.floor((from - start) / slotMs)); slot < end; slot++) {
        const value = (values[slot] ?? 0) / divisor;
        const count = whole ? samplesPerSlot : this.#samplesIn(start + slot * slotMs, from, to);
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
      const value = (this.#hourValues(hour)[(start - hour * hourMs) / slotMs] ?? 0) / this.#divisor;
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

  #hourValues(hour: number): Float64Array {
    if (hour !== this.#hour) {
      fillHour(this.#curve, hour, this.#values);
      this.#hour = hour;
    }
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
