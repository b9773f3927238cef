import { endpoint, mapBounded } from 'bursar/adapter';
import { idOf, scopeIn } from '../arm-id.ts';
import { armPages } from '../arm-lists.ts';
import type { AzureClients } from '../client.ts';
import { azureCollector } from '../collector.ts';
import { gpuOf, type MachineTypeOf } from '../machine-type-of.ts';
import {
  all,
  listWorkspaces,
  ofWorkspaces,
  workspacePermission,
  workspaceQuery,
} from '../reading/workspaces.ts';
import { type ArmRecord, defined, fold, instantOf, type Maybe, number, required, tagsOf } from '../record.ts';

interface DeploymentRecord extends ArmRecord {
  readonly sku?: Maybe<{ readonly capacity?: Maybe<number> }>;
  readonly properties?: Maybe<{ readonly instanceType?: Maybe<string> }>;
}

/** An online endpoint with its deployments, which run on machines. */
interface EndpointRecord extends ArmRecord {
  readonly systemData?: Maybe<{
    readonly createdAt?: Maybe<string>;
    readonly lastModifiedAt?: Maybe<string>;
  }>;
  readonly properties?: Maybe<{ readonly provisioningState?: Maybe<string> }>;
  readonly deployments?: readonly DeploymentRecord[];
}

const states = {
  creating: 'creating',
  succeeded: 'in-service',
  updating: 'updating',
  failed: 'failed',
  deleting: 'deleting',
  canceled: 'failed',
} as const;

/** Deployments of an endpoint are few, its endpoints in a workspace too. */
const atATime = 4;

/** Online endpoints of Machine Learning, which the workspaces alone know of. */
export function endpointCollector(
  machineTypeOf: MachineTypeOf,
  clientsOf: (subscription: string) => AzureClients,
) {
  const endpointsOf = (signal: AbortSignal) => (workspaces: readonly ArmRecord[]) =>
    ofWorkspaces(workspaces, clientsOf, async (clients, group, workspace) => {
      const { onlineEndpoints, onlineDeployments } = await clients.machineLearning();
      const endpoints = onlineEndpoints.list(group, workspace);
      const found = await all(armPages<EndpointRecord>(clients, 'online endpoints', endpoints, signal));
      return mapBounded(found, atATime, async (record): Promise<EndpointRecord> => {
        const list = onlineDeployments.list(group, workspace, required(record.name, 'name'));
        const deployments = await all(
          armPages<DeploymentRecord>(clients, 'online deployments', list, signal),
        );
        return { ...record, deployments };
      });
    });

  return azureCollector({
    kind: endpoint,
    permissions: [
      'Microsoft.MachineLearningServices/workspaces/onlineEndpoints/deployments/read',
      'Microsoft.MachineLearningServices/workspaces/onlineEndpoints/read',
      workspacePermission,
    ],

    async *graph(graph, signal) {
      for await (const page of graph.rows<ArmRecord>(workspaceQuery)) yield await endpointsOf(signal)(page);
    },

    async *arm(clients, signal) {
      for await (const page of listWorkspaces(clients, signal)) yield await endpointsOf(signal)(page);
    },

    read(raw: EndpointRecord, scope) {
      return {
        kind: 'endpoint',
        id: idOf(raw),
        name: required(raw.name, 'name'),
        scope: scopeIn(scope, raw),
        tags: tagsOf(raw),
        ...defined({ createdAt: instantOf(raw.systemData?.createdAt) }),
        attributes: {
          state: fold(states, raw.properties?.provisioningState, 'the state'),
          variants: (raw.deployments ?? []).map(({ name, sku, properties }) => {
            const type = properties?.instanceType ?? undefined;
            return {
              name: required(name, 'the name of a deployment'),
              ...defined({
                type,
                count: number(sku?.capacity),
                gpu: type === undefined ? undefined : gpuOf(type, machineTypeOf),
              }),
            };
          }),
          ...defined({ modifiedAt: instantOf(raw.systemData?.lastModifiedAt) }),
        },
      };
    },
  });
}
