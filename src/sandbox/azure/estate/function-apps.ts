import type { EpochMs } from '../../../core/time.ts';
import { drawTags, tagTruths } from '../../estate/tags.ts';
import type { Population } from '../../population.ts';
import { Dice, mix, mixText, type Weighted } from '../../seeded.ts';
import { identityIdOf } from './identity-names.ts';
import { type AzureModel, changeablePopulation, daysBefore, named, seedOf, serviceOf } from './model.ts';
import { groupOf, type Place, type ResourceGroup } from './place.ts';

/** A modelled function app. */
export interface FunctionApp extends AzureModel {
  readonly seed: number;
  /** Number of the plan that it runs on. */
  readonly plan: number;
  readonly state: 'Running' | 'Stopped';
  /** `Node|20`; of one on Windows absent. */
  readonly runtime?: string | undefined;
  readonly modifiedAt: EpochMs;
  readonly alwaysReady: number;
  readonly identity?: string | undefined;
}

/** A plan that apps run on: `Y1` is paid for by the call, all others by the hour. */
export interface PlanSku {
  readonly name: string;
  readonly tier: string;
  readonly size: string;
  readonly family: string;
  readonly capacity: number;
}

const planSkus: readonly Weighted<PlanSku>[] = [
  [60, { name: 'Y1', tier: 'Dynamic', size: 'Y1', family: 'Y', capacity: 0 }],
  [20, { name: 'EP1', tier: 'ElasticPremium', size: 'EP1', family: 'EP', capacity: 1 }],
  [20, { name: 'P1v3', tier: 'PremiumV3', size: 'P1v3', family: 'Pv3', capacity: 2 }],
];

const runtimes: readonly Weighted<string | undefined>[] = [
  [30, 'Node|20'],
  [30, 'Python|3.11'],
  [20, 'DOTNET-ISOLATED|8.0'],
  [8, 'Java|17'],
  [12, undefined],
];

const appsPerPlan = 5;

export function planCount(place: Pick<Place, 'count'>): number {
  return Math.ceil(place.count('function') / appsPerPlan);
}

function planSeed(place: Pick<Place, 'seed'>, plan: number): number {
  return mix(mixText(place.seed, 'plan'), plan);
}

export function planNameOf(place: Pick<Place, 'shortLocation'>, plan: number): string {
  return `plan-${place.shortLocation}-${plan + 1}`;
}

export function groupOfPlan(place: Place, plan: number): ResourceGroup {
  return groupOf(place, planSeed(place, plan) >>> 4);
}

export function planSkuOf(place: Pick<Place, 'seed'>, plan: number): PlanSku {
  return new Dice(planSeed(place, plan)).weighted(planSkus);
}

export function planIdOf(place: Place, plan: number): string {
  return `${groupOfPlan(place, plan).path}/providers/Microsoft.Web/serverfarms/${planNameOf(place, plan)}`;
}

/** The function apps of a place. Their names are the world's own. */
export function functionAppsOf(place: Place): Population<FunctionApp> {
  const own = (mixText(place.seed, 'function') >>> 12).toString(16);
  return changeablePopulation(
    place,
    place.count('function'),
    (index) => `func-${serviceOf(seedOf(place, 'function', index))}-${own}-${index + 1}`,
    (index, name) => {
      const seed = seedOf(place, 'function', index);
      const dice = new Dice(seed);
      const plan = Math.floor(index / appsPerPlan);
      const tags = drawTags(dice, undefined);
      const createdDaysAgo = dice.between(30, 900);
      return {
        ...named(groupOf(place, seed >>> 4), index, name, `Microsoft.Web/sites/${name}`),
        seed,
        plan,
        createdAt: daysBefore(place, createdDaysAgo),
        state: dice.chance(0.92) ? 'Running' : 'Stopped',
        runtime: dice.weighted(runtimes),
        modifiedAt: daysBefore(place, dice.between(1, createdDaysAgo)),
        alwaysReady: planSkuOf(place, plan).tier === 'ElasticPremium' ? dice.whole(0, 2) : 0,
        identity: dice.chance(0.6) ? identityIdOf(place, dice.bits()) : undefined,
        tags,
        truths: tagTruths(tags, place.subscription),
        undecidable: [],
      };
    },
  );
}
