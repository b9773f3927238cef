import type { EpochMs } from '../../../core/time.ts';
import type { Population } from '../../population.ts';
import { choose, Dice, mix, mixText, spread, type Weighted } from '../../seeded.ts';
import { type ComputeModel, computePopulation, identityOf, numberOf } from './compute-model.ts';
import { type DiskUse, diskNameOf, indexOfDisk, useOfDisk } from './disk-use.ts';
import { zoneOfInstance } from './instance-names.ts';
import type { Instance } from './instances.ts';
import { drawLabels, labelTruths } from './labels.ts';
import type { Place } from './place.ts';
import { zonesOf } from './regions.ts';
import { snapshotNameOf } from './snapshot-names.ts';

/** A modelled persistent disk, or Hyperdisk. */
export interface Disk extends ComputeModel {
  readonly seed: number;
  readonly type: string;
  readonly sizeGb: number;
  readonly provisionedIops?: number;
  readonly provisionedThroughput?: number;
  /** Zones of a regional one. */
  readonly replicaZones?: readonly string[];
  /** The instance that holds it. */
  readonly user: Instance | undefined;
  readonly attachedAt: EpochMs | undefined;
  readonly detachedAt: EpochMs | undefined;
  /** Name of the snapshot that it was made from. */
  readonly sourceSnapshot: string | undefined;
  /** What it was made from, where it can be booted from. */
  readonly image: Instance['image'] | undefined;
}

interface DetachedStory {
  readonly createdDaysAgo: readonly [least: number, most: number];
  readonly detachedDaysAgo?: readonly [least: number, most: number];
  readonly truths: readonly string[];
}

const detached: readonly Weighted<DetachedStory>[] = [
  // Never attached to anything.
  [25, { createdDaysAgo: [60, 900], truths: ['volume-unattached'] }],
  [25, { createdDaysAgo: [300, 900], detachedDaysAgo: [60, 290], truths: ['volume-unattached'] }],
  // Taken off a machine last week: somebody may be about to use it elsewhere.
  [20, { createdDaysAgo: [60, 900], detachedDaysAgo: [1, 9], truths: [] }],
  [15, { createdDaysAgo: [60, 900], detachedDaysAgo: [25, 50], truths: ['volume-unattached'] }],
  [15, { createdDaysAgo: [0.5, 10], truths: [] }],
];

type TypeAndSize = Pick<Disk, 'type' | 'provisionedIops' | 'provisionedThroughput'> & {
  readonly sizes: readonly number[];
};

const bootTypes: readonly Weighted<TypeAndSize>[] = [
  [25, { type: 'pd-standard', sizes: [10, 20, 50, 100] }],
  [60, { type: 'pd-balanced', sizes: [10, 20, 50, 100] }],
  [15, { type: 'pd-ssd', sizes: [20, 50, 100] }],
];

const dataTypes: readonly Weighted<TypeAndSize>[] = [
  [20, { type: 'pd-standard', sizes: [100, 200, 500, 1_000, 4_000] }],
  [45, { type: 'pd-balanced', sizes: [50, 100, 200, 500, 1_000] }],
  [25, { type: 'pd-ssd', sizes: [50, 100, 200, 500] }],
  [5, { type: 'hyperdisk-balanced', provisionedIops: 6_000, provisionedThroughput: 290, sizes: [100, 500] }],
  [2, { type: 'hyperdisk-extreme', provisionedIops: 20_000, sizes: [200, 500] }],
  [3, { type: 'pd-extreme', provisionedIops: 10_000, sizes: [500, 1_000] }],
];

/** Types of disks that can be kept in two zones. */
const regionalTypes: ReadonlySet<string> = new Set(['pd-standard', 'pd-balanced', 'pd-ssd']);

const dayMs = 86_400_000;

/** The disks of a place, whose instances have most of them. */
export function disksOf(place: Place, instances: Population<Instance>): Population<Disk> {
  const seed = diskSeed(place);
  return computePopulation({
    size: place.count('disk'),
    seed,
    indexOf: (name) => indexOfDisk(place, name),
    make(index) {
      const disk = diskAt(place, instances, seed, index);
      const change = place.changeOf(disk.arn);
      if (change === undefined) return disk;
      const { labels, deleted } = change;
      return { ...disk, ...(labels !== undefined && { tags: labels }), ...(deleted && { gone: deleted }) };
    },
  });
}

