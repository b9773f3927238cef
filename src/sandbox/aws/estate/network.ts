import { mix, mixText } from '../../seeded.ts';
import { encodeIndex } from './ids.ts';
import type { Place } from './place.ts';

const zoneLetters: Readonly<Record<string, readonly string[]>> = {
  'us-east-1': ['a', 'b', 'c', 'd'],
};
const usualZoneLetters: readonly string[] = ['a', 'b', 'c'];

/** The name of one of the cell's availability zones, for any number. */
export function zoneOf(cell: NetworkPlace, number: number): string {
  const letters = zoneLetters[cell.region] ?? usualZoneLetters;
  return cell.region + (letters[number % letters.length] ?? 'a');
}

/** What a network's names depend on. */
export type NetworkPlace = Pick<Place, 'region' | 'seed'>;

/** Each cell has two networks: the main one (0) and a second (1). */
export function vpcIdOf(cell: NetworkPlace, vpc: 0 | 1): string {
  return `vpc-0${encodeIndex(mixText(cell.seed, 'vpc'), vpc)}`;
}

/** The subnet of a network in a zone. */
export function subnetIdOf(cell: NetworkPlace, vpc: 0 | 1, zone: string): string {
  return `subnet-0${encodeIndex(mixText(cell.seed, 'subnet'), vpc * 26 + zone.charCodeAt(zone.length - 1))}`;
}

/** The id of the network interface that belongs to the index-th of something. */
export function interfaceIdOf(cell: NetworkPlace, of: string, index: number): string {
  return `eni-0${encodeIndex(mixText(cell.seed, `interface ${of}`), index)}`;
}

/** A private address that is unique in its cell up to 16 million machines. */
export function privateIpOf(index: number): string {
  return `10.${(index >>> 16) & 0xff}.${(index >>> 8) & 0xff}.${index & 0xff}`;
}

/** A public address out of one of Amazon's blocks. */
export function publicIpOf(seed: number, index: number): string {
  const bits = mix(seed, index);
  const block = [3, 18, 34, 44, 52, 54][bits % 6] ?? 3;
  return `${block}.${(bits >>> 8) & 0xff}.${(bits >>> 16) & 0xff}.${(bits >>> 24) & 0xff}`;
}
