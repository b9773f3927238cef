import { notebook } from 'bursar/adapter';
import { idOf, regionOf } from '../arm-id.ts';
import { armPages } from '../arm-lists.ts';
import type { AzureClients } from '../client.ts';
import { azureCollector } from '../collector.ts';
import { gpuOf, type MachineTypeOf } from '../machine-type-of.ts';
import { type Identity, identityOf } from '../reading/identity.ts';
import {
  all,
  listWorkspaces,
  ofWorkspaces,
  workspacePermission,
  workspaceQuery,
} from '../reading/workspaces.ts';
import { type ArmRecord, defined, fold, instantOf, type Maybe, required, tagsOf } from '../record.ts';

interface ComputeRecord extends ArmRecord {
  readonly identity?: Maybe<Identity>;
  readonly properties?: Maybe<{
    readonly computeType?: Maybe<string>;
    readonly computeLocation?: Maybe<string>;
    readonly createdOn?: Maybe<string>;
    readonly modifiedOn?: Maybe<string>;
    readonly properties?: Maybe<{ readonly vmSize?: Maybe<string>; readonly state?: Maybe<string> }>;
  }>;
}

const states = {
  creating: 'starting',
  settingup: 'starting',
  starting: 'starting',
  usersettingup: 'starting',
  running: 'running',
  jobrunning: 'running',
  restarting: 'updating',
  resizing: 'updating',
  stopping: 'stopping',
  stopped: 'stopped',
  deleting: 'deleting',
  createfailed: 'failed',
  setupfailed: 'failed',
  usersetupfailed: 'failed',
  unusable: 'failed',
} as const;

/** Compute instances of Machine Learning, which the workspaces alone know of. */
export function notebookCollector(
  machineTypeOf: MachineTypeOf,
  clientsOf: (subscription: string) => AzureClients,
) {
  const instancesOf = (signal: AbortSignal) => (workspaces: readonly ArmRecord[]) =>
    ofWorkspaces(workspaces, clientsOf, async (clients, group, workspace) => {
      const client = await clients.machineLearning();
      const list = client.computeOperations.list(group, workspace);
      const computes = await all(armPages<ComputeRecord>(clients, 'machine learning computes', list, signal));
      return computes.filter(({ properties }) => properties?.computeType === 'ComputeInstance');
    });

  return azureCollector({
    kind: notebook,
    permissions: ['Microsoft.MachineLearningServices/workspaces/computes/read', workspacePermission],

    async *graph(graph, signal) {
      for await (const page of graph.rows<ArmRecord>(workspaceQuery)) yield await instancesOf(signal)(page);
    },

    async *arm(clients, signal) {
      for await (const page of listWorkspaces(clients, signal)) yield await instancesOf(signal)(page);
    },

    read(raw: ComputeRecord, scope) {
      const properties = required(raw.properties, 'properties');
      const type = required(properties.properties?.vmSize, 'vmSize');
      return {
        kind: 'notebook',
        id: idOf(raw),
        name: required(raw.name, 'name'),
        scope: { ...scope, region: regionOf(properties.computeLocation ?? raw.location) },
        tags: tagsOf(raw),
        ...defined({ createdAt: instantOf(properties.createdOn) }),
        attributes: {
          type,
          state: fold(states, properties.properties?.state, 'the state'),
          ...defined({
            gpu: gpuOf(type, machineTypeOf),
            modifiedAt: instantOf(properties.modifiedOn),
            identity: identityOf(raw.identity),
          }),
        },
      };
    },
  });
}
