import { mix, mixText } from '../../seeded.ts';
import { groupOf, type Place, type ResourceGroup } from './place.ts';

export function snapshotSeed(place: Pick<Place, 'seed'>): number {
  return mixText(place.seed, 'snapshot');
}

export function snapshotNameOf(index: number): string {
  return `snap-${index + 1}`;
}

export function groupOfSnapshot(place: Place, index: number): ResourceGroup {
  return groupOf(place, mix(snapshotSeed(place), index) >>> 4);
}

export function snapshotIdOf(place: Place, index: number): string {
  return `${groupOfSnapshot(place, index).path}/providers/Microsoft.Compute/snapshots/${snapshotNameOf(index)}`;
}
