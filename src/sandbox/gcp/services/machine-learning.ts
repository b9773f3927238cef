import { jsonAnswer } from '../answer.ts';
import type { GcpContext } from '../context.ts';
import { endpointDocument } from '../documents/endpoint.ts';
import { notebookDocument } from '../documents/notebook.ts';
import { zonesOf } from '../estate/regions.ts';
import { invalidArgument } from '../refusals.ts';
import type { GcpRequest, GcpService } from '../service.ts';
import { listPart, pageOf, reachedBy, unreachableDocument } from './listing.ts';
import { projectOf } from './projects.ts';

/** Vertex AI Workbench, as far as instances can be read. They are in zones. */
export function notebooksService({ estate }: GcpContext): GcpService {
  function list(request: GcpRequest): object {
    const { cells, zone, unreachable } = reachedBy(projectOf(estate, request), request);
    const parts = cells.map((cell) =>
      listPart(
        cell.notebooks,
        (notebook) => notebookDocument(notebook, cell),
        (notebook) => zone === undefined || notebook.zone === zone,
      ),
    );
    const page = pageOf(request, { name: 'instances', usual: 500, most: 1_000 }, parts);
    return { ...page, ...unreachableDocument(unreachable.flatMap(zonesOf)) };
  }

  return {
    service: 'notebooks',
    api: 'notebooks.googleapis.com',
    routes: [
      {
        operation: 'instances.list',
        method: 'GET',
        path: '/v2/projects/{project}/locations/{location}/instances',
        permission: 'notebooks.instances.list',
        query: ['pageSize', 'pageToken', 'filter', 'orderBy'],
        handle: (request) => jsonAnswer(list(request)),
      },
    ],
  };
}

/** Vertex AI, as far as endpoints can be read: region by region, never all of them at once. */
export function vertexService({ estate }: GcpContext): GcpService {
  function list(request: GcpRequest): object {
    const { location = '' } = request.params;
    if (!/^[a-z]+-[a-z]+\d+$/.test(location))
      throw invalidArgument(`Location ${location} is not supported for this resource.`);
    const { cells } = reachedBy(projectOf(estate, request), request);
    const parts = cells.map((cell) =>
      listPart(cell.endpoints, (endpoint) => endpointDocument(endpoint, cell)),
    );
    return pageOf(request, { name: 'endpoints', usual: 100, most: 100 }, parts);
  }

  /** The regions that it is in: all that are used. */
  function locations(request: GcpRequest): object {
    const { id } = projectOf(estate, request);
    const part = {
      size: estate.regions.length,
      at: (index: number) => locationDocument(id, estate.regions[index] ?? ''),
    };
    return pageOf(request, { name: 'locations', usual: 100, most: 1_000 }, [part]);
  }

  return {
    service: 'aiplatform',
    api: 'aiplatform.googleapis.com',
    routes: [
      {
        operation: 'locations.list',
        method: 'GET',
        path: '/v1/projects/{project}/locations',
        permission: 'aiplatform.locations.list',
        query: ['pageSize', 'pageToken', 'filter'],
        handle: (request) => jsonAnswer(locations(request)),
      },
      {
        operation: 'endpoints.list',
        method: 'GET',
        path: '/v1/projects/{project}/locations/{location}/endpoints',
        permission: 'aiplatform.endpoints.list',
        query: ['pageSize', 'pageToken', 'filter', 'readMask', 'orderBy'],
        handle: (request) => jsonAnswer(list(request)),
      },
    ],
  };
}

function locationDocument(project: string, region: string): object {
  return {
    name: `projects/${project}/locations/${region}`,
    locationId: region,
    labels: { 'cloud.googleapis.com/region': region },
  };
}
