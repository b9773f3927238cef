import type { EpochMs } from '../../../core/time.ts';
import { drawTags, tagTruths } from '../../estate/tags.ts';
import type { Modelled, Population } from '../../population.ts';
import { choose, Dice, mix, mixText, spread, type Weighted } from '../../seeded.ts';
import { gatewayPrivateIp } from './addresses.ts';
import { allocationIdOf, elasticIpOf } from './elastic-ips.ts';
import { populationOf } from './ids.ts';
import { interfaceIdOf, subnetIdOf, vpcIdOf, zoneOf } from './network.ts';
import { changedTags } from './overlay.ts';
import type { Place } from './place.ts';

/** A modelled NAT gateway. */
export interface NatGateway extends Modelled {
  readonly index: number;
  readonly seed: number;
  readonly state: 'pending' | 'available' | 'deleting' | 'deleted' | 'failed';
  readonly createdAt: EpochMs;
  readonly zone: string;
  readonly vpcId: string;
  readonly subnetId: string;
  readonly allocationId: string;
  readonly publicIp: string;
  readonly privateIp: string;
  readonly networkInterfaceId: string;
  /** Bytes it passes on an ordinary day in both directions; 0 where nothing goes through it. */
  readonly bytesPerDay: number;
}

interface GatewayStory {
  readonly createdDaysAgo: readonly [least: number, most: number];
  readonly busy: boolean;
  readonly truths: readonly string[];
}

const stories: readonly Weighted<GatewayStory>[] = [
  [30, { createdDaysAgo: [40, 900], busy: false, truths: ['nat-gateway-without-traffic'] }],
  [60, { createdDaysAgo: [40, 900], busy: true, truths: [] }],
  // Made last week, not in use yet: too young to be judged by two weeks.
  [10, { createdDaysAgo: [1, 9], busy: false, truths: [] }],
];

const dayMs = 86_400_000;
const gibibyte = 1_073_741_824;

/** The NAT gateways of a place. */
export function natGatewaysOf(place: Place): Population<NatGateway> {
  const kindSeed = mixText(place.seed, 'nat-gateway');
  return populationOf('nat-0', kindSeed, place.count('nat-gateway'), (index, id) => {
    const story = choose(
      spread(mixText(place.estateSeed, 'nat-gateway'), place.first('nat-gateway') + index),
      stories,
    );
    const seed = mix(kindSeed, index);
    const dice = new Dice(seed);
    const zone = zoneOf(place, index);
    const tags = drawTags(dice, dice.chance(0.8) ? `nat-${zone}` : undefined);
    const changes = place.changeOf(id)?.tags;
    return {
      index,
      seed,
      id,
      arn: `arn:aws:ec2:${place.region}:${place.account.id}:natgateway/${id}`,
      state: 'available',
      createdAt: Math.floor((place.anchorAt - dice.between(...story.createdDaysAgo) * dayMs) / 1_000) * 1_000,
      zone,
      vpcId: vpcIdOf(place, 0),
      subnetId: subnetIdOf(place, 0, zone),
      // Each has the address of its own number.
      allocationId: allocationIdOf(place, index),
      publicIp: elasticIpOf(place, index),
      privateIp: gatewayPrivateIp(index),
      networkInterfaceId: interfaceIdOf(place, 'nat-gateway', index),
      bytesPerDay: story.busy ? Math.floor(dice.between(0.5, 300) * gibibyte) : 0,
      tags: changes === undefined ? tags : changedTags(tags, changes),
      truths: [...story.truths, ...tagTruths(tags, place.account)],
      undecidable: [],
    };
  });
}
