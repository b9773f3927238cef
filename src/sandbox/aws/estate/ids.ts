import type { Population } from '../../population.ts';
import { mix } from '../../seeded.ts';

/**
 * Sixteen hexadecimal digits that look drawn and hide the index: ten that depend on it, and itself under a mask made
 * of those. An id that was never given out is not taken for one.
 */
export function encodeIndex(seed: number, index: number): string {
  const drawn = mix(seed, index);
  const mask = mix(drawn, seed);
  const hidden = index ^ mask;
  const tail = byteOf(hidden, 16) + byteOf(hidden, 8) + byteOf(hidden, 0);
  return hex32(drawn) + byteOf(mask, 24) + tail;
}

/** The index that {@link encodeIndex} hid; undefined where the digits are not of its making. */
export function decodeIndex(seed: number, digits: string): number | undefined {
  if (!/^[0-9a-f]{16}$/.test(digits)) return undefined;
  const mask = mix(Number.parseInt(digits.slice(0, 8), 16), seed);
  const index = (Number.parseInt(digits.slice(10), 16) ^ mask) & 0xff_ffff;
  return encodeIndex(seed, index) === digits ? index : undefined;
}

/** A population whose ids are a prefix (`i-0`) and sixteen digits that hide the index. */
export function populationOf<Model>(
  prefix: string,
  seed: number,
  size: number,
  make: (index: number, id: string) => Model,
): Population<Model> {
  function at(index: number): Model {
    if (!Number.isInteger(index) || index < 0 || index >= size)
      throw new RangeError(`there is no ${prefix}… number ${index} among ${size}`);
    return make(index, prefix + encodeIndex(seed, index));
  }
  function find(id: string): Model | undefined {
    if (!id.startsWith(prefix)) return undefined;
    const index = decodeIndex(seed, id.slice(prefix.length));
    return index === undefined || index >= size ? undefined : at(index);
  }
  return { size, at, find };
}

/** 32 bits as eight hexadecimal digits. */
export function hex32(value: number): string {
  return byteOf(value, 24) + byteOf(value, 16) + byteOf(value, 8) + byteOf(value, 0);
}

/** All bytes as two digits; numbers are put together of them, which is several times quicker than padding. */
const bytes: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

function byteOf(value: number, shift: number): string {
  return bytes[(value >>> shift) & 0xff] ?? '';
}
