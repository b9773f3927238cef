import { jsonAnswer } from '../answer.ts';
import type { GcpContext } from '../context.ts';
import { databaseDocument } from '../documents/database.ts';
import { GoogleError } from '../google-error.ts';
import { invalidArgument } from '../refusals.ts';
import type { GcpRequest, GcpRoute, GcpService } from '../service.ts';
import { fieldFilter } from './field-filter.ts';
import { listPart, pageOf, reachedBy } from './listing.ts';
import { projectOf } from './projects.ts';

/** Cloud SQL, as far as instances can be read, by the paths of both versions of its API. */
export function cloudSqlService({ estate }: GcpContext): GcpService {
  function list(request: GcpRequest): object {
    const { cells, unreachable } = reachedBy(projectOf(estate, request), request);
    const accepts = fieldFilter(request.query.get('filter') ?? '');
    if (accepts === undefined) throw invalidArgument('Invalid request: The filter is invalid.');
    const parts = cells.map((cell) => {
      const part = listPart(cell.databases, (database) => databaseDocument(database, cell));
      return { size: part.size, at: (index: number) => wanted(part.at(index), accepts) };
    });
    return {
      kind: 'sql#instancesList',
      ...pageOf(request, { name: 'items', sizeParameter: 'maxResults', usual: 500, most: 1_000 }, parts),
      ...(unreachable.length > 0 && {
        warnings: unreachable.map((region) => ({
          code: 'REGION_UNREACHABLE',
          message: `The region ${region} is unreachable.`,
          region,
        })),
      }),
    };
  }

  function get(request: GcpRequest): object {
    const name = request.params['instance'] ?? '';
    for (const cell of projectOf(estate, request).cells) {
      const database = cell.databases.find(name);
      if (database !== undefined) return databaseDocument(database, cell);
    }
    // What is not there is told as what may not be seen.
    throw new GoogleError({
      status: 'PERMISSION_DENIED',
      reason: 'notAuthorized',
      message: 'The client is not authorized to make this request.',
    });
  }

  const routes = ['/v1', '/sql/v1beta4'].flatMap((version): readonly GcpRoute[] => [
    {
      operation: 'instances.list',
      method: 'GET',
      path: `${version}/projects/{project}/instances`,
      permission: 'cloudsql.instances.list',
      query: ['filter', 'maxResults', 'pageToken'],
      handle: (request) => jsonAnswer(list(request)),
    },
    {
      operation: 'instances.get',
      method: 'GET',
      path: `${version}/projects/{project}/instances/{instance}`,
      permission: 'cloudsql.instances.get',
      handle: (request) => jsonAnswer(get(request)),
    },
  ]);
  return { service: 'sqladmin', api: 'sqladmin.googleapis.com', routes };
}

function wanted(document: object | undefined, accepts: (document: object) => boolean): object | undefined {
  return document !== undefined && accepts(document) ? document : undefined;
}
