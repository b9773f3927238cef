import { mix } from '../../seeded.ts';

/** All bytes as two digits; numbers are put together of them, which is several times quicker than padding. */
const bytes: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

function byteOf(value: number, shift: number): string {
  return bytes[(value >>> shift) & 0xff] ?? '';
}

function hex32(value: number): string {
  return byteOf(value, 24) + byteOf(value, 16) + byteOf(value, 8) + byteOf(value, 0);
}

const mask = 0x51d;

/** A GUID that looks drawn and hides the index; one that was never given out is not taken for one. */
export function guidOf(seed: number, index: number): string {
  const first = mix(seed, index);
  const second = mix(first, seed);
  const third = mix(second, first);
  const hidden = index ^ mix(first, mask);
  return (
    `${hex32(first)}-${byteOf(second, 24)}${byteOf(second, 16)}-4${hex32(second).slice(5)}-` +
    `a${hex32(third).slice(1, 4)}-${byteOf(third, 8)}${byteOf(third, 0)}${hex32(hidden)}`
  );
}

/** The index that {@link guidOf} hid; undefined where the GUID is not of its making. */
export function indexOfGuid(seed: number, guid: string): number | undefined {
  const text = guid.toLowerCase();
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)) return undefined;
  const hidden = Number.parseInt(text.slice(28), 16);
  const index = (hidden ^ mix(Number.parseInt(text.slice(0, 8), 16), mask)) >>> 0;
  return guidOf(seed, index) === text ? index : undefined;
}
