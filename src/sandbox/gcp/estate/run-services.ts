import type { EpochMs } from '../../../core/time.ts';
import { numberedPopulation } from '../../estate/numbered.ts';
import { services } from '../../estate/vocabulary.ts';
import type { Modelled, Population } from '../../population.ts';
import { Dice, mix, mixText } from '../../seeded.ts';
import type { CloudFunction } from './functions.ts';
import { drawLabels, labelTruths } from './labels.ts';
import type { Place } from './place.ts';
import { drawServiceAccount } from './service-account-names.ts';

/** A modelled Cloud Run service; its id is its name. */
export interface RunService extends Modelled {
  readonly index: number;
  readonly seed: number;
  readonly uid: string;
  readonly image: string;
  readonly cpu: string;
  readonly memory: string;
  readonly timeoutSeconds: number;
  readonly minInstances: number;
  readonly maxInstances: number;
  /** Paid for by the request, or for as long as it stands ready. */
  readonly cpuIdle: boolean;
  readonly accelerator?: 'nvidia-l4';
  readonly ready: boolean;
  readonly serviceAccount: string;
  readonly generation: number;
  readonly createdAt: EpochMs;
  readonly updatedAt: EpochMs;
}

const roles = ['api', 'frontend', 'worker', 'admin', 'proxy'] as const;
const sizes = [
  ['1', '512Mi'],
  ['1', '1Gi'],
  ['2', '2Gi'],
  ['4', '8Gi'],
] as const;
const dayMs = 86_400_000;

/** The Cloud Run services of a place. */
export function runServicesOf(place: Place): Population<RunService> {
  const kindSeed = mixText(place.seed, 'run-service');

  function nameOf(index: number): string {
    const bits = mix(kindSeed, index);
    return `${services[bits % services.length] ?? 'app'}-${roles[(bits >>> 8) % roles.length] ?? 'api'}-${index + 1}`;
  }

  return numberedPopulation(place.count('run-service'), nameOf, (index, name) => {
    const seed = mix(kindSeed, index);
    const dice = new Dice(seed);
    const arn = `//run.googleapis.com/projects/${place.project.id}/locations/${place.region}/services/${name}`;
    const tags = place.changeOf(arn)?.labels ?? drawLabels(new Dice(mix(seed, 1)));
    const gpu = dice.chance(0.04);
    const [cpu, memory] = dice.pick(sizes);
    const createdDaysAgo = dice.between(10, 900);
    const uid = uidOf(dice);
    return {
      index,
      seed,
      id: name,
      arn,
      uid,
      image: `${place.region}-docker.pkg.dev/${place.project.id}/services/${name}@sha256:${dice.hex(64)}`,
      cpu: gpu ? '4' : cpu,
      memory: gpu ? '16Gi' : memory,
      timeoutSeconds: dice.pick([60, 300, 900, 3_600]),
      minInstances: gpu || dice.chance(0.2) ? dice.pick([1, 2, 3]) : 0,
      maxInstances: dice.pick([10, 40, 100]),
      cpuIdle: !gpu && dice.chance(0.8),
      ...(gpu && { accelerator: 'nvidia-l4' as const }),
      ready: dice.chance(0.96),
      serviceAccount: drawServiceAccount(place.project, dice.bits()),
      generation: dice.whole(1, 120),
      createdAt: Math.floor(place.anchorAt - createdDaysAgo * dayMs),
      updatedAt: Math.floor(place.anchorAt - dice.between(1, createdDaysAgo) * dayMs),
      tags,
      truths: labelTruths(tags, place.project),
      undecidable: [],
    };
  });
}

/** The services that a place's functions run as: Cloud Run has them too, as kept by Cloud Functions. */
export function functionServicesOf(
  place: Place,
  functions: Population<CloudFunction>,
): Population<RunService> {
  const { size, at, find } = functions;
  const serviceOf = (one: CloudFunction): RunService => serviceOfFunction(place, one);
  return {
    size,
    at: (index) => serviceOf(at(index)),
    find(name) {
      const found = find(name);
      return found && serviceOf(found);
    },
  };
}

function serviceOfFunction({ project, region }: Place, one: CloudFunction): RunService {
  const { index, seed, id, runtime, memory, cpu } = one;
  const dice = new Dice(mixText(seed, 'service'));
  return {
    index,
    seed,
    id,
    arn: `//run.googleapis.com/projects/${project.id}/locations/${region}/services/${id}`,
    uid: uidOf(dice),
    image: `${region}-docker.pkg.dev/${project.id}/gcf-artifacts/${id}@sha256:${dice.hex(64)}`,
    cpu,
    memory,
    timeoutSeconds: one.timeoutSeconds,
    minInstances: one.minInstances,
    maxInstances: 100,
    cpuIdle: true,
    ready: one.state === 'ACTIVE',
    serviceAccount: one.serviceAccount,
    generation: dice.whole(1, 40),
    createdAt: one.createdAt,
    updatedAt: one.updatedAt,
    tags: [...one.tags, ['goog-managed-by', 'cloudfunctions'], ['goog-cloudfunctions-runtime', runtime]],
    truths: [],
    undecidable: [],
  };
}

function uidOf(dice: Dice): string {
  const digits = dice.hex(32);
  return [8, 12, 16, 20, 32].map((end, part) => digits.slice([0, 8, 12, 16, 20][part], end)).join('-');
}
