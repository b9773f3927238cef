import type { EpochMs } from '../../../core/time.ts';
import { drawTags, tagTruths } from '../../estate/tags.ts';
import type { UsageProfile } from '../../estate/usage-profile.ts';
import type { Population } from '../../population.ts';
import { Dice, mix, mixText, type Weighted } from '../../seeded.ts';
import { identityIdOf } from './identity-names.ts';
import {
  type AzureModel,
  changeablePopulation,
  daysBefore,
  named,
  seedOf,
  serviceOf,
  storyOf,
} from './model.ts';
import { groupOf, type Place, type ResourceGroup } from './place.ts';
import { type VmSize, vmSize } from './vm-sizes.ts';

/** A modelled compute instance of Machine Learning: somebody's notebook. */
export interface ComputeInstance extends AzureModel {
  readonly seed: number;
  readonly workspace: number;
  readonly size: VmSize;
  readonly state: 'Running' | 'Stopped' | 'CreateFailed';
  readonly modifiedAt: EpochMs;
  readonly identity?: string | undefined;
  readonly usage: UsageProfile;
}

/** A modelled online endpoint with its deployments. */
export interface OnlineEndpoint extends AzureModel {
  readonly seed: number;
  readonly workspace: number;
  readonly state: 'Succeeded' | 'Failed' | 'Updating';
  readonly modifiedAt: EpochMs;
  readonly deployments: readonly Deployment[];
  readonly usage: UsageProfile;
}

export interface Deployment {
  readonly name: string;
  readonly size: VmSize;
  readonly count: number;
  readonly traffic: number;
}

interface ComputeStory {
  readonly usage: UsageProfile;
  readonly gpu: boolean;
  readonly state?: ComputeInstance['state'];
}

const computeStories: readonly Weighted<ComputeStory>[] = [
  [24, { usage: 'gpu-parked', gpu: true }],
  [20, { usage: 'gpu-busy', gpu: true }],
  [18, { usage: 'office-hours', gpu: false }],
  [14, { usage: 'gpu-idle', gpu: true }],
  [12, { usage: 'idle', gpu: false, state: 'Stopped' }],
  [10, { usage: 'idle', gpu: false }],
  [2, { usage: 'idle', gpu: true, state: 'CreateFailed' }],
];

interface EndpointStory {
  readonly usage: UsageProfile;
  readonly gpu: boolean;
  readonly failed?: boolean;
}

const endpointStories: readonly Weighted<EndpointStory>[] = [
  [30, { usage: 'gpu-idle', gpu: true }],
  [30, { usage: 'gpu-busy', gpu: true }],
  [16, { usage: 'web', gpu: false }],
  [12, { usage: 'gpu-parked', gpu: true }],
  [8, { usage: 'idle', gpu: false }],
  [4, { usage: 'gpu-idle', gpu: true, failed: true }],
];

const gpuSizes = ['Standard_NC4as_T4_v3', 'Standard_NC6s_v3', 'Standard_NC24ads_A100_v4'] as const;
const plainSizes = ['Standard_D2s_v5', 'Standard_D4s_v5', 'Standard_F4s_v2'] as const;
const people = ['ada', 'bruno', 'chen', 'dara', 'emeka', 'farah', 'goran', 'hana'] as const;

const perWorkspace = 4;

/** How many workspaces hold a place's computes and endpoints. */
export function workspaceCount(place: Pick<Place, 'count'>): number {
  return Math.ceil(Math.max(place.count('compute'), place.count('endpoint')) / perWorkspace);
}

export function workspaceNameOf(place: Pick<Place, 'shortLocation'>, workspace: number): string {
  return `mlw-${place.shortLocation}-${workspace + 1}`;
}

export function groupOfWorkspace(place: Place, workspace: number): ResourceGroup {
  return groupOf(place, mix(mixText(place.seed, 'workspace'), workspace) >>> 4);
}

function pathIn(place: Place, workspace: number, type: string, name: string): string {
  return `Microsoft.MachineLearningServices/workspaces/${workspaceNameOf(place, workspace)}/${type}/${name}`;
}

/** The compute instances of a place's workspaces. */
export function computeInstancesOf(place: Place): Population<ComputeInstance> {
  return changeablePopulation(
    place,
    place.count('compute'),
    (index) => `${people[seedOf(place, 'compute', index) % people.length] ?? 'ada'}-ci-${index + 1}`,
    (index, name) => {
      const story = storyOf(place, 'compute', index, computeStories);
      const seed = seedOf(place, 'compute', index);
      const dice = new Dice(seed);
      const workspace = Math.floor(index / perWorkspace);
      const tags = drawTags(dice, undefined);
      const createdDaysAgo = dice.between(30, 500);
      return {
        ...named(groupOfWorkspace(place, workspace), index, name, pathIn(place, workspace, 'computes', name)),
        seed,
        workspace,
        createdAt: daysBefore(place, createdDaysAgo),
        modifiedAt: daysBefore(place, dice.between(18, createdDaysAgo)),
        size: vmSize(dice.pick(story.gpu ? gpuSizes : plainSizes)),
        state: story.state ?? 'Running',
        identity: dice.chance(0.3) ? identityIdOf(place, dice.bits()) : undefined,
        usage: story.usage,
        tags,
        truths: tagTruths(tags, place.subscription),
        undecidable: [],
      };
    },
  );
}

/** The online endpoints of a place's workspaces. */
export function onlineEndpointsOf(place: Place): Population<OnlineEndpoint> {
  return changeablePopulation(
    place,
    place.count('endpoint'),
    (index) => `${serviceOf(seedOf(place, 'endpoint', index))}-ep-${place.shortLocation}-${index + 1}`,
    (index, name) => {
      const story = storyOf(place, 'endpoint', index, endpointStories);
      const seed = seedOf(place, 'endpoint', index);
      const dice = new Dice(seed);
      const workspace = Math.floor(index / perWorkspace);
      const tags = drawTags(dice, undefined);
      const createdDaysAgo = dice.between(30, 400);
      return {
        ...named(
          groupOfWorkspace(place, workspace),
          index,
          name,
          pathIn(place, workspace, 'onlineEndpoints', name),
        ),
        seed,
        workspace,
        createdAt: daysBefore(place, createdDaysAgo),
        modifiedAt: daysBefore(place, dice.between(1, createdDaysAgo)),
        state: story.failed === true ? 'Failed' : 'Succeeded',
        deployments: deploymentsOf(story, dice),
        usage: story.usage,
        tags,
        truths: tagTruths(tags, place.subscription),
        undecidable: [],
      };
    },
  );
}

function deploymentsOf({ gpu }: EndpointStory, dice: Dice): readonly Deployment[] {
  const size = vmSize(dice.pick(gpu ? gpuSizes : plainSizes));
  const blue = { name: 'blue', size, count: dice.whole(1, 3), traffic: 100 };
  return dice.chance(0.3)
    ? [
        { ...blue, traffic: 90 },
        { name: 'green', size, count: 1, traffic: 10 },
      ]
    : [blue];
}
