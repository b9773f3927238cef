import { subscriptionOf } from '../arm-id.ts';
import { armPages } from '../arm-lists.ts';
import type { AzureClients, TenantClients } from '../client.ts';
import type { GraphQuery } from '../graph-query.ts';
import { type ArmRecord, type Maybe, required } from '../record.ts';

/** A role given to someone, for a scope and all below it. */
export interface AssignmentRecord extends ArmRecord {
  readonly properties?: Maybe<{
    readonly principalId?: Maybe<string>;
    readonly principalType?: Maybe<string>;
    readonly roleDefinitionId?: Maybe<string>;
    readonly scope?: Maybe<string>;
    readonly condition?: Maybe<string>;
    readonly createdOn?: Maybe<string>;
  }>;
}

export const assignmentPermission = 'Microsoft.Authorization/roleAssignments/read';

/** What Resource Graph is asked of role assignments. */
export const assignmentQuery: GraphQuery = {
  table: 'authorizationresources',
  types: ['microsoft.authorization/roleassignments'],
  columns: ['name'],
  properties: ['principalId', 'principalType', 'roleDefinitionId', 'scope', 'condition', 'createdOn'],
  above: true,
};

/** The subscription that an assignment is of; undefined where it is above them. */
export function subscriptionOfAssignment({ properties }: AssignmentRecord): string | undefined {
  return subscriptionOf(properties?.scope);
}

/** The assignments in a subscription, without those that it inherits, by Resource Manager. */
export async function* listAssignments(
  clients: AzureClients,
  signal: AbortSignal,
): AsyncGenerator<readonly AssignmentRecord[], void, void> {
  const { roleAssignments } = await clients.authorization();
  const list = roleAssignments.listForSubscription();
  for await (const page of armPages<AssignmentRecord>(clients, 'role assignments', list, signal))
    yield page.filter((record) => subscriptionOfAssignment(record) === clients.subscription);
}

/** The assignments above subscriptions, by Resource Manager: each management group tells its own and those above. */
export async function* listAssignmentsAbove(
  clients: TenantClients,
  groups: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<readonly AssignmentRecord[], void, void> {
  const seen = new Set<string>();
  const { roleAssignments } = await clients.authorization();
  for (const group of groups) {
    const list = roleAssignments.listForScope(group, { filter: 'atScope()' });
    for await (const page of armPages<AssignmentRecord>(clients, 'role assignments', list, signal)) {
      const fresh = page.filter((record) => !seen.has(record.id?.toLowerCase() ?? ''));
      for (const record of fresh) seen.add(record.id?.toLowerCase() ?? '');
      yield fresh.filter((record) => subscriptionOfAssignment(record) === undefined);
    }
  }
}

/** The management groups that the credential sees, by Resource Manager: ids, as scopes are written in paths. */
export async function managementGroupsSeen(
  clients: TenantClients,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const { managementGroups } = await clients.managementGroups();
  const groups: string[] = [];
  for await (const page of armPages<ArmRecord>(clients, 'management groups', managementGroups.list(), signal))
    for (const { id } of page) groups.push(required(id, 'id').replace(/^\//, ''));
  return groups;
}
