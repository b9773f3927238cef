import type { EpochMs } from '../../../core/time.ts';
import { numberedPopulation } from '../../estate/numbered.ts';
import { drawTags, tagTruths } from '../../estate/tags.ts';
import type { UsageProfile } from '../../estate/usage-profile.ts';
import type { Modelled, Population } from '../../population.ts';
import { choose, Dice, mix, mixText, spread, type Weighted } from '../../seeded.ts';
import { interfaceIdOf, subnetIdOf, zoneOf } from './network.ts';
import type { Place } from './place.ts';
import { roleArnOf } from './role-arns.ts';

/** A modelled SageMaker notebook instance; its id is its name. */
export interface Notebook extends Modelled {
  readonly index: number;
  readonly seed: number;
  /** `ml.g5.xlarge` */
  readonly type: string;
  readonly status: 'InService' | 'Stopped' | 'Failed' | 'Pending';
  readonly createdAt: EpochMs;
  readonly modifiedAt: EpochMs;
  readonly volumeGib: number;
  readonly roleArn: string;
  readonly subnetId: string;
  readonly networkInterfaceId: string;
  readonly usage: UsageProfile;
  /** Its lifecycle script starts an agent that reports processor and GPUs. */
  readonly agent: boolean;
}

interface Story {
  readonly usage: UsageProfile;
  readonly gpu: boolean;
  readonly status?: Notebook['status'];
}

const stories: readonly Weighted<Story>[] = [
  [24, { usage: 'gpu-parked', gpu: true }],
  [20, { usage: 'gpu-busy', gpu: true }],
  [18, { usage: 'office-hours', gpu: false }],
  [14, { usage: 'gpu-idle', gpu: true }],
  [12, { usage: 'idle', gpu: false, status: 'Stopped' }],
  [10, { usage: 'idle', gpu: false }],
  [2, { usage: 'idle', gpu: true, status: 'Failed' }],
];

const people = ['ada', 'bruno', 'chen', 'dara', 'emeka', 'farah', 'goran', 'hana'] as const;
const gpuTypes = [
  'ml.g4dn.xlarge',
  'ml.g4dn.2xlarge',
  'ml.g5.xlarge',
  'ml.g5.12xlarge',
  'ml.p3.2xlarge',
] as const;
const plainTypes = ['ml.t3.medium', 'ml.t3.large', 'ml.m5.xlarge'] as const;
const dayMs = 86_400_000;

/** The SageMaker notebook instances of a place. */
export function notebooksOf(place: Place): Population<Notebook> {
  const kindSeed = mixText(place.seed, 'notebook');

  function nameOf(index: number): string {
    return `${people[mix(kindSeed, index) % people.length] ?? 'ada'}-notebook-${index + 1}`;
  }

  return numberedPopulation(place.count('notebook'), nameOf, (index, name) => {
    const seed = mix(kindSeed, index);
    const dice = new Dice(seed);
    const story = choose(
      spread(mixText(place.estateSeed, 'notebook'), place.first('notebook') + index),
      stories,
    );
    const tags = drawTags(dice, undefined);
    const createdDaysAgo = dice.between(30, 500);
    return {
      id: name,
      arn: `arn:aws:sagemaker:${place.region}:${place.account.id}:notebook-instance/${name}`,
      index,
      seed,
      type: dice.pick(story.gpu ? gpuTypes : plainTypes),
      status: story.status ?? 'InService',
      createdAt: Math.floor(place.anchorAt - createdDaysAgo * dayMs),
      modifiedAt: Math.floor(place.anchorAt - dice.between(18, createdDaysAgo) * dayMs),
      volumeGib: dice.pick([5, 50, 200]),
      roleArn: roleArnOf(place.account, dice.bits()),
      subnetId: subnetIdOf(place, 0, zoneOf(place, dice.whole(0, 2))),
      networkInterfaceId: interfaceIdOf(place, 'notebook', index),
      usage: story.usage,
      agent: dice.chance(0.6),
      tags,
      truths: tagTruths(tags, place.account),
      undecidable: [],
    };
  });
}
