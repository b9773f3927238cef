import type { EpochMs } from '../../../core/time.ts';
import { drawTags, type Tag, tagTruths } from '../../estate/tags.ts';
import type { UsageProfile } from '../../estate/usage-profile.ts';
import { services } from '../../estate/vocabulary.ts';
import type { Modelled, Population } from '../../population.ts';
import { Dice, mix, mixText } from '../../seeded.ts';
import { dataVolumesOf, volumeIdOf } from './attachment.ts';
import type { AttachedVolume, InstanceState } from './changes.ts';
import { addressOfInstance, elasticIpOf } from './elastic-ips.ts';
import { groupNameOf, groupOfInstance } from './groups.ts';
import { encodeIndex, populationOf } from './ids.ts';
import { drawPlatform, drawType, type Platform } from './instance-draw.ts';
import { type InstanceStory, storyOf } from './instance-stories.ts';
import type { InstanceTypeFacts } from './instance-types.ts';
import { originOf } from './machine-images.ts';
import { privateIpOf, publicIpOf, subnetIdOf, vpcIdOf, zoneOf } from './network.ts';
import { changedTags } from './overlay.ts';
import type { Place } from './place.ts';
import { instanceProfileOf } from './role-names.ts';

/** A modelled EC2 instance. */
export interface Instance extends Modelled {
  readonly index: number;
  /** Seed of all that is drawn of it, its usage included. */
  readonly seed: number;
  readonly reservationId: string;
  /** Its number among those launched together. */
  readonly launchIndex: number;
  readonly type: InstanceTypeFacts;
  readonly state: InstanceState;
  /** When it went into that state, if by somebody's wish: AWS tells of stops and terminations only. */
  readonly stateSince?: EpochMs | undefined;
  readonly launchedAt: EpochMs;
  readonly spot: boolean;
  readonly platform: Platform;
  readonly tenancy: 'default' | 'dedicated';
  readonly zone: string;
  readonly vpcId: string;
  readonly subnetId: string;
  readonly privateIp: string;
  readonly publicIp?: string | undefined;
  readonly imageId: string;
  /** The snapshot its root volume was made from. */
  readonly imageSnapshotId: string;
  readonly keyName?: string | undefined;
  /** Name of the scaling group it is a member of. */
  readonly group?: string | undefined;
  /** Name of its instance profile. */
  readonly profile?: string | undefined;
  readonly httpTokens: 'required' | 'optional';
  readonly detailedMonitoring: boolean;
  /** The root volume first; empty once terminated. */
  readonly volumes: readonly AttachedVolume[];
  readonly usage: UsageProfile;
  /** When an `idle-then-busy` one began to work. */
  readonly busySince?: EpochMs | undefined;
  /** Its hypervisor metrics do not exist. */
  readonly metricsMissing: boolean;
  /** An agent on it reports memory. */
  readonly memoryAgent: boolean;
  /** An agent on it reports its GPUs. */
  readonly gpuAgent: boolean;
}

const dayMs = 86_400_000;
const reservationSize = 4;
/** Longer than any was launched ago that the estate has starting. */
const startsWithinMs = 120_000;

/** The EC2 instances of a place. */
export function instancesOf(place: Place): Population<Instance> {
  const seed = mixText(place.seed, 'instance');
  return populationOf('i-0', seed, place.count('instance'), (index, id) => {
    const instance = instanceAt(place, seed, index, id);
    const change = place.changeOf(id);
    return change === undefined
      ? instance
      : {
          ...instance,
          ...change.instance,
          ...(change.volumes !== undefined && { volumes: change.volumes }),
          ...(change.instance?.state === 'terminated' && { volumes: [] }),
          ...(change.tags !== undefined && { tags: changedTags(instance.tags, change.tags) }),
        };
  });
}