/** Where a disk is: `zones/us-central1-a`, or `regions/us-central1` where it is kept in two zones. */
export function scopeOfDisk(place: Place, index: number): string {
  const use = useOfDisk(place, index);
  if (use.use !== 'boot' && isRegional(place, index)) return `regions/${place.region}`;
  return `zones/${zoneOf(place, use, index)}`;
}

function zoneOf(place: Place, use: DiskUse, index: number): string {
  if (use.use !== 'none') return zoneOfInstance(place, use.instance);
  const zones = zonesOf(place.region);
  return zones[mix(diskSeed(place), index) % zones.length] ?? '';
}

function isRegional(place: Place, index: number): boolean {
  return mix(diskSeed(place), index + 0x2000) % 12 === 0;
}

function diskSeed(place: Pick<Place, 'seed'>): number {
  return mixText(place.seed, 'disk');
}

function diskAt(place: Place, instances: Population<Instance>, kindSeed: number, index: number): Disk {
  const use = useOfDisk(place, index);
  const seed = mix(kindSeed, index);
  const dice = new Dice(seed);
  const scope = scopeOfDisk(place, index);
  const regional = scope.startsWith('regions/');
  const drawn = dice.weighted(use.use === 'boot' ? bootTypes : dataTypes);
  // What is kept in two zones is of one of the types that can be.
  const { sizes, ...type } = regional && !regionalTypes.has(drawn.type) ? pdBalanced : drawn;
  const sizeGb = dice.pick(sizes);
  const labels = drawLabels(dice);
  const life =
    use.use === 'none' ? detachedLife(place, use.number, dice) : attachedLife(instances, use.instance);
  const zone = zoneOf(place, use, index);
  return {
    ...identityOf(place.project.id, scope, 'disks', diskNameOf(place, index)),
    index,
    number: numberOf(kindSeed, index),
    seed,
    ...type,
    sizeGb,
    ...(regional && { replicaZones: replicasOf(place, zone) }),
    createdAt: life.createdAt,
    user: life.user,
    attachedAt: life.attachedAt,
    detachedAt: life.detachedAt,
    sourceSnapshot:
      use.use === 'boot' || !dice.chance(0.15) ? undefined : snapshotNameOf(place.project, dice.bits()),
    image: use.use === 'boot' ? life.user?.image : undefined,
    tags: labels,
    truths: [...life.truths, ...labelTruths(labels, place.project)],
    undecidable: [],
  };
}

const pdBalanced: TypeAndSize = { type: 'pd-balanced', sizes: [50, 100, 200] };

function replicasOf(place: Place, zone: string): readonly string[] {
  const other = zonesOf(place.region).find((name) => name !== zone);
  return [zone, ...(other === undefined ? [] : [other])];
}

type Life = Pick<Disk, 'createdAt' | 'user' | 'attachedAt' | 'detachedAt' | 'truths'>;

function attachedLife(instances: Population<Instance>, instance: number): Life {
  const user = instances.at(instance);
  // An instance that was deleted lets go of what it does not take along.
  if (user.gone)
    return {
      createdAt: user.createdAt,
      user: undefined,
      attachedAt: user.createdAt,
      detachedAt: user.stoppedAt,
      truths: [],
    };
  return { createdAt: user.createdAt, user, attachedAt: user.createdAt, detachedAt: undefined, truths: [] };
}

function detachedLife(place: Place, number: number, dice: Dice): Life {
  // Every other disk that no instance boots from is detached, so that half of those before this place are.
  const before = Math.ceil((place.first('disk') - place.first('instance')) / 2);
  const story = choose(spread(mixText(place.estateSeed, 'disk'), before + number), detached);
  const ago = (days: number): EpochMs => Math.floor((place.anchorAt - days * dayMs) / 1_000) * 1_000;
  const createdAt = ago(dice.between(...story.createdDaysAgo));
  const detachedAt = story.detachedDaysAgo && ago(dice.between(...story.detachedDaysAgo));
  return {
    createdAt,
    user: undefined,
    attachedAt: detachedAt === undefined ? undefined : createdAt + 60_000,
    detachedAt,
    truths: story.truths,
  };
}
