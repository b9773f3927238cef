import type { EpochMs } from '../../../core/time.ts';
import { numberedPopulation } from '../../estate/numbered.ts';
import { drawTags, tagTruths } from '../../estate/tags.ts';
import type { UsageProfile } from '../../estate/usage-profile.ts';
import { services } from '../../estate/vocabulary.ts';
import type { Modelled, Population } from '../../population.ts';
import { choose, Dice, mix, mixText, spread, type Weighted } from '../../seeded.ts';
import type { Place } from './place.ts';

/** A modelled SageMaker endpoint; its id is its name. */
export interface Endpoint extends Modelled {
  readonly index: number;
  readonly seed: number;
  readonly configName: string;
  readonly status: 'InService' | 'Creating' | 'Updating' | 'Failed';
  readonly createdAt: EpochMs;
  readonly modifiedAt: EpochMs;
  readonly variants: readonly EndpointVariant[];
  readonly usage: UsageProfile;
}

export interface EndpointVariant {
  readonly name: string;
  readonly modelName: string;
  /** The machines behind it; a serverless one has none of its own. */
  readonly machines?: { readonly type: string; readonly count: number };
}

interface Story {
  readonly usage: UsageProfile;
  readonly kind: 'gpu' | 'processor' | 'serverless';
  readonly status?: Endpoint['status'];
}

const stories: readonly Weighted<Story>[] = [
  [28, { usage: 'gpu-idle', kind: 'gpu' }],
  [28, { usage: 'gpu-busy', kind: 'gpu' }],
  [14, { usage: 'web', kind: 'processor' }],
  [10, { usage: 'gpu-parked', kind: 'gpu' }],
  [10, { usage: 'web', kind: 'serverless' }],
  [6, { usage: 'idle', kind: 'processor' }],
  [4, { usage: 'gpu-idle', kind: 'gpu', status: 'Failed' }],
];

const gpuTypes = [
  'ml.g4dn.xlarge',
  'ml.g5.xlarge',
  'ml.g5.2xlarge',
  'ml.g5.12xlarge',
  'ml.p4d.24xlarge',
] as const;
const plainTypes = ['ml.m5.large', 'ml.m5.xlarge', 'ml.c5.xlarge'] as const;
const dayMs = 86_400_000;

/** The SageMaker endpoints of a place. */
export function endpointsOf(place: Place): Population<Endpoint> {
  const kindSeed = mixText(place.seed, 'endpoint');

  function nameOf(index: number): string {
    return `${services[mix(kindSeed, index) % services.length] ?? 'app'}-model-${index + 1}`;
  }

  return numberedPopulation(place.count('endpoint'), nameOf, (index, name) => {
    const seed = mix(kindSeed, index);
    const dice = new Dice(seed);
    const story = choose(
      spread(mixText(place.estateSeed, 'endpoint'), place.first('endpoint') + index),
      stories,
    );
    const tags = drawTags(dice, undefined);
    const createdDaysAgo = dice.between(25, 400);
    const type = dice.pick(story.kind === 'gpu' ? gpuTypes : plainTypes);
    const names = dice.chance(0.25) ? ['champion', 'challenger'] : ['AllTraffic'];
    return {
      id: name,
      arn: `arn:aws:sagemaker:${place.region}:${place.account.id}:endpoint/${name}`,
      index,
      seed,
      configName: `${name}-config`,
      status: story.status ?? 'InService',
      createdAt: Math.floor(place.anchorAt - createdDaysAgo * dayMs),
      modifiedAt: Math.floor(place.anchorAt - dice.between(18, createdDaysAgo) * dayMs),
      variants: names.map((variant): EndpointVariant => {
        const modelName = `${name}-${variant.toLowerCase()}`;
        if (story.kind === 'serverless') return { name: variant, modelName };
        return { name: variant, modelName, machines: { type, count: dice.whole(1, 3) } };
      }),
      usage: story.usage,
      tags,
      truths: tagTruths(tags, place.account),
      undecidable: [],
    };
  });
}
