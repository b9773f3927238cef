import { groupOf } from '../arm-id.ts';
import { armPages } from '../arm-lists.ts';
import type { AzureClients } from '../client.ts';
import type { GraphBag, GraphQuery } from '../graph-query.ts';
import { type ArmRecord, type Maybe, required } from '../record.ts';
import type { GraphReader } from '../resource-graph.ts';
import type { Identity } from './identity.ts';
import type { MachineRecord } from './virtual-machine.ts';

/** A scale set, as much of it as is read. */
export interface ScaleSetRecord extends ArmRecord {
  readonly zones?: Maybe<readonly string[]>;
  readonly identity?: Maybe<Identity>;
  readonly sku?: Maybe<{ readonly name?: Maybe<string>; readonly capacity?: Maybe<number> }>;
  readonly properties?: Maybe<{
    readonly orchestrationMode?: Maybe<string>;
    readonly timeCreated?: Maybe<string>;
    readonly virtualMachineProfile?: Maybe<{ readonly priority?: Maybe<string> }>;
    readonly priorityMixPolicy?: Maybe<{
      readonly baseRegularPriorityCount?: Maybe<number>;
      readonly regularPriorityPercentageAboveBase?: Maybe<number>;
    }>;
    readonly skuProfile?: Maybe<{ readonly vmSizes?: Maybe<readonly { readonly name?: Maybe<string> }[]> }>;
  }>;
}

/** What Resource Graph is asked of scale sets. */
export const scaleSetQuery: GraphQuery = {
  types: ['microsoft.compute/virtualmachinescalesets'],
  columns: ['name', 'location', 'tags', 'zones', 'sku', 'identity'],
  properties: [
    'orchestrationMode',
    'timeCreated',
    'virtualMachineProfile',
    'priorityMixPolicy',
    'skuProfile',
  ],
};

/** What is read of a machine's storage and state, which are large and mostly of no use. */
export const storageAndState: GraphBag = [
  { storageProfile: ['imageReference', 'dataDisks', { osDisk: ['osType', { managedDisk: ['id'] }] }] },
  { extended: [{ instanceView: [{ powerState: ['code'] }] }] },
];

/** What Resource Graph is asked of the members of Uniform sets. */
export const uniformMemberQuery: GraphQuery = {
  table: 'computeresources',
  types: ['microsoft.compute/virtualmachinescalesets/virtualmachines'],
  columns: ['name', 'location', 'tags', 'zones', 'sku', 'identity'],
  properties: [
    ...storageAndState,
    'hardwareProfile',
    'licenseType',
    'timeCreated',
    'provisioningState',
    'instanceView',
  ],
};

export const scaleSetPermissions = [
  'Microsoft.Compute/virtualMachineScaleSets/read',
  'Microsoft.Compute/virtualMachineScaleSets/virtualMachines/read',
];

/** Whether a set's machines are no resources of their own. */
export function isUniform({ properties }: ScaleSetRecord): boolean {
  return properties?.orchestrationMode?.toLowerCase() !== 'flexible';
}

/** A member of a Uniform set, which does not say itself what it is paid like: with its set's priority. */
export function withPriority(member: MachineRecord, set: ScaleSetRecord | undefined): MachineRecord {
  const priority = set?.properties?.virtualMachineProfile?.priority;
  return priority ? { ...member, properties: { ...member.properties, priority } } : member;
}

/** All scale sets by Resource Graph, by their ids in lower case. */
export async function scaleSetsById(graph: GraphReader): Promise<ReadonlyMap<string, ScaleSetRecord>> {
  const sets = new Map<string, ScaleSetRecord>();
  for await (const rows of graph.rows<ScaleSetRecord>(scaleSetQuery))
    for (const row of rows) sets.set(row.id?.toLowerCase() ?? '', row);
  return sets;
}

/** The scale sets of a subscription, by Resource Manager. */
export async function* listScaleSets(
  clients: AzureClients,
  signal: AbortSignal,
): AsyncGenerator<readonly ScaleSetRecord[], void, void> {
  const compute = await clients.compute();
  const list = compute.virtualMachineScaleSets.listAll();
  yield* armPages<ScaleSetRecord>(clients, 'compute scale sets', list, signal);
}

/** The members of a Uniform set, by Resource Manager. */
export async function* listUniformMembers(
  clients: AzureClients,
  set: ScaleSetRecord,
  signal: AbortSignal,
): AsyncGenerator<readonly MachineRecord[], void, void> {
  const compute = await clients.compute();
  const list = compute.virtualMachineScaleSetVMs.list(
    groupOf(required(set.id, 'id')),
    required(set.name, 'name'),
    { expand: 'instanceView' },
  );
  yield* armPages<MachineRecord>(clients, 'compute members of a scale set', list, signal);
}
