import type { EpochMs } from '../../../core/time.ts';
import type { UsageProfile } from '../../estate/usage-profile.ts';
import { services } from '../../estate/vocabulary.ts';
import type { Modelled, Population } from '../../population.ts';
import { choose, Dice, mix, mixText, spread, type Weighted } from '../../seeded.ts';
import { gpuMachines, type LearningMachine, plainMachines } from './accelerators.ts';
import { drawLabels, labelTruths } from './labels.ts';
import { indexOfNumericId, numericIdOf } from './numeric-ids.ts';
import type { Place } from './place.ts';

/** A modelled endpoint of Vertex AI; its id is a number. */
export interface Endpoint extends Modelled {
  readonly index: number;
  readonly seed: number;
  readonly displayName: string;
  readonly createdAt: EpochMs;
  readonly updatedAt: EpochMs;
  /** None, and it answers nothing and costs nothing. */
  readonly models: readonly DeployedModel[];
  readonly usage: UsageProfile;
}

export interface DeployedModel {
  /** Digits. */
  readonly id: string;
  readonly modelId: string;
  readonly displayName: string;
  /** The machines behind it; where Google looks after them, it tells of their number only. */
  readonly machine?: LearningMachine;
  readonly minReplicas: number;
  readonly maxReplicas: number;
}

interface Story {
  readonly usage: UsageProfile;
  readonly kind: 'gpu' | 'processor' | 'automatic' | 'empty';
}

const stories: readonly Weighted<Story>[] = [
  [28, { usage: 'gpu-idle', kind: 'gpu' }],
  [26, { usage: 'gpu-busy', kind: 'gpu' }],
  [14, { usage: 'web', kind: 'processor' }],
  [10, { usage: 'gpu-parked', kind: 'gpu' }],
  [8, { usage: 'web', kind: 'automatic' }],
  [6, { usage: 'idle', kind: 'processor' }],
  [8, { usage: 'idle', kind: 'empty' }],
];

const dayMs = 86_400_000;

/** The endpoints of a place. */
export function endpointsOf(place: Place): Population<Endpoint> {
  const kindSeed = mixText(place.seed, 'endpoint');
  const size = place.count('endpoint');

  function at(index: number): Endpoint {
    if (!Number.isInteger(index) || index < 0 || index >= size)
      throw new RangeError(`there is no endpoint number ${index} among ${size}`);
    return endpointAt(place, kindSeed, index, numericIdOf(kindSeed, index));
  }
  function find(id: string): Endpoint | undefined {
    const index = indexOfNumericId(kindSeed, id);
    return index === undefined || index >= size ? undefined : at(index);
  }
  return { size, at, find };
}

function endpointAt(place: Place, kindSeed: number, index: number, id: string): Endpoint {
  const seed = mix(kindSeed, index);
  const dice = new Dice(seed);
  const story = choose(
    spread(mixText(place.estateSeed, 'endpoint'), place.first('endpoint') + index),
    stories,
  );
  const displayName = `${dice.pick(services)}-model-${index + 1}`;
  const arn = `//aiplatform.googleapis.com/projects/${place.project.id}/locations/${place.region}/endpoints/${id}`;
  const tags = place.changeOf(arn)?.labels ?? drawLabels(new Dice(mix(seed, 1)));
  const createdDaysAgo = dice.between(25, 400);
  const names = dice.chance(0.25) ? ['champion', 'challenger'] : ['model'];
  const machine = dice.pick(story.kind === 'gpu' ? gpuMachines : plainMachines);
  return {
    index,
    seed,
    id,
    arn,
    displayName,
    createdAt: Math.floor(place.anchorAt - createdDaysAgo * dayMs),
    updatedAt: Math.floor(place.anchorAt - dice.between(18, createdDaysAgo) * dayMs),
    models:
      story.kind === 'empty'
        ? []
        : names.map((name) => modelOf(dice, story, `${displayName}-${name}`, machine)),
    usage: story.usage,
    tags,
    truths: labelTruths(tags, place.project),
    undecidable: [],
  };
}

function modelOf(dice: Dice, { kind }: Story, displayName: string, machine: LearningMachine): DeployedModel {
  const minReplicas = dice.whole(1, 3);
  return {
    id: `${dice.whole(100_000_000, 999_999_999)}${dice.whole(100_000_000, 999_999_999)}`,
    modelId: `${dice.whole(100_000_000, 999_999_999)}${dice.whole(100_000_000, 999_999_999)}`,
    displayName,
    ...(kind !== 'automatic' && { machine }),
    minReplicas,
    maxReplicas: minReplicas + dice.whole(0, 4),
  };
}
