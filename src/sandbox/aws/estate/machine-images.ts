import { mix, mixText } from '../../seeded.ts';
import { encodeIndex } from './ids.ts';
import type { Platform } from './instance-draw.ts';
import type { Place } from './place.ts';

/** The architecture of the index-th image of a place: one in four is for Arm. */
export function architectureOfImage(index: number): 'x86_64' | 'arm64' {
  return index % 4 === 3 ? 'arm64' : 'x86_64';
}

export function imageSeed(place: Pick<Place, 'seed'>): number {
  return mixText(place.seed, 'image');
}

export function snapshotSeed(place: Pick<Place, 'seed'>): number {
  return mixText(place.seed, 'snapshot');
}

export function imageIdOf(place: Pick<Place, 'seed'>, index: number): string {
  return `ami-0${encodeIndex(imageSeed(place), index)}`;
}

export function snapshotIdOf(place: Pick<Place, 'seed'>, index: number): string {
  return `snap-0${encodeIndex(snapshotSeed(place), index)}`;
}

/** What an instance was started from: one of the account's own images, or one of Amazon's. */
export interface Origin {
  readonly imageId: string;
  readonly snapshotId: string;
}

export function originOf(
  place: Pick<Place, 'seed' | 'region' | 'count'>,
  bits: number,
  machine: { readonly architecture: 'x86_64' | 'arm64'; readonly platform: Platform },
): Origin {
  const images = place.count('image');
  const own = images === 0 ? 0 : (bits >>> 3) % images;
  const fits =
    images > 0 && machine.platform === 'Linux/UNIX' && architectureOfImage(own) === machine.architecture;
  // Every image's snapshot has the image's own number.
  if (fits && bits % 5 < 2) return { imageId: imageIdOf(place, own), snapshotId: snapshotIdOf(place, own) };
  const region = mixText(0xa11, `${place.region} ${machine.architecture} ${machine.platform}`);
  const vintage = mix(bits, 1) % 6;
  return {
    imageId: `ami-0${encodeIndex(region, vintage)}`,
    snapshotId: `snap-0${encodeIndex(region ^ 1, vintage)}`,
  };
}
