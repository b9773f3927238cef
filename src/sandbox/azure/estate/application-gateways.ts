import { drawTags, tagTruths } from '../../estate/tags.ts';
import type { UsageShape } from '../../estate/usage-shape.ts';
import type { Population } from '../../population.ts';
import { Dice, mix, type Weighted } from '../../seeded.ts';
import { addressIdOf, addressOf } from './address-use.ts';
import { type AzureModel, changeablePopulation, daysBefore, named, storyOf } from './model.ts';
import { applicationGatewayNames } from './network-names.ts';
import type { Place } from './place.ts';

/** A modelled application gateway. */
export interface ApplicationGateway extends AzureModel {
  readonly seed: number;
  readonly sku: 'Standard_v2' | 'WAF_v2';
  readonly state: 'Running' | 'Stopped';
  /** Id of its public address; absent of one within a network. */
  readonly address?: string | undefined;
  /** Addresses of what it forwards to. */
  readonly targets: readonly string[];
  /** Whether it sends whoever asks elsewhere, by itself. */
  readonly redirects: boolean;
  readonly usage: UsageShape;
}

interface Story {
  readonly targets: boolean;
  readonly redirects?: boolean;
  readonly stopped?: boolean;
  readonly createdDaysAgo?: readonly [least: number, most: number];
  readonly usage: UsageShape;
}

const stories: readonly Weighted<Story>[] = [
  [24, { targets: false, usage: 'unused' }],
  [48, { targets: true, usage: 'web' }],
  [12, { targets: false, redirects: true, usage: 'office-hours' }],
  [8, { targets: false, usage: 'unused', createdDaysAgo: [0.5, 5] }],
  [8, { targets: true, usage: 'unused', stopped: true }],
];

/** The application gateways of a place. */
export function applicationGatewaysOf(place: Place): Population<ApplicationGateway> {
  const kindSeed = applicationGatewayNames.seedOf(place);
  return changeablePopulation(
    place,
    place.count('application-gateway'),
    (index) => applicationGatewayNames.nameOf(place, index),
    (index, name) => {
      const story = storyOf(place, 'application-gateway', index, stories);
      const seed = mix(kindSeed, index);
      const dice = new Dice(seed);
      const tags = drawTags(dice, undefined);
      const address = addressOf(place, { use: 'application-gateway', number: index });
      return {
        ...named(
          applicationGatewayNames.groupOf(place, index),
          index,
          name,
          `Microsoft.Network/applicationGateways/${name}`,
        ),
        seed,
        createdAt: daysBefore(place, dice.between(...(story.createdDaysAgo ?? [30, 900]))),
        sku: dice.chance(0.5) ? 'WAF_v2' : 'Standard_v2',
        state: story.stopped === true ? 'Stopped' : 'Running',
        address: address === undefined ? undefined : addressIdOf(place, address),
        targets: story.targets ? ['10.1.2.4', '10.1.2.5'] : [],
        redirects: story.redirects === true,
        usage: story.usage,
        tags,
        truths: tagTruths(tags, place.subscription),
        // Azure does not tell when it was made, so that it may be waiting for its first target.
        undecidable: !story.targets && story.redirects !== true ? ['load-balancer-without-targets'] : [],
      };
    },
  );
}
