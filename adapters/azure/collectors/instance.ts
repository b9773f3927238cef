import { instance } from 'bursar/adapter';
import { armPages } from '../arm-lists.ts';
import type { AzureClients } from '../client.ts';
import { azureCollector } from '../collector.ts';
import type { GraphQuery } from '../graph-query.ts';
import type { MachineTypeOf } from '../machine-type-of.ts';
import { createDeallocationTimes, instanceViews, withView } from '../reading/instance-views.ts';
import {
  isUniform,
  listScaleSets,
  listUniformMembers,
  scaleSetPermissions,
  scaleSetsById,
  storageAndState,
  uniformMemberQuery,
  withPriority,
} from '../reading/scale-sets.ts';
import { type MachineRecord, machineOf, scaleSetOf } from '../reading/virtual-machine.ts';

export interface InstanceOptions {
  readonly machineTypeOf: MachineTypeOf;
  /** Whether each subscription is asked since when its deallocated machines are so. */
  readonly stoppedSince: boolean;
  clientsOf(subscription: string): AzureClients;
}

const query: GraphQuery = {
  types: ['microsoft.compute/virtualmachines'],
  columns: ['name', 'location', 'tags', 'zones', 'identity'],
  properties: [
    'hardwareProfile',
    ...storageAndState,
    'priority',
    'licenseType',
    'timeCreated',
    'provisioningState',
    'virtualMachineScaleSet',
    'host',
    'hostGroup',
    'capacityReservation',
  ],
};

/** Virtual machines, the members of scale sets of either orchestration mode included. */
export function instanceCollector({ machineTypeOf, stoppedSince, clientsOf }: InstanceOptions) {
  return azureCollector({
    kind: instance,
    permissions: ['Microsoft.Compute/virtualMachines/read', ...scaleSetPermissions],

    async *graph(graph, signal) {
      const completed = createDeallocationTimes(clientsOf, signal);
      for await (const page of graph.rows<MachineRecord>(query))
        yield stoppedSince ? await completed(page) : page;
      const sets = await scaleSetsById(graph);
      if (sets.size === 0) return;
      for await (const page of graph.rows<MachineRecord>(uniformMemberQuery))
        yield page.map((member) => withPriority(member, sets.get(scaleSetOf(member) ?? '')));
    },

    async *arm(clients, signal) {
      // The list of machines itself does not tell what they are doing.
      const views = await instanceViews(clients, () => true, signal);
      const compute = await clients.compute();
      const list = compute.virtualMachines.listAll();
      for await (const page of armPages<MachineRecord>(clients, 'compute machines', list, signal))
        yield page.map((record) => withView(record, views));
      for await (const sets of listScaleSets(clients, signal)) {
        for (const set of sets.filter(isUniform)) {
          for await (const page of listUniformMembers(clients, set, signal))
            yield page.map((member) => withPriority(member, set));
        }
      }
    },

    read: (raw: MachineRecord, scope) => machineOf(raw, scope, machineTypeOf),
  });
}
