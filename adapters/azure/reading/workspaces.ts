import { mapBounded } from 'bursar/adapter';
import { groupOf, subscriptionOf } from '../arm-id.ts';
import { armPages } from '../arm-lists.ts';
import type { AzureClients } from '../client.ts';
import type { GraphQuery } from '../graph-query.ts';
import { type ArmRecord, required } from '../record.ts';

/** What Resource Graph is asked of workspaces of Machine Learning: who they are. */
export const workspaceQuery: GraphQuery = {
  types: ['microsoft.machinelearningservices/workspaces'],
  columns: ['name'],
};

export const workspacePermission = 'Microsoft.MachineLearningServices/workspaces/read';

/** Workspaces that are asked about at a time. */
const atATime = 8;

/** The workspaces of a subscription, by Resource Manager. */
export async function* listWorkspaces(
  clients: AzureClients,
  signal: AbortSignal,
): AsyncGenerator<readonly ArmRecord[], void, void> {
  const client = await clients.machineLearning();
  const list = client.workspaces.listBySubscription();
  yield* armPages<ArmRecord>(clients, 'machine learning workspaces', list, signal);
}

/** Records of each of these workspaces, all together: only the service itself knows what is in them. */
export async function ofWorkspaces<Row>(
  workspaces: readonly ArmRecord[],
  clientsOf: (subscription: string) => AzureClients,
  read: (clients: AzureClients, group: string, workspace: string) => Promise<readonly Row[]>,
): Promise<readonly Row[]> {
  const perWorkspace = await mapBounded(workspaces, atATime, ({ id, name }) => {
    const clients = clientsOf(required(subscriptionOf(id), 'the subscription'));
    return read(clients, groupOf(required(id, 'id')), required(name, 'name'));
  });
  return perWorkspace.flat();
}

/** All of a list's pages. */
export async function all<Row>(pages: AsyncIterable<readonly Row[]>): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for await (const page of pages) rows.push(...page);
  return rows;
}
