import type { EpochMs } from '../../../core/time.ts';
import { drawTags, tagTruths } from '../../estate/tags.ts';
import type { Modelled, Population } from '../../population.ts';
import { Dice, mix, mixText } from '../../seeded.ts';
import { groupNameOf, membersOf } from './groups.ts';
import { decodeIndex } from './ids.ts';
import type { Instance } from './instances.ts';
import { subnetIdOf, zoneOf } from './network.ts';
import type { Place } from './place.ts';

/**
 * A modelled Auto Scaling group; its id is its name. Its ARN is written without the unique part, which nothing but the
 * group itself tells.
 */
export interface ScalingGroup extends Modelled {
  readonly index: number;
  /** With the unique part, as AWS tells it. */
  readonly fullArn: string;
  readonly createdAt: EpochMs;
  readonly minimum: number;
  readonly desired: number;
  readonly maximum: number;
  readonly zones: readonly string[];
  readonly subnetIds: readonly string[];
  readonly templateId: string;
  readonly templateName: string;
  /** Where it mixes types and markets; absent where it starts only what its template tells. */
  readonly mixed?: MixedInstances;
  readonly suspended: readonly string[];
  readonly members: readonly Instance[];
}

export interface MixedInstances {
  readonly types: readonly string[];
  readonly onDemandBase: number;
  readonly onDemandPercentageAboveBase: number;
}

const dayMs = 86_400_000;
const leaving: ReadonlySet<Instance['state']> = new Set(['shutting-down', 'terminated']);

/** The Auto Scaling groups of a place, whose members are the instances that carry their names. */
export function scalingGroupsOf(place: Place, instances: Population<Instance>): Population<ScalingGroup> {
  const seed = mixText(place.seed, 'scaling-group');
  const size = place.count('scaling-group');

  function at(index: number): ScalingGroup {
    if (!Number.isInteger(index) || index < 0 || index >= size)
      throw new RangeError(`there is no scaling group ${index} among ${size}`);
    const name = groupNameOf(place, index);
    const dice = new Dice(mix(seed, index));
    const unique = dice.hex(32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
    const arn = `arn:aws:autoscaling:${place.region}:${place.account.id}:autoScalingGroup`;
    const members = presentMembers(place, instances, index);
    const zones = [0, 1, 2].map((number) => zoneOf(place, number));
    const tags = drawTags(dice, undefined);
    const templateId = `lt-0${dice.hex(16)}`;
    const base = dice.whole(0, 2);
    const above = dice.pick([0, 25, 50]);
    const mixed = dice.chance(0.5) && {
      mixed: {
        types: [...new Set([...members.map(({ type }) => type.name), 'm5.large', 'm6i.large'])].slice(0, 20),
        onDemandBase: base,
        onDemandPercentageAboveBase: above,
      },
    };
    return {
      id: name,
      arn: `${arn}Name/${name}`,
      fullArn: `${arn}:${unique}:autoScalingGroupName/${name}`,
      index,
      createdAt: Math.floor(place.anchorAt - dice.between(100, 900) * dayMs),
      minimum: Math.min(1, members.length),
      desired: members.length,
      maximum: Math.max(2, members.length * 2),
      zones,
      subnetIds: zones.map((zone) => subnetIdOf(place, 0, zone)),
      templateId,
      templateName: `${name.slice(0, -17)}-template`,
      ...mixed,
      suspended: dice.chance(0.06) ? ['Terminate', 'ReplaceUnhealthy'] : [],
      members,
      tags,
      truths: tagTruths(tags, place.account),
      undecidable: [],
    };
  }

  function find(name: string): ScalingGroup | undefined {
    const index = decodeIndex(seed, name.slice(-16));
    return index === undefined || index >= size || groupNameOf(place, index) !== name ? undefined : at(index);
  }

  return { size, at, find };
}

function presentMembers(place: Place, instances: Population<Instance>, group: number): readonly Instance[] {
  const { first, end } = membersOf(place, group);
  return Array.from({ length: end - first }, (_, number) => instances.at(first + number)).filter(
    ({ state }) => !leaving.has(state),
  );
}
