import { grant, type Scope } from 'bursar/adapter';
import { idOf } from '../arm-id.ts';
import { azureCollector } from '../collector.ts';
import { servicePrincipalId } from '../reading/identity.ts';
import {
  type IdentityRecord,
  identitiesByPrincipal,
  identityPermission,
  identityQuery,
  type ReadAllIdentities,
} from '../reading/managed-identities.ts';
import {
  type AssignmentRecord,
  assignmentPermission,
  assignmentQuery,
  listAssignments,
  listAssignmentsAbove,
  managementGroupsSeen,
  subscriptionOfAssignment,
} from '../reading/role-assignments.ts';
import { builtInNames, listBuiltInNames, roleId } from '../reading/roles.ts';
import { defined, instantOf, required, told } from '../record.ts';

/** An assignment with what others tell of it. */
interface GrantRecord extends AssignmentRecord {
  /** Of one of Azure's own roles. */
  readonly roleName?: string;
  /** Id of the managed identity that it is given to. */
  readonly identity?: string;
}

const principalTypes: Readonly<Record<string, 'user' | 'group' | 'service-principal' | undefined>> = {
  user: 'user',
  group: 'group',
  foreigngroup: 'group',
  serviceprincipal: 'service-principal',
};

/** Role assignments at every level. */
export function grantCollector(readAllIdentities: ReadAllIdentities) {
  return azureCollector({
    kind: grant,
    permissions: [
      assignmentPermission,
      'Microsoft.Authorization/roleDefinitions/read',
      identityPermission,
      'Microsoft.Management/managementGroups/read',
    ],
    subscription: (raw: GrantRecord) => subscriptionOfAssignment(raw),

    async *graph(graph) {
      const names = await builtInNames(graph);
      const identities = await identitiesByPrincipal(graph.rows<IdentityRecord>(identityQuery));
      for await (const page of graph.rows<AssignmentRecord>(assignmentQuery))
        yield page.map((record) => completed(record, names, identities));
    },

    async *arm(clients, signal) {
      const names = await listBuiltInNames(clients, `subscriptions/${clients.subscription}`, signal);
      const identities = await readAllIdentities(clients, signal);
      for await (const page of listAssignments(clients, signal))
        yield page.map((record) => completed(record, names, identities));
    },

    async *tenant(clients, _scope, signal) {
      const groups = await managementGroupsSeen(clients, signal);
      const [first] = groups;
      if (first === undefined) return;
      const names = await listBuiltInNames(clients, first, signal);
      const identities = await readAllIdentities(clients, signal);
      for await (const page of listAssignmentsAbove(clients, groups, signal))
        yield page.map((record) => completed(record, names, identities));
    },

    read(raw: GrantRecord, scope) {
      const properties = required(raw.properties, 'properties');
      const principal = required(told(properties.principalId), 'principalId').toLowerCase();
      const type = principalTypes[properties.principalType?.toLowerCase() ?? ''];
      return {
        kind: 'grant',
        id: idOf(raw),
        name: required(raw.name, 'name'),
        scope,
        untaggable: true as const,
        ...defined({ createdAt: instantOf(properties.createdOn) }),
        attributes: {
          principal: raw.identity ?? principalOf(type, principal),
          principalType:
            raw.identity === undefined ? (type ?? ('other' as const)) : ('managed-identity' as const),
          role: raw.roleName ?? roleId(properties.roleDefinitionId),
          ...targetOf(required(told(properties.scope), 'scope').toLowerCase(), scope),
          ...defined({ condition: told(properties.condition) }),
        },
      };
    },
  });
}

function principalOf(type: string | undefined, objectId: string): string {
  return type === 'service-principal' ? servicePrincipalId(objectId) : `${type ?? 'other'}:${objectId}`;
}

function completed(
  record: AssignmentRecord,
  names: ReadonlyMap<string, string>,
  identities: ReadonlyMap<string, string>,
): GrantRecord {
  const { roleDefinitionId, principalId } = record.properties ?? {};
  return {
    ...record,
    ...defined({
      roleName: roleDefinitionId ? names.get(roleId(roleDefinitionId)) : undefined,
      identity: identities.get(principalId?.toLowerCase() ?? ''),
    }),
  };
}

/** What a role is given for: the whole tenant, a management group, a subscription, or something in one. */
function targetOf(target: string, { account }: Scope) {
  if (target === '/') return { reach: 'organization' as const, target: `/${account}` };
  if (target.startsWith('/providers/microsoft.management/managementgroups/'))
    return { reach: 'folder' as const, target };
  const parts = target.split('/').length;
  const isGroup = parts === 5 && target.includes('/resourcegroups/');
  return {
    reach: parts === 3 ? ('account' as const) : isGroup ? ('resource-group' as const) : ('resource' as const),
    target,
  };
}
