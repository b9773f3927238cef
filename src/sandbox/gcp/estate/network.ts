import { mix } from '../../seeded.ts';

/** A private address in the subnetwork of a region, unique up to a million machines. */
export function privateIpOf(index: number): string {
  return `10.${128 + ((index >>> 16) & 0x0f)}.${(index >>> 8) & 0xff}.${index & 0xff}`;
}

/** A public address out of one of Google's blocks. */
export function publicIpOf(seed: number, index: number): string {
  const bits = mix(seed, index);
  const block = [34, 35, 104, 130, 146][bits % 5] ?? 34;
  return `${block}.${(bits >>> 8) & 0xff}.${(bits >>> 16) & 0xff}.${(bits >>> 24) & 0xff}`;
}
