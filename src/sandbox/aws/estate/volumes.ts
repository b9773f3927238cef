import type { EpochMs } from '../../../core/time.ts';
import { drawTags, tagTruths } from '../../estate/tags.ts';
import { services } from '../../estate/vocabulary.ts';
import type { Modelled, Population } from '../../population.ts';
import { choose, Dice, mix, mixText, spread, type Weighted } from '../../seeded.ts';
import { useOfVolume, type VolumeUse, volumeSeed } from './attachment.ts';
import type { VolumeAttachment } from './changes.ts';
import { populationOf } from './ids.ts';
import type { Instance } from './instances.ts';
import { zoneOf } from './network.ts';
import { changedTags } from './overlay.ts';
import type { Place } from './place.ts';

/** A modelled EBS volume. */
export interface Volume extends Modelled {
  readonly index: number;
  readonly seed: number;
  readonly type: 'gp2' | 'gp3' | 'io1' | 'io2' | 'st1' | 'sc1';
  readonly sizeGib: number;
  readonly iops?: number;
  readonly throughputMibps?: number;
  readonly encrypted: boolean;
  readonly zone: string;
  readonly createdAt: EpochMs;
  readonly snapshotId?: string;
  readonly attachments: readonly VolumeAttachment[];
  /** When its last disk operation was; undefined: not within the time that metrics are kept. */
  readonly lastOperationAt: EpochMs | 'ongoing' | undefined;
}

interface DetachedStory {
  readonly createdDaysAgo: readonly [least: number, most: number];
  readonly usedDaysAgo?: readonly [least: number, most: number];
  readonly truths: readonly string[];
}

const detached: readonly Weighted<DetachedStory>[] = [
  [50, { createdDaysAgo: [60, 900], truths: ['volume-unattached'] }],
  // Taken off a machine last week: somebody may be about to use it elsewhere.
  [20, { createdDaysAgo: [60, 900], usedDaysAgo: [1, 9], truths: [] }],
  [15, { createdDaysAgo: [60, 900], usedDaysAgo: [25, 50], truths: ['volume-unattached'] }],
  [15, { createdDaysAgo: [0.5, 10], truths: [] }],
];

type TypeAndSize = Pick<Volume, 'type' | 'iops' | 'throughputMibps'> & { readonly sizes: readonly number[] };

const rootTypes: readonly Weighted<TypeAndSize>[] = [
  [68, { type: 'gp3', iops: 3_000, throughputMibps: 125, sizes: [8, 20, 30, 50, 100] }],
  [32, { type: 'gp2', sizes: [8, 20, 30, 50, 100] }],
];

const dataTypes: readonly Weighted<TypeAndSize>[] = [
  [30, { type: 'gp2', sizes: [50, 100, 200, 500, 1_000] }],
  [40, { type: 'gp3', iops: 3_000, throughputMibps: 125, sizes: [50, 100, 200, 500, 1_000, 2_000] }],
  [8, { type: 'gp3', iops: 6_000, throughputMibps: 500, sizes: [500, 1_000] }],
  [6, { type: 'io1', iops: 5_000, sizes: [200, 500] }],
  [6, { type: 'io2', iops: 8_000, sizes: [200, 500] }],
  [6, { type: 'st1', sizes: [500, 2_000, 8_000] }],
  [4, { type: 'sc1', sizes: [1_000, 4_000] }],
];

const dayMs = 86_400_000;

/** The EBS volumes of a place, whose instances have most of them. */
export function volumesOf(place: Place, instances: Population<Instance>): Population<Volume> {
  const seed = volumeSeed(place);
  return populationOf('vol-0', seed, place.count('volume'), (index, id) => {
    const volume = volumeAt(place, instances, seed, index, id);
    const change = place.changeOf(id);
    return change === undefined
      ? volume
      : {
          ...volume,
          ...(change.attachments !== undefined && { attachments: change.attachments }),
          ...(change.tags !== undefined && { tags: changedTags(volume.tags, change.tags) }),
        };
  });
}

function volumeAt(
  place: Place,
  instances: Population<Instance>,
  kindSeed: number,
  index: number,
  id: string,
): Volume {
  const use = useOfVolume(place, index);
  const seed = mix(kindSeed, index);
  const dice = new Dice(seed);
  const { sizes, ...type } = dice.weighted(use.use === 'root' ? rootTypes : dataTypes);
  const sizeGib = dice.pick(sizes);
  const service = dice.pick(services);
  const tags = drawTags(
    dice,
    dice.chance(0.6) ? `${service}-${use.use === 'root' ? 'root' : 'data'}` : undefined,
  );
  const life = use.use === 'none' ? detachedLife(place, use.number, dice) : attachedLife(instances, use, id);
  return {
    index,
    seed,
    id,
    arn: `arn:aws:ec2:${place.region}:${place.account.id}:volume/${id}`,
    ...type,
    // A gp2's operations follow from its size.
    ...(type.type === 'gp2' && { iops: Math.min(16_000, Math.max(100, sizeGib * 3)) }),
    sizeGib,
    encrypted: dice.chance(0.7),
    tags,
    zone: life.zone,
    createdAt: life.createdAt,
    ...(life.snapshotId !== undefined && { snapshotId: life.snapshotId }),
    attachments: life.attachments,
    lastOperationAt: life.lastOperationAt,
    truths: [
      ...(type.type === 'gp2' ? ['volume-type-outdated'] : []),
      ...life.truths,
      ...tagTruths(tags, place.account),
    ],
    undecidable: [],
  };
}

type Life = Pick<Volume, 'zone' | 'createdAt' | 'snapshotId' | 'attachments' | 'lastOperationAt' | 'truths'>;

function attachedLife(
  instances: Population<Instance>,
  use: Extract<VolumeUse, { readonly instance: number }>,
  id: string,
): Life {
  const instance = instances.at(use.instance);
  const attached = instance.volumes.find(({ volumeId }) => volumeId === id);
  const attachments =
    attached === undefined
      ? []
      : [
          {
            instanceId: instance.id,
            device: attached.device,
            attachedAt: attached.attachedAt,
            deleteOnTermination: attached.deleteOnTermination,
          },
        ];
  return {
    zone: instance.zone,
    createdAt: attached?.attachedAt ?? instance.launchedAt,
    ...(use.use === 'root' && { snapshotId: instance.imageSnapshotId }),
    attachments,
    lastOperationAt: instance.state === 'running' ? 'ongoing' : (instance.stateSince ?? instance.launchedAt),
    truths: [],
  };
}

function detachedLife(place: Place, number: number, dice: Dice): Life {
  // Every other volume that is no root is detached, so that half of those before this place are.
  const before = Math.ceil((place.first('volume') - place.first('instance')) / 2);
  const story = choose(spread(mixText(place.estateSeed, 'volume'), before + number), detached);
  const { anchorAt } = place;
  return {
    zone: zoneOf(place, dice.bits() >>> 4),
    createdAt: Math.floor(anchorAt - dice.between(...story.createdDaysAgo) * dayMs),
    attachments: [],
    lastOperationAt:
      story.usedDaysAgo === undefined
        ? undefined
        : Math.floor(anchorAt - dice.between(...story.usedDaysAgo) * dayMs),
    truths: story.truths,
  };
}
