import type { EpochMs } from '../../../core/time.ts';
import { numberedPopulation } from '../../estate/numbered.ts';
import type { UsageProfile } from '../../estate/usage-profile.ts';
import type { Modelled, Population } from '../../population.ts';
import { choose, Dice, mix, mixText, spread, type Weighted } from '../../seeded.ts';
import { gpuMachines, type LearningMachine, plainMachines } from './accelerators.ts';
import { drawLabels, labelTruths } from './labels.ts';
import { indexOfNumericId, numericIdOf } from './numeric-ids.ts';
import type { Place } from './place.ts';
import { zonesOf } from './regions.ts';
import { drawServiceAccount } from './service-account-names.ts';

/** A modelled Workbench instance; its id is its name. */
export interface Notebook extends Modelled {
  readonly index: number;
  readonly seed: number;
  readonly zone: string;
  readonly machine: LearningMachine;
  readonly state: 'ACTIVE' | 'STOPPED' | 'PROVISIONING' | 'SUSPENDED';
  readonly health: 'HEALTHY' | 'UNHEALTHY' | 'HEALTH_STATE_UNSPECIFIED';
  readonly bootDiskGib: number;
  readonly dataDiskGib: number;
  readonly serviceAccount: string;
  readonly creator: string;
  /** Numeric id of the machine that it runs on, as its metrics know it. */
  readonly machineId: string;
  readonly createdAt: EpochMs;
  readonly updatedAt: EpochMs;
  readonly usage: UsageProfile;
  /** The Ops Agent on it reports memory and GPUs. */
  readonly agent: boolean;
}

interface Story {
  readonly usage: UsageProfile;
  readonly gpu: boolean;
  readonly state?: Notebook['state'];
}

const stories: readonly Weighted<Story>[] = [
  [24, { usage: 'gpu-parked', gpu: true }],
  [20, { usage: 'gpu-busy', gpu: true }],
  [18, { usage: 'office-hours', gpu: false }],
  [14, { usage: 'gpu-idle', gpu: true }],
  [12, { usage: 'idle', gpu: false, state: 'STOPPED' }],
  [9, { usage: 'idle', gpu: false }],
  [2, { usage: 'idle', gpu: true, state: 'SUSPENDED' }],
  [1, { usage: 'idle', gpu: false, state: 'PROVISIONING' }],
];

const people = ['ada', 'bruno', 'chen', 'dara', 'emeka', 'farah', 'goran', 'hana'] as const;
const dayMs = 86_400_000;

/** The Workbench instances of a place, found by their names or by the number of their machine. */
export function notebooksOf(place: Place): Population<Notebook> {
  const kindSeed = mixText(place.seed, 'notebook');

  function nameOf(index: number): string {
    return `${people[mix(kindSeed, index) % people.length] ?? 'ada'}-workbench-${place.region}-${index + 1}`;
  }

  const machineSeed = mixText(kindSeed, 'machine');
  const size = place.count('notebook');
  const population = numberedPopulation(size, nameOf, (index, name): Notebook => {
    const seed = mix(kindSeed, index);
    const dice = new Dice(seed);
    const story = choose(
      spread(mixText(place.estateSeed, 'notebook'), place.first('notebook') + index),
      stories,
    );
    const zone = dice.pick(zonesOf(place.region));
    const arn = `//notebooks.googleapis.com/projects/${place.project.id}/locations/${zone}/instances/${name}`;
    const tags = place.changeOf(arn)?.labels ?? drawLabels(new Dice(mix(seed, 1)));
    const createdDaysAgo = dice.between(30, 500);
    const state = story.state ?? 'ACTIVE';
    return {
      index,
      seed,
      id: name,
      arn,
      zone,
      machine: dice.pick(story.gpu ? gpuMachines : plainMachines),
      state,
      health: state === 'ACTIVE' ? 'HEALTHY' : 'HEALTH_STATE_UNSPECIFIED',
      bootDiskGib: 150,
      dataDiskGib: dice.pick([100, 200, 500]),
      serviceAccount: drawServiceAccount(place.project, dice.bits()),
      creator: `${name.slice(0, name.indexOf('-'))}@acme.example`,
      machineId: numericIdOf(machineSeed, index),
      createdAt: Math.floor(place.anchorAt - createdDaysAgo * dayMs),
      updatedAt: Math.floor(place.anchorAt - dice.between(18, createdDaysAgo) * dayMs),
      usage: story.usage,
      agent: dice.chance(0.6),
      tags,
      truths: labelTruths(tags, place.project),
      undecidable: [],
    };
  });
  function findByMachine(id: string): Notebook | undefined {
    const index = indexOfNumericId(machineSeed, id);
    return index === undefined || index >= size ? undefined : population.at(index);
  }
  return { ...population, find: (name) => population.find(name) ?? findByMachine(name) };
}
