import type { EpochMs } from '../../../core/time.ts';
import type { UsageProfile } from '../../estate/usage-profile.ts';
import type { Population } from '../../population.ts';
import { Dice, mix } from '../../seeded.ts';
import { addressIpOf, addressOfInstance } from './address-use.ts';
import type { InstanceStatus, Scheduling } from './changes.ts';
import { type ComputeModel, computePopulation, identityOf, numberOf } from './compute-model.ts';
import { dataDisksOf } from './disk-use.ts';
import { groupOfInstance } from './groups.ts';
import { type BootImage, drawImage, drawType } from './instance-draw.ts';
import { indexOfInstance, instanceNameOf, instanceSeed, zoneOfInstance } from './instance-names.ts';
import { type InstanceStory, storyOf } from './instance-stories.ts';
import { templateOf } from './instance-templates.ts';
import { drawLabels, labelTruths } from './labels.ts';
import type { Accelerators, MachineTypeFacts } from './machine-types.ts';
import { publicIpOf } from './network.ts';
import type { Place } from './place.ts';
import { drawServiceAccount } from './service-account-names.ts';

/** A modelled instance of Compute Engine. */
export interface Instance extends ComputeModel {
  /** Seed of all that is drawn of it, its usage included. */
  readonly seed: number;
  readonly zone: string;
  readonly type: MachineTypeFacts;
  /** What is attached to it, or comes with its type. */
  readonly gpu: Accelerators | undefined;
  /** Whether Compute Engine tells of the GPUs that come with the type. */
  readonly gpuListed: boolean;
  readonly status: InstanceStatus;
  readonly startedAt: EpochMs | undefined;
  /** When it was last stopped or suspended. */
  readonly stoppedAt: EpochMs | undefined;
  readonly scheduling: Scheduling;
  readonly image: BootImage;
  /** Number of the managed instance group that it is a member of. */
  readonly group: number | undefined;
  readonly serviceAccount: string | undefined;
  readonly publicIp: string | undefined;
  /** Numbers of the disks that hold its data. */
  readonly dataDisks: readonly number[];
  readonly localSsds: number;
  readonly shielded: boolean;
  readonly deletionProtection: boolean;
  /** Its zone has no room for it once it has been stopped. */
  readonly lacksCapacity: boolean;
  readonly usage: UsageProfile;
  /** When an `idle-then-busy` one began to work. */
  readonly busySince: EpochMs | undefined;
  /** Its hypervisor's metrics do not exist. */
  readonly metricsMissing: boolean;
  /** An agent on it reports memory. */
  readonly memoryAgent: boolean;
  /** An agent on it reports its GPUs. */
  readonly gpuAgent: boolean;
}

const dayMs = 86_400_000;
/** Longer than any was made ago that the estate has starting. */
const startsWithinMs = 120_000;

/** The instances of a place. */
export function instancesOf(place: Place): Population<Instance> {
  const seed = instanceSeed(place);
  return computePopulation({
    size: place.count('instance'),
    seed,
    indexOf: (name) => indexOfInstance(place, name),
    make(index) {
      const instance = instanceAt(place, seed, index);
      const change = place.changeOf(instance.arn);
      if (change === undefined) return instance;
      const { labels, deleted } = change;
      return {
        ...instance,
        ...change.instance,
        ...(labels !== undefined && { tags: labels }),
        ...(deleted && { gone: deleted }),
      };
    },
  });
}

function instanceAt(place: Place, kindSeed: number, index: number): Instance {
  const { project } = place;
  const story = storyOf(place, index);
  const seed = mix(kindSeed, index);
  const dice = new Dice(seed);
  const drawn = drawType(dice, story.usage, story.gpu === true);
  const group = groupOfInstance(place, index);
  const template = group === undefined ? undefined : templateOf(place, group);
  const { type, gpu } = template === undefined ? drawn : { type: template.type, gpu: undefined };
  const image = drawImage(dice, type, gpu !== undefined);
  const zone = zoneOfInstance(place, index);
  const createdAt = daysAgo(place, dice.between(...story.createdDaysAgo));
  const labels = drawLabels(dice);
  const spot = template?.spot ?? (dice.chance(0.03) && story.status === 'RUNNING');
  const withAddress = dice.chance(0.2);
  const attributes = dice.bits();
  return {
    ...identityOf(project.id, `zones/${zone}`, 'instances', instanceNameOf(place, index)),
    index,
    number: numberOf(kindSeed, index),
    seed,
    zone,
    type,
    gpu,
    gpuListed: type.gpu === undefined || (attributes & 1) === 0,
    status: statusOf(story, createdAt, place.now()),
    createdAt,
    startedAt: createdAt + 9_000,
    stoppedAt: story.stoppedDaysAgo && daysAgo(place, dice.between(...story.stoppedDaysAgo)),
    scheduling: {
      spot,
      automaticRestart: !spot,
      onHostMaintenance: spot || gpu !== undefined ? 'TERMINATE' : 'MIGRATE',
    },
    image,
    group,
    serviceAccount: (attributes & 14) === 0 ? undefined : drawServiceAccount(project, attributes >>> 4),
    publicIp: publicAddressOf(place, kindSeed, index, story, withAddress),
    dataDisks: dataDisksOf(place, index),
    localSsds: attributes % 29 === 0 && story.status === 'RUNNING' ? 2 : 0,
    shielded: attributes % 10 < 7,
    deletionProtection: attributes % 13 === 0 && group === undefined,
    lacksCapacity: attributes % 17 === 0,
    tags: labels,
    usage: story.usage,
    busySince: story.usage === 'idle-then-busy' ? daysAgo(place, dice.between(4, 6)) : undefined,
    metricsMissing: story.metricsMissing === true,
    memoryAgent: dice.chance(0.45),
    gpuAgent: gpu !== undefined && dice.chance(0.75),
    truths: [...(story.truths ?? []), ...labelTruths(labels, project)],
    undecidable: story.undecidable ?? [],
  };
}

/** A machine that was starting when the estate was made has started a minute later. */
function statusOf({ status }: InstanceStory, createdAt: EpochMs, now: EpochMs): InstanceStatus {
  return status === 'STAGING' && now - createdAt > startsWithinMs ? 'RUNNING' : status;
}

function publicAddressOf(
  place: Place,
  kindSeed: number,
  index: number,
  story: InstanceStory,
  drawn: boolean,
): string | undefined {
  const address = addressOfInstance(place, index);
  if (address !== undefined) return addressIpOf(place, address);
  return drawn && story.status === 'RUNNING' ? publicIpOf(kindSeed, index) : undefined;
}

/** An instant so many days before the estate's anchor, to the second. */
function daysAgo({ anchorAt }: Place, days: number): EpochMs {
  return Math.floor((anchorAt - days * dayMs) / 1_000) * 1_000;
}
