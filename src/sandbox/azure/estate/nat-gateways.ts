import { drawTags, tagTruths } from '../../estate/tags.ts';
import type { Population } from '../../population.ts';
import { Dice, mix, type Weighted } from '../../seeded.ts';
import { addressIdOf } from './address-use.ts';
import { type AzureModel, changeablePopulation, daysBefore, named, storyOf } from './model.ts';
import { natGatewayNames, subnetIdOf } from './network-names.ts';
import type { Place } from './place.ts';

/** A modelled NAT gateway. */
export interface NatGateway extends AzureModel {
  readonly seed: number;
  readonly addresses: readonly string[];
  readonly subnets: readonly string[];
  readonly zone?: string | undefined;
  /** Bytes it passes on an ordinary day in both directions; 0 where nothing goes through it. */
  readonly bytesPerDay: number;
}

interface Story {
  readonly createdDaysAgo: readonly [least: number, most: number];
  readonly busy: boolean;
}

const stories: readonly Weighted<Story>[] = [
  [30, { createdDaysAgo: [40, 900], busy: false }],
  [60, { createdDaysAgo: [40, 900], busy: true }],
  // Made last week, not in use yet: too young to be judged by two weeks.
  [10, { createdDaysAgo: [1, 9], busy: false }],
];

const gibibyte = 1_073_741_824;

/** The NAT gateways of a place. */
export function natGatewaysOf(place: Place): Population<NatGateway> {
  const kindSeed = natGatewayNames.seedOf(place);
  return changeablePopulation(
    place,
    place.count('nat-gateway'),
    (index) => natGatewayNames.nameOf(place, index),
    (index, name) => {
      const story = storyOf(place, 'nat-gateway', index, stories);
      const seed = mix(kindSeed, index);
      const dice = new Dice(seed);
      const tags = drawTags(dice, undefined);
      return {
        ...named(natGatewayNames.groupOf(place, index), index, name, `Microsoft.Network/natGateways/${name}`),
        seed,
        createdAt: daysBefore(place, dice.between(...story.createdDaysAgo)),
        // Each has the address of its own number.
        addresses: [addressIdOf(place, index)],
        subnets: [subnetIdOf(place)],
        zone: dice.chance(0.5) ? String(1 + (dice.bits() % 3)) : undefined,
        bytesPerDay: story.busy ? Math.floor(dice.between(0.5, 300) * gibibyte) : 0,
        tags,
        truths: tagTruths(tags, place.subscription),
        // Azure does not tell when it was made, so that it may be too new to have any traffic.
        undecidable: story.busy ? [] : ['nat-gateway-without-traffic'],
      };
    },
  );
}
