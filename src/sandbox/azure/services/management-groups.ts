import type { SandboxResponse } from '../../service.ts';
import { ArmError } from '../arm-error.ts';
import type { AzureContext } from '../context.ts';
import type { Estate } from '../estate/estate.ts';
import type { ManagementGroup } from '../estate/place.ts';
import { chainAbove } from '../estate/tenant.ts';
import type { AzureRequest, AzureService } from '../service.ts';
import { jsonAnswer } from '../wire/answer.ts';
import { offsetOf, tokenOf } from '../wire/page.ts';

const type = 'Microsoft.Management/managementGroups';
const mostDescendants = 2_000;

/** The management groups of the tenant. */
export function managementGroupService(context: AzureContext): AzureService {
  const { estate } = context;

  function handle(request: AzureRequest): SandboxResponse | undefined {
    const { method, resource } = request;
    const [name = ''] = resource.names;
    if (method === 'POST' && resource.type === 'getentities') return entities(context);
    if (method !== 'GET') return undefined;
    switch (resource.type) {
      case 'managementgroups':
        if (resource.names.length > 0)
          return jsonAnswer(documentOf(estate, groupNamed(estate, name), request));
        return jsonAnswer({ value: estate.managementGroups.map((group) => entryOf(estate, group)) });
      case 'managementgroups/descendants':
        return descendants(estate, groupNamed(estate, name), request);
      default:
        return undefined;
    }
  }
  return { host: 'management', namespace: 'microsoft.management', handle };
}

function groupNamed({ managementGroups }: Estate, name: string): ManagementGroup {
  const found = managementGroups.find((group) => group.name === name.toLowerCase());
  if (found === undefined) throw new ArmError(404, 'NotFound', `Management group '${name}' cannot be found.`);
  return found;
}

function pathOfGroup(name: string): string {
  return `/providers/${type}/${name}`;
}

function entryOf({ tenantId }: Estate, { name, displayName }: ManagementGroup): object {
  return { id: pathOfGroup(name), type, name, properties: { tenantId, displayName } };
}

function documentOf(estate: Estate, group: ManagementGroup, { query }: AzureRequest): object {
  const { name, displayName, parent } = group;
  const children =
    query.get('$expand') === 'children'
      ? childrenOf(estate, name, query.get('$recurse') === 'true')
      : undefined;
  return {
    id: pathOfGroup(name),
    type,
    name,
    properties: {
      tenantId: estate.tenantId,
      displayName,
      details: {
        version: 1,
        ...(parent !== undefined && { parent: { id: pathOfGroup(parent), name: parent } }),
      },
      ...(children !== undefined && { children }),
    },
  };
}

function childrenOf(estate: Estate, name: string, recurse: boolean): readonly object[] {
  const groups = estate.managementGroups
    .filter(({ parent }) => parent === name)
    .map((group) => ({
      id: pathOfGroup(group.name),
      type,
      name: group.name,
      displayName: group.displayName,
      ...(recurse && { children: childrenOf(estate, group.name, true) }),
    }));
  const subscriptions = estate.subscriptions
    .filter(({ managementGroup }) => managementGroup === name)
    .map((one) => ({
      id: `/subscriptions/${one.id}`,
      type: '/subscriptions',
      name: one.id,
      displayName: one.name,
    }));
  return [...groups, ...subscriptions];
}

/** Names of a group and of all groups below it. */
export function groupsBelow(estate: Estate, name: string): ReadonlySet<string> {
  const names = new Set([name]);
  // Each comes after the one that it is in.
  for (const group of estate.managementGroups)
    if (group.parent !== undefined && names.has(group.parent)) names.add(group.name);
  return names;
}

/** Groups and subscriptions that the caller may see, each with the names of the groups above it, the root first. */
function entities({ estate, isDenied }: AzureContext): SandboxResponse {
  const groups = estate.managementGroups.map((group) => ({
    id: pathOfGroup(group.name),
    type,
    name: group.name,
    properties: entityProperties(estate, group.displayName, group.parent),
  }));
  const subscriptions = estate.subscriptions
    .filter(({ id }) => !isDenied(id, 'Microsoft.Resources', 'subscriptions/read'))
    .map((one) => ({
      id: `/subscriptions/${one.id}`,
      type: '/subscriptions',
      name: one.id,
      properties: entityProperties(estate, one.name, one.managementGroup),
    }));
  const value = [...groups, ...subscriptions];
  return jsonAnswer({ value, count: value.length });
}

function entityProperties(estate: Estate, displayName: string, parent: string | undefined): object {
  const above = chainAbove(estate.tenantId, parent);
  return {
    tenantId: estate.tenantId,
    displayName,
    parent: { id: parent === undefined ? null : pathOfGroup(parent) },
    permissions: 'view',
    inheritedPermissions: 'view',
    numberOfDescendants: 0,
    parentDisplayNameChain: above.map(({ displayName: name }) => name),
    parentNameChain: above.map(({ name }) => name),
  };
}

/** Groups and subscriptions below a group, whether the caller may look into them or not. */
function descendants(estate: Estate, { name }: ManagementGroup, request: AzureRequest): SandboxResponse {
  const below = groupsBelow(estate, name);
  const groups = estate.managementGroups
    .filter((group) => group.parent !== undefined && group.name !== name && below.has(group.name))
    .map((group) => ({
      id: pathOfGroup(group.name),
      type,
      name: group.name,
      properties: { displayName: group.displayName, parent: { id: pathOfGroup(group.parent ?? '') } },
    }));
  const subscriptions = estate.subscriptions
    .filter(({ managementGroup }) => below.has(managementGroup))
    .map((one) => ({
      id: `/subscriptions/${one.id}`,
      type: '/subscriptions',
      name: one.id,
      properties: { displayName: one.name, parent: { id: pathOfGroup(one.managementGroup) } },
    }));
  const all = [...groups, ...subscriptions];
  const { query, origin, path } = request;
  const list = path.toLowerCase();
  const from = offsetOf(list, query.get('$skiptoken'));
  const end = from + Math.min(mostDescendants, Number(query.get('$top') ?? mostDescendants));
  const following = new URLSearchParams(query);
  following.set('$skiptoken', tokenOf(list, end));
  return jsonAnswer({
    value: all.slice(from, end),
    ...(end < all.length && { nextLink: `${origin}${path}?${following.toString()}` }),
  });
}
