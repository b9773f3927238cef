import type { SandboxResponse } from '../../service.ts';
import { ArmError } from '../arm-error.ts';
import type { AzureContext } from '../context.ts';
import { type ArmDocument, armText } from '../documents/arm-document.ts';
import { builtInDocument, roleAssignmentType, roleDefinitionType } from '../documents/identity.ts';
import { builtInRoles } from '../estate/built-in-roles.ts';
import { notServed, resourceNotFound } from '../refusals.ts';
import type { AzureRequest, AzureService } from '../service.ts';
import { jsonAnswer, textAnswer } from '../wire/answer.ts';
import { listAnswer, sourcesOf } from './listing.ts';

/** The sandbox's application may do everything, but for what faults deny. */
const callersPermissions = { actions: ['*'], notActions: [], dataActions: ['*'], notDataActions: [] };

/** Who may do what: role assignments and definitions, at any scope. */
export function authorizationService({ estate }: AzureContext): AzureService {
  function handle(request: AzureRequest): SandboxResponse | undefined {
    if (request.method !== 'GET') return undefined;
    switch (request.resource.type) {
      case 'roleassignments':
        return assignments(request);
      case 'roledefinitions':
        return definitions(request);
      case 'permissions':
        return jsonAnswer({ value: [callersPermissions] });
      default:
        return undefined;
    }
  }

  function assignments(request: AzureRequest): SandboxResponse {
    const { resource, query } = request;
    const [name] = resource.names;
    if (name !== undefined) return one(request, name, 'Microsoft.Authorization/roleAssignments');
    const filter = query.get('$filter');
    if (filter !== null && filter !== 'atScope()' && !filter.startsWith('principalId eq '))
      throw new ArmError(400, 'BadRequestFormat', `The filter '${filter}' is not supported.`);
    const principal = /^principalId eq '?([0-9a-f-]+)'?$/i.exec(filter ?? '')?.[1]?.toLowerCase();
    const scope = resource.scope.toLowerCase();
    return listAnswer(request, sourcesOf([roleAssignmentType], estate.cells), {
      pageSize: 500,
      accepts({ properties }) {
        // The texts of the document are JSON.
        const at = (JSON.parse(properties['scope'] ?? '""') as string).toLowerCase();
        const of = JSON.parse(properties['principalId'] ?? '""') as string;
        const above =
          isWithin(scope, at) || (at.startsWith('/providers/') && resource.subscription !== undefined);
        const below = filter !== 'atScope()' && isWithin(at, scope);
        return (above || below) && (principal === undefined || of === principal);
      },
    });
  }

  function definitions(request: AzureRequest): SandboxResponse {
    const { resource, query } = request;
    const [name] = resource.names;
    if (name !== undefined) return one(request, name, 'Microsoft.Authorization/roleDefinitions');
    const filter = query.get('$filter');
    const wanted = /^type eq '(\w+)'$/i.exec(filter ?? '')?.[1]?.toLowerCase();
    if (filter !== null && filter !== 'atScopeAndBelow()' && wanted === undefined)
      throw new ArmError(400, 'BadRequestFormat', `The filter '${filter}' is not supported.`);
    const cells =
      resource.subscription === undefined ? [] : estate.cellsOf(resource.subscription, 'Microsoft.Compute');
    const builtIn =
      wanted === 'customrole' ? [] : builtInRoles.map((role) => builtInDocument(role, resource.scope));
    const custom = wanted === 'builtinrole' ? [] : sourcesOf([roleDefinitionType], cells);
    const first = listAnswer(request, custom, { pageSize: 500 });
    // The list begins with those that come with Azure, on its first page.
    const started = query.has('$skiptoken') || builtIn.length === 0;
    if (started) return first;
    const own = first.body.toString();
    const items = builtIn.map(armText).join(',');
    return textAnswer(
      own.replace('{"value":[', own.startsWith('{"value":[]') ? `{"value":[${items}` : `{"value":[${items},`),
    );
  }

  function one(request: AzureRequest, name: string, type: string): SandboxResponse {
    const { resource } = request;
    const kind = type.endsWith('roleAssignments') ? roleAssignmentType : roleDefinitionType;
    const builtIn = builtInRoles.find(({ id }) => id === name.toLowerCase());
    if (kind === roleDefinitionType && builtIn !== undefined)
      return textAnswer(armText(builtInDocument(builtIn, resource.scope)));
    for (const cell of estate.cells) {
      const document: ArmDocument | undefined = kind.find(cell, [name], {});
      if (
        document !== undefined &&
        document.id.toLowerCase() === decodeURIComponent(request.path).toLowerCase()
      )
        return textAnswer(armText(document));
    }
    if (resource.scope === '' && kind === roleAssignmentType) throw notServed('GET', request.path);
    throw resourceNotFound(`${type}/${name}`, resource.resourceGroup ?? '');
  }

  return { host: 'management', namespace: 'microsoft.authorization', handle };
}

/** Whether a scope is another one, or below it. */
function isWithin(inner: string, outer: string): boolean {
  return inner === outer || inner.startsWith(`${outer}/`);
}
