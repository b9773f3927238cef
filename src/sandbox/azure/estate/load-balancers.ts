import { drawTags, tagTruths } from '../../estate/tags.ts';
import type { UsageShape } from '../../estate/usage-shape.ts';
import type { Population } from '../../population.ts';
import { Dice, mix, type Weighted } from '../../seeded.ts';
import { addressIdOf, addressOf } from './address-use.ts';
import { nicIdOf } from './attachment.ts';
import { type AzureModel, changeablePopulation, daysBefore, named, storyOf } from './model.ts';
import { loadBalancerNames } from './network-names.ts';
import type { Place } from './place.ts';

/** A modelled load balancer, of the network's kind. */
export interface LoadBalancer extends AzureModel {
  readonly seed: number;
  readonly sku: 'Standard' | 'Basic';
  /** Id of its public address; absent of one within a network. */
  readonly address?: string | undefined;
  readonly pools: readonly BackendPool[];
  readonly usage: UsageShape;
}

export interface BackendPool {
  readonly name: string;
  /** Ids of the configurations of network interfaces that are in it. */
  readonly interfaces: readonly string[];
  /** Addresses that are in it by themselves. */
  readonly ips: readonly string[];
}

interface Story {
  readonly targets: 'machines' | 'addresses' | 'empty' | 'no-pools';
  readonly createdDaysAgo?: readonly [least: number, most: number];
  readonly usage?: UsageShape;
}

const rule = 'load-balancer-without-targets';

const stories: readonly Weighted<Story>[] = [
  [16, { targets: 'empty' }],
  [40, { targets: 'machines', usage: 'web' }],
  [10, { targets: 'machines', usage: 'office-hours' }],
  [8, { targets: 'empty', createdDaysAgo: [0.5, 5] }],
  [6, { targets: 'no-pools' }],
  [8, { targets: 'addresses', usage: 'steady' }],
  [6, { targets: 'machines', usage: 'weekly' }],
];

/** The load balancers of a place. */
export function loadBalancersOf(place: Place): Population<LoadBalancer> {
  const kindSeed = loadBalancerNames.seedOf(place);
  return changeablePopulation(
    place,
    place.count('load-balancer'),
    (index) => loadBalancerNames.nameOf(place, index),
    (index, name) => {
      const story = storyOf(place, 'load-balancer', index, stories);
      const seed = mix(kindSeed, index);
      const dice = new Dice(seed);
      const tags = drawTags(dice, undefined);
      const address = addressOf(place, { use: 'load-balancer', number: index });
      return {
        ...named(
          loadBalancerNames.groupOf(place, index),
          index,
          name,
          `Microsoft.Network/loadBalancers/${name}`,
        ),
        seed,
        createdAt: daysBefore(place, dice.between(...(story.createdDaysAgo ?? [30, 900]))),
        sku: 'Standard',
        address: address === undefined ? undefined : addressIdOf(place, address),
        pools: poolsOf(place, story, dice),
        usage: story.usage ?? 'unused',
        tags,
        truths: tagTruths(tags, place.subscription),
        // Azure does not tell when it was made, so that it may be waiting for its first target.
        undecidable: story.targets === 'empty' || story.targets === 'no-pools' ? [rule] : [],
      };
    },
  );
}

function poolsOf(place: Place, { targets }: Story, dice: Dice): readonly BackendPool[] {
  const drawn = dice.bits();
  const vms = place.count('instance');
  const machines = [0, 1, 2].map((number) => nicIdOf(place, (drawn + number) % Math.max(1, vms)));
  switch (targets) {
    case 'no-pools':
      return [];
    case 'empty':
      return [{ name: 'backend', interfaces: [], ips: [] }];
    case 'addresses':
      return [{ name: 'backend', interfaces: [], ips: ['10.1.0.4', '10.1.0.5'] }];
    case 'machines':
      return [
        {
          name: 'backend',
          // A place without machines balances addresses.
          interfaces: vms === 0 ? [] : machines.map((nic) => `${nic}/ipConfigurations/ipconfig1`),
          ips: vms === 0 ? ['10.1.0.4'] : [],
        },
      ];
  }
}
