import type { Population } from '../../population.ts';
import { Dice, mix, mixText } from '../../seeded.ts';
import {
  type ComputeModel,
  computePopulation,
  identityOf,
  numberedIndex,
  numberOf,
} from './compute-model.ts';
import { groupNameOf, membersOf, zoneOfGroup } from './groups.ts';
import { templateNameOf } from './instance-templates.ts';
import type { Instance } from './instances.ts';
import type { Place } from './place.ts';

/** A modelled managed instance group. It carries no labels. */
export interface InstanceGroup extends ComputeModel {
  /** Absent where it is spread over its region. */
  readonly zone: string | undefined;
  readonly members: readonly Instance[];
  /** Name of what its members are made after. */
  readonly template: string;
  /** What changes its size; absent where nobody does. */
  readonly autoscaler: Autoscaler | undefined;
}

/** What changes a group's size. */
export interface Autoscaler {
  readonly minimum: number;
  readonly maximum: number;
  readonly mode: 'ON' | 'OFF';
}

const dayMs = 86_400_000;

/** The managed instance groups of a place, whose members are the instances that carry their names. */
export function instanceGroupsOf(place: Place, instances: Population<Instance>): Population<InstanceGroup> {
  const seed = mixText(place.seed, 'instance-group');
  const size = place.count('instance-group');
  return computePopulation({
    size,
    seed,
    indexOf: numberedIndex(size, (index) => groupNameOf(place, index)),
    make(index) {
      const name = groupNameOf(place, index);
      const zone = zoneOfGroup(place, index);
      const scope = zone === undefined ? `regions/${place.region}` : `zones/${zone}`;
      const dice = new Dice(mix(seed, index));
      const members = membersPresent(place, instances, index);
      return {
        ...identityOf(place.project.id, scope, 'instanceGroupManagers', name),
        index,
        number: numberOf(seed, index),
        createdAt: Math.floor((place.anchorAt - dice.between(100, 900) * dayMs) / 1_000) * 1_000,
        zone,
        members,
        template: templateNameOf(place, index),
        autoscaler: dice.chance(0.7)
          ? {
              minimum: Math.min(1, members.length),
              maximum: Math.max(2, members.length * 2),
              mode: dice.chance(0.9) ? 'ON' : 'OFF',
            }
          : undefined,
        tags: [],
        truths: [],
        undecidable: [],
      };
    },
  });
}

function membersPresent(place: Place, instances: Population<Instance>, group: number): readonly Instance[] {
  const { first, end } = membersOf(place, group);
  return Array.from({ length: end - first }, (_, number) => instances.at(first + number)).filter(
    ({ gone }) => !gone,
  );
}
