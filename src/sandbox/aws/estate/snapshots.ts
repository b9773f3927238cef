import type { EpochMs } from '../../../core/time.ts';
import { drawTags, type Tag, tagTruths } from '../../estate/tags.ts';
import type { Modelled, Population } from '../../population.ts';
import { choose, Dice, mix, mixText, spread, type Weighted } from '../../seeded.ts';
import { volumeIdOf } from './attachment.ts';
import { populationOf } from './ids.ts';
import { rootSizeOfImage } from './images.ts';
import { imageIdOf, snapshotSeed } from './machine-images.ts';
import { changedTags } from './overlay.ts';
import type { Place } from './place.ts';

/** A modelled EBS snapshot. */
export interface Snapshot extends Modelled {
  readonly index: number;
  readonly volumeId: string;
  readonly sizeGib: number;
  readonly startedAt: EpochMs;
  readonly state: 'pending' | 'completed' | 'error';
  readonly tier: 'standard' | 'archive';
  readonly encrypted: boolean;
  readonly description: string;
}

interface SnapshotStory {
  readonly daysAgo: readonly [least: number, most: number];
  readonly managedBy?: 'backup' | 'lifecycle';
  readonly state?: 'pending';
  readonly truths: readonly string[];
}

const stories: readonly Weighted<SnapshotStory>[] = [
  [38, { daysAgo: [100, 1_200], truths: ['snapshot-unreferenced'] }],
  [20, { daysAgo: [1, 80], truths: [] }],
  [25, { daysAgo: [1, 400], managedBy: 'backup', truths: [] }],
  [16, { daysAgo: [1, 400], managedBy: 'lifecycle', truths: [] }],
  [1, { daysAgo: [0.001, 0.01], state: 'pending', truths: [] }],
];

const ofImage: SnapshotStory = { daysAgo: [100, 900], truths: [] };
const dayMs = 86_400_000;
/** How long a snapshot takes that is under way when the estate is made. */
const takesMs = 1_800_000;

/** The snapshots of a place: first those its images are made of. */
export function snapshotsOf(place: Place): Population<Snapshot> {
  const seed = snapshotSeed(place);
  return populationOf('snap-0', seed, place.count('snapshot'), (index, id) => {
    const snapshot = snapshotAt(place, seed, index, id);
    const changes = place.changeOf(id)?.tags;
    return changes === undefined ? snapshot : { ...snapshot, tags: changedTags(snapshot.tags, changes) };
  });
}

function snapshotAt(place: Place, kindSeed: number, index: number, id: string): Snapshot {
  const images = place.count('image');
  const story = index < images ? ofImage : storyOfSnapshot(place, index - images);
  const dice = new Dice(mix(kindSeed, index));
  const volumeId = volumeOfSnapshot(place, dice);
  const tags = [...drawTags(dice, undefined), ...tagsOfKeeper(place, story, dice, volumeId)];
  const startedAt = Math.floor(place.anchorAt - dice.between(...story.daysAgo) * dayMs);
  return {
    index,
    id,
    arn: `arn:aws:ec2:${place.region}::snapshot/${id}`,
    volumeId,
    sizeGib: index < images ? rootSizeOfImage(index) : dice.pick([8, 20, 50, 100, 500]),
    startedAt,
    state: story.state === 'pending' && place.now() - startedAt < takesMs ? 'pending' : 'completed',
    tier: 'standard',
    encrypted: dice.chance(0.6),
    description:
      index < images
        ? `Created by CreateImage(i-0${dice.hex(16)}) for ${imageIdOf(place, index)}`
        : descriptionOf(story, dice),
    tags,
    truths: [...story.truths, ...tagTruths(tags, place.account)],
    undecidable: [],
  };
}

function storyOfSnapshot(place: Place, number: number): SnapshotStory {
  const before = place.first('snapshot') - place.first('image');
  return choose(spread(mixText(place.estateSeed, 'snapshot'), before + number), stories);
}

/** The volume it was taken of, which may be gone since. */
function volumeOfSnapshot(place: Place, dice: Dice): string {
  const volumes = place.count('volume');
  const taken = dice.bits();
  return volumes === 0 || dice.chance(0.3) ? `vol-0${dice.hex(16)}` : volumeIdOf(place, taken % volumes);
}

function tagsOfKeeper(
  place: Place,
  { managedBy }: SnapshotStory,
  dice: Dice,
  volumeId: string,
): readonly Tag[] {
  if (managedBy === 'backup') {
    const source = `arn:aws:ec2:${place.region}:${place.account.id}:volume/${volumeId}`;
    return [['aws:backup:source-resource', source]];
  }
  if (managedBy === undefined) return [];
  return [
    ['aws:dlm:lifecycle-policy-id', `policy-0${dice.hex(16)}`],
    ['aws:dlm:lifecycle-schedule-name', 'Default Schedule'],
    ['dlm:managed', 'true'],
  ];
}

function descriptionOf({ managedBy }: SnapshotStory, dice: Dice): string {
  if (managedBy === 'backup') return 'This snapshot is created by the AWS Backup service.';
  if (managedBy === 'lifecycle')
    return `Created for policy: policy-0${dice.hex(16)} schedule: Default Schedule`;
  return dice.pick(['', 'before the upgrade', 'Migration 2 & backup', 'manual copy']);
}
