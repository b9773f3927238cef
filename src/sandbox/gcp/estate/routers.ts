import type { UsageShape } from '../../estate/usage-shape.ts';
import type { Population } from '../../population.ts';
import { choose, Dice, mix, mixText, spread, type Weighted } from '../../seeded.ts';
import { addressNameOf } from './address-use.ts';
import {
  type ComputeModel,
  computePopulation,
  identityOf,
  numberedIndex,
  numberOf,
} from './compute-model.ts';
import type { Place } from './place.ts';
import { hasOwnAddresses, natNameOf, routerNameOf } from './router-names.ts';

/** A modelled Cloud Router with its NAT. */
export interface Router extends ComputeModel {
  readonly seed: number;
  readonly nat: Nat;
  readonly usage: UsageShape;
  /** Bytes it passes on an ordinary day in both directions; 0 where nothing goes through it. */
  readonly bytesPerDay: number;
}

/** The translation of a router. */
export interface Nat {
  readonly name: string;
  /** Whether its addresses were reserved by hand. */
  readonly manual: boolean;
  /** Where its addresses are. */
  readonly addresses: readonly string[];
}

interface RouterStory {
  readonly createdDaysAgo: readonly [least: number, most: number];
  readonly busy: boolean;
  readonly truths: readonly string[];
}

const stories: readonly Weighted<RouterStory>[] = [
  [30, { createdDaysAgo: [40, 900], busy: false, truths: ['nat-gateway-without-traffic'] }],
  [60, { createdDaysAgo: [40, 900], busy: true, truths: [] }],
  // Made last week, not in use yet: too young to be judged by two weeks.
  [10, { createdDaysAgo: [1, 9], busy: false, truths: [] }],
];

const dayMs = 86_400_000;
const gibibyte = 1_073_741_824;

/** The routers of a place, each with a NAT. Neither carries labels. */
export function routersOf(place: Place): Population<Router> {
  const kindSeed = mixText(place.seed, 'router');
  const size = place.count('router');
  return computePopulation({
    size,
    seed: kindSeed,
    indexOf: numberedIndex(size, (index) => routerNameOf(place, index)),
    make(index) {
      const story = choose(
        spread(mixText(place.estateSeed, 'router'), place.first('router') + index),
        stories,
      );
      const seed = mix(kindSeed, index);
      const dice = new Dice(seed);
      const identity = identityOf(
        place.project.id,
        `regions/${place.region}`,
        'routers',
        routerNameOf(place, index),
      );
      return {
        ...identity,
        // What is judged is the NAT.
        arn: `${identity.arn}/nats/${natNameOf(place, index)}`,
        index,
        number: numberOf(kindSeed, index),
        seed,
        createdAt:
          Math.floor((place.anchorAt - dice.between(...story.createdDaysAgo) * dayMs) / 1_000) * 1_000,
        nat: {
          name: natNameOf(place, index),
          manual: hasOwnAddresses(index),
          addresses: [
            `projects/${place.project.id}/regions/${place.region}/addresses/${addressNameOf(place, index)}`,
          ],
        },
        usage: story.busy ? 'web' : 'unused',
        bytesPerDay: story.busy ? Math.floor(dice.between(0.5, 300) * gibibyte) : 0,
        tags: [],
        truths: story.truths,
        undecidable: [],
      };
    },
  });
}
