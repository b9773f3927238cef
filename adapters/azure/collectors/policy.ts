import { policy } from 'bursar/adapter';
import { subscriptionOf } from '../arm-id.ts';
import { azureCollector } from '../collector.ts';
import {
  type AssignmentRecord,
  assignmentPermission,
  assignmentQuery,
  listAssignments,
  managementGroupsSeen,
} from '../reading/role-assignments.ts';
import { homeOf, isCustom, listRoles, type RoleRecord, roleId, roleQuery } from '../reading/roles.ts';
import { defined, instantOf, required } from '../record.ts';

/** A role with how many have it; absent where not all who may have it could be looked at. */
interface PolicyRecord extends RoleRecord {
  readonly attachments?: number;
}

/** Roles that customers made. One belongs to the first of the places in which it may be given. */
export const policyCollector = azureCollector({
  kind: policy,
  permissions: [
    assignmentPermission,
    'Microsoft.Authorization/roleDefinitions/read',
    'Microsoft.Management/managementGroups/read',
  ],
  subscription: (raw: PolicyRecord) => homeOf(raw),

  async *graph(graph): AsyncGenerator<readonly PolicyRecord[], void, void> {
    const counts = await countsIn(graph.rows<AssignmentRecord>(assignmentQuery));
    const customRoles = { ...roleQuery, where: ["properties.type =~ 'CustomRole'"] };
    for await (const page of graph.rows<RoleRecord>(customRoles))
      yield page.filter(isCustom).map((role) => counted(role, counts, graph.subscriptions));
  },

  async *arm(clients, signal) {
    const counts = await countsIn(listAssignments(clients, signal));
    const looked = new Set([clients.subscription]);
    const scope = `subscriptions/${clients.subscription}`;
    for await (const page of listRoles(clients, scope, 'CustomRole', signal)) {
      yield page
        .filter((role) => isCustom(role) && homeOf(role) === clients.subscription)
        .map((role) => counted(role, counts, looked));
    }
  },

  async *tenant(clients, _scope, signal) {
    const seen = new Set<string>();
    for (const group of await managementGroupsSeen(clients, signal)) {
      for await (const page of listRoles(clients, group, 'CustomRole', signal)) {
        const fresh = page.filter((role) => !seen.has(roleId(role.id)));
        for (const role of fresh) seen.add(roleId(role.id));
        yield fresh.filter((role) => isCustom(role) && homeOf(role) === undefined);
      }
    }
  },

  read(raw: PolicyRecord, scope) {
    const properties = required(raw.properties, 'properties');
    const { roleName, description, permissions, assignableScopes } = properties;
    return {
      kind: 'policy',
      id: roleId(raw.id),
      name: required(roleName, 'roleName'),
      scope,
      untaggable: true as const,
      ...defined({ createdAt: instantOf(properties.createdOn) }),
      attributes: {
        managedByProvider: false,
        document: { roleName, description, permissions, assignableScopes },
        ...defined({ attachments: raw.attachments, modifiedAt: instantOf(properties.updatedOn) }),
      },
    };
  },
});

/** How often each role is assigned, by its id. */
async function countsIn(
  pages: AsyncIterable<readonly AssignmentRecord[]>,
): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for await (const page of pages) {
    for (const { properties } of page) {
      if (!properties?.roleDefinitionId) continue;
      const id = roleId(properties.roleDefinitionId);
      counts.set(id, (counts.get(id) ?? 0) + 1);
    }
  }
  return counts;
}

function counted(
  role: RoleRecord,
  counts: ReadonlyMap<string, number>,
  looked: ReadonlySet<string>,
): PolicyRecord {
  const subscriptions = (role.properties?.assignableScopes ?? []).map(subscriptionOf);
  const isWhole = subscriptions.every(
    (subscription) => subscription !== undefined && looked.has(subscription),
  );
  return isWhole ? { ...role, attachments: counts.get(roleId(role.id)) ?? 0 } : role;
}