function instanceAt(place: Place, kindSeed: number, index: number, id: string): Instance {
  const story = storyOf(place, index);
  const seed = mix(kindSeed, index);
  const dice = new Dice(seed);
  const type = drawType(dice, story.usage, story.gpu === true);
  const platform = drawPlatform(dice, type);
  const groupNumber = groupOfInstance(place, index);
  const group = groupNumber === undefined ? undefined : groupNameOf(place, groupNumber);
  const zone = zoneOf(place, dice.bits() >>> 4);
  const vpc = dice.chance(0.85) ? 0 : 1;
  const launchedAt = daysAgo(place, dice.between(...story.launchedDaysAgo));
  const stateSince = story.stoppedDaysAgo && daysAgo(place, dice.between(...story.stoppedDaysAgo));
  const origin = originOf(place, dice.bits(), { architecture: type.architecture, platform });
  const service = dice.pick(services);
  const tags = tagsOf(dice, `${service}-${story.gpu === true ? 'gpu' : story.usage}-${index}`, group);
  const profile = dice.chance(0.7) ? instanceProfileOf(place.account, dice.bits()) : undefined;
  const publicIp = publicAddressOf(place, kindSeed, index, story, dice.chance(0.2));
  const reservation = reservationOf(place, index);
  return {
    index,
    seed,
    id,
    arn: `arn:aws:ec2:${place.region}:${place.account.id}:instance/${id}`,
    reservationId: reservation.id,
    launchIndex: reservation.launchIndex,
    type,
    state: stateOf(story, launchedAt, place.now()),
    stateSince,
    launchedAt,
    spot: group === undefined ? dice.chance(0.03) && story.state === 'running' : dice.chance(0.4),
    platform,
    tenancy: dice.chance(0.01) ? 'dedicated' : 'default',
    zone,
    vpcId: vpcIdOf(place, vpc),
    subnetId: subnetIdOf(place, vpc, zone),
    privateIp: privateIpOf(index + 10),
    publicIp,
    imageId: origin.imageId,
    imageSnapshotId: origin.snapshotId,
    keyName: dice.chance(0.4) ? `${service}-key` : undefined,
    group,
    profile,
    httpTokens: dice.chance(0.7) ? 'required' : 'optional',
    detailedMonitoring: dice.chance(0.15),
    volumes: story.state === 'terminated' ? [] : volumesOf(place, index, platform, launchedAt),
    tags,
    usage: story.usage,
    busySince: story.usage === 'idle-then-busy' ? daysAgo(place, dice.between(4, 6)) : undefined,
    metricsMissing: story.metricsMissing === true,
    memoryAgent: dice.chance(0.45),
    gpuAgent: type.gpu !== undefined && dice.chance(0.75),
    truths: [
      ...(story.truths ?? []),
      ...(story.state === 'terminated' ? [] : tagTruths(tags, place.account)),
    ],
    undecidable: story.undecidable ?? [],
  };
}

/** A machine that was starting when the estate was made has started a minute later. */
function stateOf({ state }: InstanceStory, launchedAt: EpochMs, now: EpochMs): InstanceState {
  return state === 'pending' && now - launchedAt > startsWithinMs ? 'running' : state;
}

function tagsOf(dice: Dice, name: string, group: string | undefined): readonly Tag[] {
  const tags = drawTags(dice, dice.chance(0.92) ? name : undefined);
  return group === undefined ? tags : [...tags, ['aws:autoscaling:groupName', group]];
}

/** One block in six was launched by one call, and shares its reservation. */
function reservationOf(place: Place, index: number): { readonly id: string; readonly launchIndex: number } {
  const seed = mixText(place.seed, 'reservation');
  const launchIndex = index % reservationSize;
  const block = index - launchIndex;
  const together = mix(seed, block) % 6 === 0;
  return {
    id: `r-0${encodeIndex(seed, together ? block : index)}`,
    launchIndex: together ? launchIndex : 0,
  };
}

function publicAddressOf(
  place: Place,
  kindSeed: number,
  index: number,
  story: InstanceStory,
  inPublicSubnet: boolean,
): string | undefined {
  if (story.state === 'terminated') return undefined;
  const address = addressOfInstance(place, index);
  if (address !== undefined) return elasticIpOf(place, address);
  return inPublicSubnet && story.state === 'running' ? publicIpOf(kindSeed, index) : undefined;
}

function volumesOf(
  place: Place,
  index: number,
  platform: Platform,
  launchedAt: EpochMs,
): readonly AttachedVolume[] {
  const root: AttachedVolume = {
    device: platform === 'Linux/UNIX' ? '/dev/xvda' : '/dev/sda1',
    volumeId: volumeIdOf(place, index),
    attachedAt: launchedAt + 1_000,
    deleteOnTermination: true,
  };
  const data = dataVolumesOf(place, index).map((volume, number) => ({
    device: `/dev/sd${'fghijk'[number] ?? 'f'}`,
    volumeId: volumeIdOf(place, volume),
    attachedAt: launchedAt + 60_000,
    deleteOnTermination: false,
  }));
  return [root, ...data];
}

/** An instant so many days before the estate's anchor, to the second, as AWS tells it. */
function daysAgo({ anchorAt }: Place, days: number): EpochMs {
  return Math.floor((anchorAt - days * dayMs) / 1_000) * 1_000;
}
