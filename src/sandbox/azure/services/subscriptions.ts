import type { SandboxResponse } from '../../service.ts';
import { ArmError } from '../arm-error.ts';
import type { AzureContext } from '../context.ts';
import { type ArmDocument, armText, instantText } from '../documents/arm-document.ts';
import { policies, resourceGroupType } from '../documents/containers.ts';
import { armTypes } from '../documents/types.ts';
import { titleOf } from '../documents/web.ts';
import type { Subscription } from '../estate/place.ts';
import { groupNotFound, subscriptionNotFound } from '../refusals.ts';
import type { AzureRequest, AzureService } from '../service.ts';
import { jsonAnswer, textAnswer } from '../wire/answer.ts';
import { listAnswer, sourcesOf } from './listing.ts';

/** Subscriptions, resource groups, and all that is in them, as Resource Manager itself tells of them. */
export function subscriptionService(context: AzureContext): AzureService {
  const { estate } = context;

  function handle(request: AzureRequest): SandboxResponse | undefined {
    const { method, resource } = request;
    const [id = '', name] = resource.names;
    if (method !== 'GET') return undefined;
    switch (resource.type) {
      case 'tenants':
        return jsonAnswer({ value: [tenantOf(context)] });
      case 'subscriptions':
        return resource.names.length === 0 ? visible() : jsonAnswer(subscriptionDocument(context, known(id)));
      case 'subscriptions/locations':
        return jsonAnswer({ value: estate.locations.map((location) => locationOf(location, id)) });
      case 'subscriptions/resourcegroups':
        return name === undefined ? groups(request, id) : group(id, name);
      case 'subscriptions/resources':
        return everything(request, id);
      default:
        return undefined;
    }
  }

  function known(id: string): Subscription {
    const found = estate.subscription(id.toLowerCase());
    if (found === undefined) throw subscriptionNotFound(id);
    return found;
  }

  /** Those that the caller may not look into are not in the list. */
  function visible(): SandboxResponse {
    const value = estate.subscriptions
      .filter(({ id }) => !context.isDenied(id, 'Microsoft.Resources', 'subscriptions/read'))
      .map((subscription) => subscriptionDocument(context, subscription));
    return jsonAnswer({ value, count: { type: 'Total', value: value.length } });
  }

  function groups(request: AzureRequest, id: string): SandboxResponse {
    const cells = estate.cellsOf(id.toLowerCase(), 'Microsoft.Compute');
    return listAnswer(request, sourcesOf([resourceGroupType], cells), { pageSize: 200 });
  }

  function group(id: string, name: string): SandboxResponse {
    for (const cell of estate.cellsOf(id.toLowerCase(), 'Microsoft.Compute')) {
      const document = resourceGroupType.find(cell, [name], {});
      if (document !== undefined) return textAnswer(armText(document));
    }
    throw groupNotFound(name);
  }

  function everything(request: AzureRequest, id: string): SandboxResponse {
    const cells = estate.cellsOf(id.toLowerCase(), 'Microsoft.Compute');
    const wanted = typesIn(request.query.get('$filter'));
    // Types of two parts: what is within other resources is not in this list.
    const types = armTypes.filter(
      ({ name }) => name.split('/').length === 2 && (wanted === undefined || wanted.has(name.toLowerCase())),
    );
    const expanded = new Set((request.query.get('$expand') ?? '').split(','));
    const top = Number(request.query.get('$top') ?? 1_000);
    return listAnswer(request, sourcesOf(types, cells), {
      pageSize: Math.min(1_000, top),
      textOf: (document) => genericText(document, expanded),
    });
  }

  return { host: 'management', namespace: 'microsoft.resources', handle };
}

function tenantOf({ estate }: AzureContext): object {
  const { tenantId } = estate;
  return {
    id: `/tenants/${tenantId}`,
    tenantId,
    countryCode: 'DE',
    displayName: 'Acme',
    tenantCategory: 'Home',
  };
}

function subscriptionDocument({ estate }: AzureContext, { id, name, tags }: Subscription): object {
  return {
    id: `/subscriptions/${id}`,
    authorizationSource: 'RoleBased',
    managedByTenants: [],
    ...(tags.length > 0 && { tags: Object.fromEntries(tags) }),
    subscriptionId: id,
    tenantId: estate.tenantId,
    displayName: name,
    state: 'Enabled',
    subscriptionPolicies: policies,
  };
}

function locationOf(name: string, subscription: string): object {
  return {
    id: `/subscriptions/${subscription}/locations/${name}`,
    name,
    type: 'Region',
    displayName: titleOf(name),
    regionalDisplayName: titleOf(name),
    metadata: { regionType: 'Physical', regionCategory: 'Recommended' },
  };
}

const clause = /^resourceType eq '([^']+)'$/i;

/** The types that a filter asks for. @throws {ArmError} for any other filter. */
function typesIn(filter: string | null): ReadonlySet<string> | undefined {
  if (filter === null) return undefined;
  const names = filter.split(/ or /i).map((part) => clause.exec(part.trim())?.[1]?.toLowerCase());
  if (names.includes(undefined))
    throw new ArmError(
      400,
      'InvalidFilterInQueryString',
      `Invalid $filter '${filter}' specified in the query string.`,
    );
  return new Set(names.filter((name) => name !== undefined));
}

/** A resource without its properties, but with what Resource Manager itself knows of it. */
function genericText(document: ArmDocument, expanded: ReadonlySet<string>): string {
  const text = armText({ ...document, properties: {} });
  const time = document.createdAt === undefined ? undefined : instantText(document.createdAt);
  const added =
    time === undefined
      ? ''
      : (expanded.has('createdTime') ? `,"createdTime":${time}` : '') +
        (expanded.has('changedTime') ? `,"changedTime":${time}` : '') +
        (expanded.has('provisioningState') ? ',"provisioningState":"Succeeded"' : '');
  return `${text.slice(0, text.lastIndexOf(',"properties"'))}${added}}`;
}
