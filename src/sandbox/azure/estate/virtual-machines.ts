import type { EpochMs } from '../../../core/time.ts';
import { drawTags, tagTruths } from '../../estate/tags.ts';
import type { UsageProfile } from '../../estate/usage-profile.ts';
import type { Population } from '../../population.ts';
import { Dice, mix } from '../../seeded.ts';
import { dataDisksOf, diskIdOf, groupOfVm, nicIdOf, vmNameOf, vmSeed } from './attachment.ts';
import type { Change, PowerState } from './changes.ts';
import { identityIdOf } from './identity-names.ts';
import { scaleSetIdOf, scaleSetOfVm } from './membership.ts';
import { type AzureModel, changeablePopulation, daysBefore } from './model.ts';
import type { Place } from './place.ts';
import { drawSize, drawSystem, type System } from './vm-draw.ts';
import type { VmSize } from './vm-sizes.ts';
import { storyOf, type VmStory } from './vm-stories.ts';

/** A modelled virtual machine. */
export interface VirtualMachine extends AzureModel {
  /** Seed of all that is drawn of it, its usage included. */
  readonly seed: number;
  readonly size: VmSize;
  readonly power: PowerState;
  /** An operation on it is under way. */
  readonly updating: boolean;
  /** When the last operation on it was done: of a machine that was switched off, that one. */
  readonly provisionedAt: EpochMs;
  readonly spot: boolean;
  readonly evictionPolicy: 'Deallocate' | 'Delete';
  readonly system: System;
  readonly zone?: string | undefined;
  /** The system is on a disk of the host, which is no resource. */
  readonly ephemeral: boolean;
  /** Id of the disk that the system is on; absent of an ephemeral one. */
  readonly osDisk?: string | undefined;
  readonly dataDisks: readonly string[];
  readonly nic: string;
  /** Id of the flexible scale set that it is a member of. */
  readonly scaleSet?: string | undefined;
  /** Id of the identity that its workload runs under. */
  readonly identity?: string | undefined;
  readonly usage: UsageProfile;
  /** When an `idle-then-busy` one began to work. */
  readonly busySince?: EpochMs | undefined;
  /** The host's metrics of it do not exist. */
  readonly metricsMissing: boolean;
  /** An agent on it reports memory. */
  readonly memoryAgent: boolean;
  /** An agent on it reports its GPUs. */
  readonly gpuAgent: boolean;
}

/** Longer than any was made ago that the estate has starting. */
const startsWithinMs = 120_000;

/** The virtual machines of a place, the members of its flexible scale sets included. */
export function virtualMachinesOf(place: Place): Population<VirtualMachine> {
  const seed = vmSeed(place);
  return changeablePopulation(
    place,
    place.count('instance'),
    (index) => vmNameOf(place, index),
    (index, name) => {
      const vm = vmAt(place, seed, index, name);
      return changed(vm, place.changeOf(vm.arn));
    },
  );
}

function changed(vm: VirtualMachine, change: Change | undefined): VirtualMachine {
  if (change?.vm === undefined) return vm;
  const { power = vm.power, provisionedAt = vm.provisionedAt, updating = false, size = vm.size } = change.vm;
  return { ...vm, power, provisionedAt, updating, size };
}

function vmAt(place: Place, kindSeed: number, index: number, name: string): VirtualMachine {
  const set = scaleSetOfVm(place, index);
  const story = storyOf(place, index, set !== undefined);
  const seed = mix(kindSeed, index);
  const dice = new Dice(seed);
  const size = drawSize(dice, story.usage, story.gpu === true);
  const system = drawSystem(dice, size);
  const createdAt = daysBefore(place, dice.between(...story.madeDaysAgo));
  const group = groupOfVm(place, index);
  const armId = `${group.path}/providers/Microsoft.Compute/virtualMachines/${name}`;
  const tags = drawTags(dice, undefined);
  const running = story.power === 'running';
  const spot = dice.chance(set === undefined ? 0.03 : 0.4) && running;
  const ephemeral = dice.chance(0.06) && running && size.temporaryDisk;
  const first = diskIdOf(place, index);
  const data = dataDisksOf(place, index).map((disk) => diskIdOf(place, disk));
  return {
    index,
    seed,
    id: name,
    name,
    group,
    armId,
    arn: armId.toLowerCase(),
    createdAt,
    size,
    power: powerOf(story, createdAt, place.now()),
    updating: false,
    provisionedAt: lastProvisionedAt(place, story, dice, createdAt),
    spot,
    evictionPolicy: dice.chance(0.7) ? 'Deallocate' : 'Delete',
    system,
    zone: dice.chance(0.6) ? String(1 + (dice.bits() % 3)) : undefined,
    ephemeral,
    osDisk: ephemeral ? undefined : first,
    dataDisks: ephemeral ? [first, ...data] : data,
    nic: nicIdOf(place, index),
    scaleSet: set === undefined ? undefined : scaleSetIdOf(place, set),
    identity: dice.chance(0.5) ? identityIdOf(place, dice.bits()) : undefined,
    tags,
    usage: story.usage,
    busySince: story.usage === 'idle-then-busy' ? daysBefore(place, dice.between(4, 6)) : undefined,
    metricsMissing: story.metricsMissing === true,
    memoryAgent: dice.chance(0.45),
    gpuAgent: size.gpu !== undefined && dice.chance(0.75),
    truths: [...(story.truths ?? []), ...tagTruths(tags, place.subscription)],
    undecidable: story.undecidable ?? [],
  };
}

/** A machine that was starting when the estate was made has started a minute later. */
function powerOf({ power }: VmStory, createdAt: EpochMs, now: EpochMs): PowerState {
  return power === 'starting' && now - createdAt > startsWithinMs ? 'running' : power;
}

function lastProvisionedAt(place: Place, story: VmStory, dice: Dice, createdAt: EpochMs): EpochMs {
  if (story.stoppedDaysAgo !== undefined) return daysBefore(place, dice.between(...story.stoppedDaysAgo));
  return createdAt + 60_000;
}
