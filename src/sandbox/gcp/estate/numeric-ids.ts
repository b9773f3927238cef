import { mix } from '../../seeded.ts';

/*
 * Google numbers everything with up to twenty digits. These have nineteen, look drawn, and hide the index: ten digits
 * that depend on it, and nine with itself under a mask made of those.
 */

const leastHead = 1_000_000_000;
const leastTail = 100_000_000;
const mostIndex = 0x100_0000;

/** The number of the index-th of something. */
export function numericIdOf(seed: number, index: number): string {
  const drawn = mix(seed, index);
  const mask = mix(drawn, seed);
  const hidden = (index ^ mask) & (mostIndex - 1);
  return String(leastHead + drawn) + String(leastTail + ((mask >>> 24) % 50) * mostIndex + hidden);
}

/** The index that {@link numericIdOf} hid; undefined where the digits are not of its making. */
export function indexOfNumericId(seed: number, id: string): number | undefined {
  if (!/^\d{19}$/.test(id)) return undefined;
  const drawn = Number(id.slice(0, 10)) - leastHead;
  const index = ((Number(id.slice(10)) - leastTail) ^ mix(drawn, seed)) & (mostIndex - 1);
  return numericIdOf(seed, index) === id ? index : undefined;
}
