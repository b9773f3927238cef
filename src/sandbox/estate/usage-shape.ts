import { mix, unitOf } from '../seeded.ts';
import type { UsageProfile } from './usage-profile.ts';

/** How something is used over time: like a machine, once a week, or not at all. */
export type UsageShape = UsageProfile | 'weekly' | 'unused';

/** Share of its full load at which something runs in an hour (counted since 1970), 0 to 1. */
export type Activity = (hour: number) => number;

const hoursPerDay = 24;
/** 1970-01-01 was a Thursday; Monday is 0. */
const firstWeekday = 3;

/**
 * The activity of a shape. The seed gives everything its own habits; `turnsAtHour` is when an `idle-then-busy` one
 * begins to work.
 */
export function activityOf(shape: UsageShape, seed: number, turnsAtHour: number): Activity {
  const peakHour = 13 + (mix(seed, 1) % 4);
  const startHour = mix(seed, 2) % 3;
  const weekday = mix(seed, 3) % 5;
  const nightly = 0.05 + 0.1 * unitOf(seed, 4);
  const weekend = 0.4 + 0.3 * unitOf(seed, 5);

  function dayAndNight(hour: number): number {
    const distance = Math.abs((((hour % hoursPerDay) - peakHour + 36) % hoursPerDay) - 12);
    const day = (1 + Math.cos((Math.PI * distance) / 12)) / 2;
    return (nightly + (1 - nightly) * day) * (isWeekend(hour) ? weekend : 1);
  }

  switch (shape) {
    case 'web':
      return dayAndNight;
    case 'batch':
      return (hour) => (within(hour % hoursPerDay, startHour, 3) ? 1 : 0.02);
    case 'office-hours':
      return (hour) => (!isWeekend(hour) && within(hour % hoursPerDay, 7 + startHour, 10) ? 1 : 0.01);
    case 'first-of-month':
      return (hour) => (dayOfMonth(hour) === 1 && hour % hoursPerDay < 16 ? 1 : 0.3);
    case 'weekly':
      return (hour) => (weekdayOf(hour) === weekday && within(hour % hoursPerDay, startHour, 1) ? 1 : 0);
    case 'idle-then-busy':
      return (hour) => (hour < turnsAtHour ? 0 : dayAndNight(hour));
    case 'steady':
    case 'gpu-busy':
      return (hour) => 0.9 + 0.1 * Math.sin((2 * Math.PI * (hour + startHour)) / (5 * hoursPerDay));
    case 'idle':
    case 'gpu-idle':
    case 'gpu-parked':
    case 'unused':
      break;
  }
  return () => 0;
}

/** Monday 0 … Sunday 6, by UTC. */
function weekdayOf(hour: number): number {
  return (Math.floor(hour / hoursPerDay) + firstWeekday) % 7;
}

function isWeekend(hour: number): boolean {
  return weekdayOf(hour) >= 5;
}

function within(hourOfDay: number, from: number, hours: number): boolean {
  return hourOfDay >= from && hourOfDay < from + hours;
}

function dayOfMonth(hour: number): number {
  return new Date(hour * 3_600_000).getUTCDate();
}
