import type { Points } from './metric.ts';

type Slot = number | undefined;

/** The sum of series all of which are needed for a point. */
export function sumOfAll(series: readonly Points[], length: number): Points {
  return grid(series, length, (slots) => (slots.includes(undefined) ? undefined : sum(slots)));
}

/** The sum of whichever series have a point. */
export function sumOfAny(series: readonly Points[], length: number): Points {
  return grid(series, length, sum);
}

/** The largest of series all of which are needed for a point. */
export function maxOfAll(series: readonly Points[], length: number): Points {
  return grid(series, length, (slots) => (slots.includes(undefined) ? undefined : max(slots)));
}

/** The largest of whichever series have a point. */
export function maxOfAny(series: readonly Points[], length: number): Points {
  return grid(series, length, max);
}

/** A part as a percentage of the whole; one that is more than that is no measurement. */
export function percentageOf(part: Points, whole: Points, length: number): Points {
  return grid([part, whole], length, ([some, all]) => {
    if (some === undefined || all === undefined || all <= 0 || some > all) return undefined;
    return (some / all) * 100;
  });
}

function grid(series: readonly Points[], length: number, of: (slots: readonly Slot[]) => Slot): Points {
  return Array.from({ length }, (_, index) => of(series.map((points) => points[index])));
}

function sum(slots: readonly Slot[]): Slot {
  const present = slots.filter((slot) => slot !== undefined);
  return present.length === 0 ? undefined : present.reduce((total, slot) => total + slot, 0);
}

function max(slots: readonly Slot[]): Slot {
  const present = slots.filter((slot) => slot !== undefined);
  return present.length === 0 ? undefined : Math.max(...present);
}
