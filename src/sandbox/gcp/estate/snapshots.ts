import type { EpochMs } from '../../../core/time.ts';
import type { Population } from '../../population.ts';
import { choose, Dice, mix, mixText, spread, type Weighted } from '../../seeded.ts';
import type { Additions } from './additions.ts';
import {
  type ComputeModel,
  computePopulation,
  identityOf,
  numberedIndex,
  numberOf,
} from './compute-model.ts';
import { diskNameOf } from './disk-use.ts';
import { scopeOfDisk } from './disks.ts';
import { drawLabels, labelTruths } from './labels.ts';
import type { Place, Project } from './place.ts';
import { snapshotNameOf, snapshotSeed } from './snapshot-names.ts';

/** A modelled snapshot of a disk. */
export interface Snapshot extends ComputeModel {
  readonly status: 'CREATING' | 'READY';
  /** When it is or was done, of one that was made since the estate was. */
  readonly readyAt?: EpochMs;
  readonly archived: boolean;
  readonly sizeGb: number;
  readonly storageBytes: number;
  /** Where the disk is that it was taken of, which may be gone since. */
  readonly sourceDisk: string;
  /** Name of the schedule that took it, and will delete it. */
  readonly schedule: string | undefined;
  readonly region: string;
  readonly description: string;
}

interface SnapshotStory {
  readonly daysAgo: readonly [least: number, most: number];
  readonly scheduled?: true;
  readonly archived?: true;
  readonly creating?: true;
  readonly truths: readonly string[];
}

const stories: readonly Weighted<SnapshotStory>[] = [
  [34, { daysAgo: [100, 1_200], truths: ['snapshot-unreferenced'] }],
  [20, { daysAgo: [1, 80], truths: [] }],
  [4, { daysAgo: [200, 900], archived: true, truths: ['snapshot-unreferenced'] }],
  [41, { daysAgo: [1, 400], scheduled: true, truths: [] }],
  [1, { daysAgo: [0.001, 0.01], creating: true, truths: [] }],
];

const ofImage: SnapshotStory = { daysAgo: [100, 900], truths: [] };
const dayMs = 86_400_000;
const gigabyte = 1_000_000_000;
/** How long a snapshot takes that is under way when the estate is made. */
const takesMs = 1_800_000;

/** The snapshots of a project: first those that its images are made of, last those that were taken since. */
export function snapshotsOf(
  project: Project,
  places: readonly Place[],
  added: Additions<Snapshot>,
): Population<Snapshot> {
  const seed = snapshotSeed(project);
  const size = project.count('snapshot');
  const made = computePopulation({
    size,
    seed,
    indexOf: numberedIndex(size, (index) => snapshotNameOf(project, index) ?? ''),
    make: (index) => changed(project, snapshotAt(project, places, seed, index)),
  });
  return added.with(
    made,
    (snapshot) => changed(project, settled(project, snapshot)),
    () => project.now(),
  );
}

function changed(project: Project, snapshot: Snapshot): Snapshot {
  const change = project.changeOf(snapshot.arn);
  if (change === undefined) return snapshot;
  const { labels, deleted } = change;
  return { ...snapshot, ...(labels !== undefined && { tags: labels }), ...(deleted && { gone: deleted }) };
}

function settled(project: Project, snapshot: Snapshot): Snapshot {
  const ready = snapshot.readyAt !== undefined && snapshot.readyAt <= project.now();
  return ready ? { ...snapshot, status: 'READY' } : snapshot;
}

/** How many of a project's images are made of its snapshots: that many of both come first. */
export function imagesOfSnapshots(project: Pick<Project, 'count'>): number {
  return Math.floor(Math.min(project.count('image'), project.count('snapshot')) / 2);
}

function snapshotAt(project: Project, places: readonly Place[], kindSeed: number, index: number): Snapshot {
  const images = imagesOfSnapshots(project);
  const story = index < images ? ofImage : storyOfSnapshot(project, index - images);
  const dice = new Dice(mix(kindSeed, index));
  const labels = drawLabels(dice);
  const createdAt = Math.floor((project.anchorAt - dice.between(...story.daysAgo) * dayMs) / 1_000) * 1_000;
  const sizeGb = dice.pick([10, 20, 50, 100, 200, 500]);
  const place = placeOf(places, dice);
  return {
    ...identityOf(project.id, 'global', 'snapshots', snapshotNameOf(project, index) ?? ''),
    index,
    number: numberOf(kindSeed, index),
    createdAt,
    status: story.creating && project.now() - createdAt < takesMs ? 'CREATING' : 'READY',
    archived: story.archived === true,
    sizeGb,
    storageBytes: Math.floor(sizeGb * gigabyte * dice.between(0.05, 0.8)),
    sourceDisk: sourceOf(project, place, dice),
    schedule: story.scheduled ? 'daily-backup' : undefined,
    region: place.region,
    description: story.scheduled ? '' : dice.pick(['', 'before the upgrade', 'manual copy']),
    tags: labels,
    truths: [...story.truths, ...labelTruths(labels, project)],
    undecidable: [],
  };
}

function storyOfSnapshot(project: Project, number: number): SnapshotStory {
  return choose(spread(mixText(project.estateSeed, 'snapshot'), project.first('snapshot') + number), stories);
}

function placeOf(places: readonly Place[], dice: Dice): Place {
  return dice.pick(places.some(hasDisks) ? places.filter(hasDisks) : places);
}

function hasDisks(place: Place): boolean {
  return place.count('disk') > 0;
}

/** The disk it was taken of, which may be gone since. */
function sourceOf(project: Project, place: Place, dice: Dice): string {
  const disks = place.count('disk');
  const taken = dice.bits();
  if (disks === 0 || dice.chance(0.3))
    return `projects/${project.id}/zones/${place.region}-b/disks/old-${dice.hex(6)}`;
  return `projects/${project.id}/${scopeOfDisk(place, taken % disks)}/disks/${diskNameOf(place, taken % disks)}`;
}
