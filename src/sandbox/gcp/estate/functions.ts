import type { EpochMs } from '../../../core/time.ts';
import { numberedPopulation } from '../../estate/numbered.ts';
import { services } from '../../estate/vocabulary.ts';
import type { Modelled, Population } from '../../population.ts';
import { Dice, mix, mixText } from '../../seeded.ts';
import { drawLabels, labelTruths } from './labels.ts';
import type { Place } from './place.ts';
import { drawServiceAccount } from './service-account-names.ts';

/** A modelled Cloud Run function (of the second generation); its id is its name. */
export interface CloudFunction extends Modelled {
  readonly index: number;
  readonly seed: number;
  readonly runtime: string;
  readonly entryPoint: string;
  /** `256M`, `1Gi` */
  readonly memory: string;
  readonly cpu: string;
  readonly timeoutSeconds: number;
  readonly minInstances: number;
  readonly state: 'ACTIVE' | 'FAILED' | 'DEPLOYING';
  readonly serviceAccount: string;
  readonly createdAt: EpochMs;
  readonly updatedAt: EpochMs;
}

const jobs = ['authorize', 'cleanup', 'export', 'notify', 'resize', 'sync', 'webhook'] as const;
const runtimes = ['nodejs22', 'nodejs20', 'python312', 'python39', 'go123', 'java21'] as const;
const sizes = [
  ['128Mi', '0.0833'],
  ['256M', '0.1666'],
  ['512Mi', '0.3333'],
  ['1Gi', '1'],
  ['2G', '1'],
] as const;
const dayMs = 86_400_000;

/** The functions of a place. */
export function functionsOf(place: Place): Population<CloudFunction> {
  const kindSeed = mixText(place.seed, 'function');

  function nameOf(index: number): string {
    const bits = mix(kindSeed, index);
    return `${services[bits % services.length] ?? 'app'}-${jobs[(bits >>> 8) % jobs.length] ?? 'job'}-${index + 1}`;
  }

  return numberedPopulation(place.count('function'), nameOf, (index, name) => {
    const seed = mix(kindSeed, index);
    const dice = new Dice(seed);
    const arn = `//cloudfunctions.googleapis.com/projects/${place.project.id}/locations/${place.region}/functions/${name}`;
    const tags = place.changeOf(arn)?.labels ?? drawLabels(new Dice(mix(seed, 1)));
    const [memory, cpu] = dice.pick(sizes);
    const createdDaysAgo = dice.between(10, 900);
    const state = dice.unit();
    return {
      index,
      seed,
      id: name,
      arn,
      runtime: dice.pick(runtimes),
      entryPoint: dice.pick(['main', 'handler', 'helloHttp']),
      memory,
      cpu,
      timeoutSeconds: dice.pick([10, 60, 300, 540]),
      minInstances: dice.chance(0.1) ? dice.pick([1, 2, 5]) : 0,
      state: state < 0.95 ? 'ACTIVE' : state < 0.99 ? 'FAILED' : 'DEPLOYING',
      serviceAccount: drawServiceAccount(place.project, dice.bits()),
      createdAt: Math.floor(place.anchorAt - createdDaysAgo * dayMs),
      updatedAt: Math.floor(place.anchorAt - dice.between(1, createdDaysAgo) * dayMs),
      tags,
      truths: labelTruths(tags, place.project),
      undecidable: [],
    };
  });
}
