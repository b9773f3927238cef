import type { EpochMs } from '../../../core/time.ts';
import { drawTags, tagTruths } from '../../estate/tags.ts';
import type { Population } from '../../population.ts';
import { Dice, mix, type Weighted } from '../../seeded.ts';
import { diskIdOf } from './attachment.ts';
import { type AzureModel, daysBefore, named, storyOf, withChanges } from './model.ts';
import type { Place } from './place.ts';
import { groupOfSnapshot, snapshotNameOf, snapshotSeed } from './snapshot-names.ts';

/** A modelled snapshot of a managed disk. */
export interface Snapshot extends AzureModel {
  /** Id of the disk it was taken of, which may be gone since. */
  readonly sourceId: string;
  readonly sizeGib: number;
  readonly sku: 'Standard_LRS' | 'Standard_ZRS' | 'Premium_LRS';
  readonly incremental: boolean;
  /** How much of its copying is done; absent where it needs none. */
  readonly completionPercent?: number | undefined;
  readonly os?: 'Linux' | 'Windows' | undefined;
}

interface SnapshotStory {
  readonly daysAgo: readonly [least: number, most: number];
  readonly copying?: boolean;
  readonly truths: readonly string[];
}

const stories: readonly Weighted<SnapshotStory>[] = [
  [55, { daysAgo: [100, 1_200], truths: ['snapshot-unreferenced'] }],
  [44, { daysAgo: [1, 80], truths: [] }],
  [1, { daysAgo: [0.001, 0.01], copying: true, truths: [] }],
];

const ofImage: SnapshotStory = { daysAgo: [100, 900], truths: [] };
/** How long a copy takes that is under way when the estate is made. */
const takesMs = 1_800_000;

/** A snapshot that was taken since the estate was made. */
export interface TakenSnapshot {
  readonly snapshot: Snapshot;
  readonly at: EpochMs;
}

/** The snapshots of a place: first those its images are made of, and last those that were taken since. */
export function snapshotsOf(place: Place, taken: readonly TakenSnapshot[]): Population<Snapshot> {
  const seed = snapshotSeed(place);
  const made = place.count('snapshot');

  function at(index: number): Snapshot {
    const later = taken[index - made];
    if (later !== undefined) return withChanges(place, later.snapshot);
    if (!Number.isInteger(index) || index < 0 || index >= made)
      throw new RangeError(`there is no snapshot ${index} among ${made}`);
    return withChanges(place, snapshotAt(place, seed, index));
  }

  function find(name: string): Snapshot | undefined {
    const index = Number(/^snap-([1-9]\d{0,7})$/.exec(name)?.[1] ?? 0) - 1;
    if (index >= 0 && index < made) return at(index);
    const later = taken.findIndex(({ snapshot }) => snapshot.name.toLowerCase() === name);
    return later < 0 ? undefined : at(made + later);
  }

  return {
    get size() {
      return made + taken.length;
    },
    at,
    find,
  };
}

function snapshotAt(place: Place, kindSeed: number, index: number): Snapshot {
  const images = place.count('image') + place.count('gallery-image');
  // Spread over those that no image is made of.
  const before = place.first('snapshot') - place.first('image') - place.first('gallery-image');
  const spare = { estateSeed: place.estateSeed, first: () => before };
  const story = index < images ? ofImage : storyOf(spare, 'snapshot', index - images, stories);
  const dice = new Dice(mix(kindSeed, index));
  const name = snapshotNameOf(index);
  const disks = place.count('volume');
  const drawn = dice.bits();
  const gone = disks === 0 || dice.chance(0.3);
  const group = groupOfSnapshot(place, index);
  const tags = drawTags(dice, undefined);
  const createdAt = daysBefore(place, dice.between(...story.daysAgo));
  const copying = story.copying === true && place.now() - createdAt < takesMs;
  return {
    ...named(group, index, name, `Microsoft.Compute/snapshots/${name}`),
    createdAt,
    sourceId: gone
      ? `${group.path}/providers/Microsoft.Compute/disks/gone-${(drawn % 9_000) + 1_000}`
      : diskIdOf(place, drawn % disks),
    sizeGib: dice.pick([30, 64, 128, 256, 512, 1_024]),
    sku: dice.pick(['Standard_LRS', 'Standard_LRS', 'Standard_ZRS', 'Premium_LRS'] as const),
    incremental: dice.chance(0.7),
    completionPercent: copying ? 37 : story.copying === true ? 100 : undefined,
    os: index < images || dice.chance(0.4) ? 'Linux' : undefined,
    tags,
    truths: [...story.truths, ...tagTruths(tags, place.subscription)],
    undecidable: [],
  };
}
