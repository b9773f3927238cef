import { jsonAnswer } from '../answer.ts';
import type { GcpContext } from '../context.ts';
import { bucketDocument } from '../documents/bucket.ts';
import type { Bucket } from '../estate/buckets.ts';
import { GoogleError } from '../google-error.ts';
import { invalidArgument } from '../refusals.ts';
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
    // Only who says so is content with part of them.
    const partial = query.get('returnPartialSuccess') === 'true';
    const isAway = ({ location }: Bucket): boolean =>
      partial && request.isUnreachable(location.toLowerCase());
    const away: string[] = [];
    const part = listPart(
      project.buckets,
      (bucket) => bucketDocument(bucket, project),
      (bucket) => {
        if (!bucket.id.startsWith(prefix)) return false;
        if (isAway(bucket)) away.push(`projects/_/buckets/${bucket.id}`);
        return !isAway(bucket);
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
