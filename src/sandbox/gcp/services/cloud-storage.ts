import { jsonAnswer } from '../answer.ts';
import type { GcpContext } from '../context.ts';
import { bucketDocument } from '../documents/bucket.ts';
import { GoogleError } from '../google-error.ts';
import { failed, invalidArgument } from '../refusals.ts';
import type { GcpRequest, GcpService } from '../service.ts';
import { listPart, pageOf } from './listing.ts';
import { projectOf } from './projects.ts';

/** Cloud Storage, as far as buckets can be read. */
export function cloudStorageService({ estate }: GcpContext): GcpService {
  function list(request: GcpRequest): object {
    const { query } = request;
    if (query.get('project') === null) throw invalidArgument('Required parameter: project', 'required');
    const project = projectOf(estate, request);
    const prefix = query.get('prefix') ?? '';
    const regions = estate.regions.filter((region) => request.isUnreachable(region));
    // Only who says so is content with part of them.
    if (regions.length > 0 && query.get('returnPartialSuccess') !== 'true') throw failed(503);
    const away: string[] = [];
    const part = listPart(
      project.buckets,
      (bucket) => bucketDocument(bucket, project),
      ({ id, location }) => {
        if (!id.startsWith(prefix)) return false;
        const isAway = regions.includes(location.toLowerCase());
        if (isAway) away.push(`projects/_/buckets/${id}`);
        return !isAway;
      },
    );
    const page = pageOf(request, { name: 'items', sizeParameter: 'maxResults', usual: 1_000, most: 1_000 }, [
      part,
    ]);
    return { kind: 'storage#buckets', ...page, ...(away.length > 0 && { unreachable: away }) };
  }

  function get({ params }: GcpRequest): object {
    const name = params['bucket'] ?? '';
    for (const project of estate.projects) {
      const bucket = project.buckets.find(name);
      if (bucket !== undefined) return bucketDocument(bucket, project);
    }
    throw new GoogleError({
      status: 'NOT_FOUND',
      reason: 'notFound',
      message: 'The specified bucket does not exist.',
    });
  }

  return {
    service: 'storage',
    api: 'storage.googleapis.com',
    routes: [
      {
        operation: 'buckets.list',
        method: 'GET',
        path: '/storage/v1/b',
        permission: 'storage.buckets.list',
        query: [
          'project',
          'maxResults',
          'pageToken',
          'prefix',
          'projection',
          'returnPartialSuccess',
          'softDeleted',
          'userProject',
        ],
        handle: (request) => jsonAnswer(list(request)),
      },
      {
        operation: 'buckets.get',
        method: 'GET',
        path: '/storage/v1/b/{bucket}',
        permission: 'storage.buckets.get',
        query: ['projection', 'userProject'],
        handle: (request) => jsonAnswer(get(request)),
      },
    ],
  };
}
