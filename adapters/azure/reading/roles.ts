import { subscriptionOf } from '../arm-id.ts';
import { armPages } from '../arm-lists.ts';
import type { TenantClients } from '../client.ts';
import type { GraphQuery } from '../graph-query.ts';
import { type ArmRecord, type Maybe, required } from '../record.ts';
import type { GraphReader } from '../resource-graph.ts';

/** A role: a named set of permissions, Azure's own or a customer's. */
export interface RoleRecord extends ArmRecord {
  readonly properties?: Maybe<{
    readonly roleName?: Maybe<string>;
    readonly type?: Maybe<string>;
    readonly description?: Maybe<string>;
    readonly permissions?: Maybe<readonly unknown[]>;
    readonly assignableScopes?: Maybe<readonly string[]>;
    readonly createdOn?: Maybe<string>;
    readonly updatedOn?: Maybe<string>;
  }>;
}

/** What Resource Graph is asked of roles. */
export const roleQuery: GraphQuery = {
  table: 'authorizationresources',
  types: ['microsoft.authorization/roledefinitions'],
  columns: ['name', 'type', 'properties'],
  above: true,
};

const roleNameQuery: GraphQuery = { ...roleQuery, columns: ['name'], properties: ['roleName', 'type'] };

/** A role's id, the same however it was asked for: it is one of the tenant's, wherever it may be assigned. */
export function roleId(id: Maybe<string>): string {
  const name = required(id, 'the id of a role').split('/').at(-1);
  return `/providers/microsoft.authorization/roledefinitions/${name}`.toLowerCase();
}

/** Whether a customer made it. */
export function isCustom({ properties }: RoleRecord): boolean {
  return properties?.type?.toLowerCase() === 'customrole';
}

/** The subscription that a role is counted to: the first one that it may be assigned in, if that is none above. */
export function homeOf({ properties }: RoleRecord): string | undefined {
  return subscriptionOf(properties?.assignableScopes?.[0]);
}

/** Names of Azure's own roles by their ids, by Resource Graph. */
export async function builtInNames(graph: GraphReader): Promise<ReadonlyMap<string, string>> {
  return namesIn(graph.rows<RoleRecord>(roleNameQuery));
}

/** Names of Azure's own roles by their ids, by Resource Manager, which tells them in any scope. */
export async function listBuiltInNames(
  clients: TenantClients,
  scope: string,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  return namesIn(listRoles(clients, scope, 'BuiltInRole', signal));
}

async function namesIn(pages: AsyncIterable<readonly RoleRecord[]>): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for await (const page of pages) {
    for (const role of page) {
      const name = role.properties?.roleName;
      if (name && !isCustom(role)) names.set(roleId(role.id ?? role.name), name);
    }
  }
  return names;
}

/** Roles that can be assigned at a scope (a subscription, a management group), by Resource Manager. */
export async function* listRoles(
  clients: TenantClients,
  scope: string,
  type: 'BuiltInRole' | 'CustomRole',
  signal: AbortSignal,
): AsyncGenerator<readonly RoleRecord[], void, void> {
  const { roleDefinitions } = await clients.authorization();
  const list = roleDefinitions.list(scope, { filter: `type eq '${type}'` });
  yield* armPages<RoleRecord>(clients, 'roles', list, signal);
}
