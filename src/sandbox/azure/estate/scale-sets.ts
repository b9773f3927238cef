import { drawTags, tagTruths } from '../../estate/tags.ts';
import type { Population } from '../../population.ts';
import { Dice, mix } from '../../seeded.ts';
import { flexibleSets, membersOf, scaleSetNameOf, scaleSetSeed } from './membership.ts';
import { type AzureModel, changeablePopulation, daysBefore, named } from './model.ts';
import { groupOf, type Place } from './place.ts';
import type { VirtualMachine } from './virtual-machines.ts';
import { type VmSize, vmSize } from './vm-sizes.ts';

/** A modelled scale set. */
export interface ScaleSet extends AzureModel {
  readonly seed: number;
  readonly mode: 'Flexible' | 'Uniform';
  readonly size: VmSize;
  readonly capacity: number;
  readonly spot: boolean;
  /** Where it mixes markets: the share of machines beyond the first ones that are no spot machines. */
  readonly regularPercentage?: number | undefined;
  readonly zones: readonly string[];
  /** Within what its size is kept by itself; absent where somebody sets it by hand. */
  readonly autoscale?: { readonly minimum: number; readonly maximum: number } | undefined;
}

/** The scale sets of a place: first those that have members among its machines, then those that keep their own. */
export function scaleSetsOf(place: Place, vms: Population<VirtualMachine>): Population<ScaleSet> {
  const kindSeed = scaleSetSeed(place);
  return changeablePopulation(
    place,
    place.count('scaling-group'),
    (index) => scaleSetNameOf(place, index),
    (index, name) => {
      const seed = mix(kindSeed, index);
      const dice = new Dice(seed);
      const flexible = index < flexibleSets(place);
      const { first, end } = flexible ? membersOf(place, index) : { first: 0, end: 0 };
      const tags = drawTags(dice, undefined);
      const uniform = dice.whole(0, 6);
      const capacity = flexible ? end - first : uniform;
      const spot = dice.chance(0.3);
      const scales = dice.chance(0.6);
      return {
        ...named(
          groupOf(place, seed >>> 4),
          index,
          name,
          `Microsoft.Compute/virtualMachineScaleSets/${name}`,
        ),
        seed,
        createdAt: daysBefore(place, dice.between(100, 900)),
        mode: flexible ? 'Flexible' : 'Uniform',
        size: first < end ? vms.at(first).size : vmSize(dice.pick(['Standard_D2s_v5', 'Standard_F4s_v2'])),
        capacity,
        spot: !flexible && spot,
        regularPercentage: flexible && spot ? dice.pick([25, 50, 75]) : undefined,
        zones: dice.chance(0.7) ? ['1', '2', '3'] : [],
        autoscale: scales
          ? { minimum: Math.min(1, capacity), maximum: Math.max(2, capacity * 2) }
          : undefined,
        tags,
        truths: tagTruths(tags, place.subscription),
        undecidable: [],
      };
    },
  );
}

/** The machines that a uniform scale set keeps: each by its number and name. */
export function uniformInstances(
  set: ScaleSet,
): readonly { readonly number: string; readonly name: string }[] {
  if (set.mode === 'Flexible') return [];
  return Array.from({ length: set.capacity }, (_, number) => ({
    number: String(number),
    name: `${set.name}_${number}`,
  }));
}
