import { jsonAnswer } from '../answer.ts';
import type { GcpContext } from '../context.ts';
import { functionDocument } from '../documents/function.ts';
import { runServiceDocument } from '../documents/run-service.ts';
import type { GcpRequest, GcpService } from '../service.ts';
import { listPart, pageOf, reachedBy, unreachableDocument } from './listing.ts';
import { projectOf } from './projects.ts';

/** Cloud Run, as far as services can be read. */
export function cloudRunService({ estate }: GcpContext): GcpService {
  function list(request: GcpRequest): object {
    const { cells, unreachable } = reachedBy(projectOf(estate, request), request);
    const parts = cells.flatMap((cell) =>
      [cell.runServices, cell.functionServices].map((services) =>
        listPart(services, (service) => runServiceDocument(service, cell)),
      ),
    );
    const page = pageOf(request, { name: 'services', usual: 500, most: 1_000 }, parts);
    return { ...page, ...unreachableDocument(unreachable) };
  }

  return {
    service: 'run',
    api: 'run.googleapis.com',
    routes: [
      {
        operation: 'services.list',
        method: 'GET',
        path: '/v2/projects/{project}/locations/{location}/services',
        permission: 'run.services.list',
        query: ['pageSize', 'pageToken', 'showDeleted'],
        handle: (request) => jsonAnswer(list(request)),
      },
    ],
  };
}

/** Cloud Functions, as far as functions can be read. */
export function cloudFunctionsService({ estate }: GcpContext): GcpService {
  function list(request: GcpRequest): object {
    const project = projectOf(estate, request);
    const { cells, unreachable } = reachedBy(project, request);
    const parts = cells.map((cell) => listPart(cell.functions, (one) => functionDocument(one, cell)));
    const page = pageOf(request, { name: 'functions', usual: 1_000, most: 1_000 }, parts);
    const away = unreachable.map((region) => `projects/${project.id}/locations/${region}`);
    return { ...page, ...unreachableDocument(away) };
  }

  return {
    service: 'cloudfunctions',
    api: 'cloudfunctions.googleapis.com',
    routes: [
      {
        operation: 'functions.list',
        method: 'GET',
        path: '/v2/projects/{project}/locations/{location}/functions',
        permission: 'cloudfunctions.functions.list',
        query: ['pageSize', 'pageToken', 'filter', 'orderBy'],
        handle: (request) => jsonAnswer(list(request)),
      },
    ],
  };
}
