import { scalingGroup } from 'bursar/adapter';
import { idOf, scopeIn, zoneOf } from '../arm-id.ts';
import { armPages } from '../arm-lists.ts';
import { azureCollector } from '../collector.ts';
import type { GraphQuery } from '../graph-query.ts';
import {
  type AutoscaleRecord,
  autoscalePermission,
  autoscaleQuery,
  type Bounds,
  boundsByTarget,
  listAutoscale,
} from '../reading/autoscale.ts';
import {
  isUniform,
  listScaleSets,
  listUniformMembers,
  type ScaleSetRecord,
  scaleSetPermissions,
  scaleSetQuery,
  uniformMemberQuery,
} from '../reading/scale-sets.ts';
import { type MachineRecord, scaleSetOf } from '../reading/virtual-machine.ts';
import { defined, instantOf, number, required, tagsOf } from '../record.ts';

/** A scale set with the ids of its machines, and its bounds if it has any. */
interface ScalingGroupRecord extends ScaleSetRecord {
  readonly members: readonly string[];
  readonly bounds?: Bounds;
}

const flexibleMemberQuery: GraphQuery = {
  types: ['microsoft.compute/virtualmachines'],
  where: ['isnotempty(properties.virtualMachineScaleSet.id)'],
  columns: [],
  properties: ['virtualMachineScaleSet'],
};

/** Scale sets. What makes one grow and shrink is a resource of Monitor's; without that, it is kept at its number. */
export const scalingGroupCollector = azureCollector({
  kind: scalingGroup,
  permissions: ['Microsoft.Compute/virtualMachines/read', autoscalePermission, ...scaleSetPermissions],

  async *graph(graph) {
    const members = new Members();
    for (const query of [flexibleMemberQuery, { ...uniformMemberQuery, columns: [], properties: [] }])
      for await (const page of graph.rows<MachineRecord>(query)) members.add(page);
    const bounds = await boundsByTarget(graph.rows<AutoscaleRecord>(autoscaleQuery));
    for await (const page of graph.rows<ScaleSetRecord>(scaleSetQuery))
      yield page.map((set) => completed(set, members, bounds));
  },

  async *arm(clients, signal) {
    const members = new Members();
    const compute = await clients.compute();
    const machines = compute.virtualMachines.listAll();
    for await (const page of armPages<MachineRecord>(clients, 'compute machines', machines, signal))
      members.add(page);
    const bounds = await boundsByTarget(listAutoscale(clients, signal));
    for await (const sets of listScaleSets(clients, signal)) {
      for (const set of sets.filter(isUniform))
        for await (const page of listUniformMembers(clients, set, signal)) members.add(page);
      yield sets.map((set) => completed(set, members, bounds));
    }
  },

  read(raw: ScalingGroupRecord, scope) {
    const { properties, sku } = raw;
    // A Flexible set without a profile of its own has the machines that were put into it.
    const capacity = number(sku?.capacity) ?? raw.members.length;
    const mixed = (properties?.skuProfile?.vmSizes ?? []).map(({ name }) => name);
    return {
      kind: 'scaling-group',
      id: idOf(raw),
      name: required(raw.name, 'name'),
      scope: scopeIn(scope, raw),
      tags: tagsOf(raw),
      ...defined({ createdAt: instantOf(properties?.timeCreated) }),
      attributes: {
        minimum: raw.bounds?.minimum ?? capacity,
        desired: capacity,
        maximum: raw.bounds?.maximum ?? capacity,
        members: [...raw.members],
        zones: (raw.zones ?? []).map((zone) => zoneOf(raw.location, [zone]) ?? zone),
        types: (mixed.length > 0 ? mixed : [sku?.name]).filter((name) => typeof name === 'string'),
        suspended: [],
        ...defined({ spotPercentage: spotPercentageOf(raw, capacity) }),
      },
    };
  },
});

function completed(
  set: ScaleSetRecord,
  members: Members,
  bounds: ReadonlyMap<string, Bounds>,
): ScalingGroupRecord {
  return { ...set, members: members.of(set), ...defined({ bounds: bounds.get(idOf(set)) }) };
}

/** Ids of machines by the set that they are members of. */
class Members {
  readonly #bySet = new Map<string, string[]>();

  add(machines: readonly MachineRecord[]): void {
    for (const machine of machines) {
      const set = scaleSetOf(machine);
      if (set === undefined) continue;
      const members = this.#bySet.get(set) ?? [];
      members.push(idOf(machine));
      this.#bySet.set(set, members);
    }
  }

  of(set: ScaleSetRecord): readonly string[] {
    return (this.#bySet.get(idOf(set)) ?? []).toSorted();
  }
}

/** What share of its machines is spot: all, none, or what is above a base that is not. */
function spotPercentageOf({ properties }: ScaleSetRecord, capacity: number): number | undefined {
  if (properties?.virtualMachineProfile?.priority?.toLowerCase() !== 'spot') return undefined;
  const mix = properties.priorityMixPolicy;
  if (!mix) return 100;
  if (capacity === 0) return undefined;
  const aboveBase = Math.max(0, capacity - (mix.baseRegularPriorityCount ?? 0));
  return (aboveBase / capacity) * (100 - (mix.regularPriorityPercentageAboveBase ?? 0));
}
