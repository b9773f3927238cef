import type { SandboxResponse } from '../../service.ts';
import type { AzureContext } from '../context.ts';
import { type ArmDocument, armText } from '../documents/arm-document.ts';
import type { DocumentOptions } from '../documents/arm-type.ts';
import { armTypes, typesNamed } from '../documents/types.ts';
import type { Cell } from '../estate/estate.ts';
import { spelled } from '../names.ts';
import { groupNotFound, resourceNotFound } from '../refusals.ts';
import type { AzureRequest, AzureService } from '../service.ts';
import { textAnswer } from '../wire/answer.ts';
import { listAnswer, sourcesOf } from './listing.ts';

/** Lists of every type of resources, and each resource by its id: alike for all providers. */
export function resourceServices(context: AzureContext): readonly AzureService[] {
  const namespaces = new Set(armTypes.map(({ name }) => (name.split('/')[0] ?? '').toLowerCase()));
  return [...namespaces].map((namespace) => ({
    host: 'management',
    namespace,
    handle: (request) => read(context, request),
  }));
}

function read({ estate }: AzureContext, request: AzureRequest): SandboxResponse | undefined {
  const { method, resource } = request;
  if (method !== 'GET' || resource.subscription === undefined) return undefined;
  const types = typesNamed(`${resource.namespace}/${resource.type}`);
  const [type] = types;
  if (type === undefined) return undefined;
  const cells = cellsOfGroup(
    estate.cellsOf(resource.subscription, 'Microsoft.Compute'),
    resource.resourceGroup,
  );
  const options = optionsOf(request);
  const depth = resource.type.split('/').length;
  if (resource.names.length === depth) {
    const document = documentAt(cells, request, options);
    return textAnswer(armText(document));
  }
  requireParents(cells, request);
  const { resourceGroup } = resource;
  return listAnswer(request, sourcesOf(types, cells, resource.names), {
    pageSize: type.pageSize,
    options,
    ...(resourceGroup !== undefined && {
      accepts: ({ group }: ArmDocument) => group?.toLowerCase() === resourceGroup.toLowerCase(),
    }),
  });
}

/** How much is asked for: of machines, what they are doing. */
function optionsOf({ query }: AzureRequest): DocumentOptions {
  const status = query.get('$expand') === 'instanceView' || query.get('statusOnly') === 'true';
  return status ? { instanceView: true } : {};
}

/** The places that have a resource group; all where none is named. @throws {ArmError} where nothing has it. */
export function cellsOfGroup(cells: readonly Cell[], group: string | undefined): readonly Cell[] {
  if (group === undefined) return cells;
  const wanted = group.toLowerCase();
  const found = cells.filter(({ groups }) => groups.some(({ name }) => name.toLowerCase() === wanted));
  if (found.length === 0) throw groupNotFound(group);
  return found;
}

/** The resource that a path names. @throws {ArmError} where there is none. */
export function documentAt(
  cells: readonly Cell[],
  { resource, path }: Pick<AzureRequest, 'resource' | 'path'>,
  options: DocumentOptions = {},
): ArmDocument {
  const id = decodeURIComponent(path).toLowerCase();
  const name = `${resource.namespace}/${resource.type}`;
  for (const type of typesNamed(name))
    for (const cell of cells) {
      const document = type.find(cell, resource.names, options);
      if (document?.id.toLowerCase() === id) return document;
    }
  throw resourceNotFound(`${spelled(name)}/${resource.names.join('/')}`, resource.resourceGroup ?? '');
}

/** What a list is of has to be there. @throws {ArmError} where it is not. */
function requireParents(cells: readonly Cell[], { resource, path }: AzureRequest): void {
  if (resource.names.length === 0) return;
  const parts = resource.type.split('/').slice(0, -1);
  const parent = decodeURIComponent(path).split('/').slice(0, -1).join('/');
  documentAt(cells, {
    path: parent,
    resource: { ...resource, type: parts.join('/') },
  });
}
