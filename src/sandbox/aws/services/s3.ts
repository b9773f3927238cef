import type { SandboxRequest, SandboxResponse, SandboxService } from '../../service.ts';
import type { AwsContext } from '../context.ts';
import type { Bucket } from '../estate/buckets.ts';
import { ServiceError } from '../service-error.ts';
import { xmlResponse } from '../wire/protocol.ts';
import { element, listElement, wrapped } from '../wire/xml.ts';
import { listBuckets } from './s3/list-buckets.ts';

const namespace = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"';

/** Amazon S3, as far as buckets (not objects) can be read; addressed by path or by host name. */
export function s3Service(context: AwsContext): SandboxService {
  return {
    service: 's3',
    handle(request) {
      const name = bucketNameOf(request);
      if (name === undefined) {
        if (request.method !== 'GET') throw notImplemented();
        return xmlResponse(listBuckets(context, request), request.requestId);
      }
      const bucket = bucketNamed(context, request, name);
      if (bucket.region !== request.region) return redirect(bucket, request.requestId);
      return answer(bucket, request);
    },
  };
}

function answer(bucket: Bucket, { method, query, requestId }: SandboxRequest): SandboxResponse {
  if (method === 'HEAD')
    return {
      status: 200,
      headers: { 'x-amz-bucket-region': bucket.region, 'x-amz-request-id': requestId },
      body: '',
    };
  const read = method === 'GET' ? [...reads].find(([subresource]) => query.has(subresource)) : undefined;
  if (read === undefined) throw notImplemented();
  return xmlResponse(read[1](bucket), requestId);
}

/** What can be read of a bucket, by the name that stands in the query. */
const reads: ReadonlyMap<string, (bucket: Bucket) => string> = new Map([
  ['tagging', tagging],
  ['versioning', versioning],
  ['lifecycle', lifecycle],
  ['location', location],
]);

function tagging({ id, arn, tags, tagsDenied }: Bucket): string {
  if (tagsDenied)
    throw new ServiceError(
      'AccessDenied',
      `The caller is not authorized to perform: s3:GetBucketTagging on resource: "${arn}" with an explicit deny in a resource-based policy`,
      403,
    );
  if (tags.length === 0) throw new ServiceError('NoSuchTagSet', `The TagSet does not exist: ${id}`, 404);
  const set = tags.map(([key, value]) => element('Key', key) + element('Value', value));
  return `<Tagging ${namespace}>${listElement('TagSet', 'Tag', set)}</Tagging>`;
}

function versioning(bucket: Bucket): string {
  return `<VersioningConfiguration ${namespace}>${element('Status', bucket.versioning)}</VersioningConfiguration>`;
}

function lifecycle({ lifecycle: rules }: Bucket): string {
  if (rules === undefined)
    throw new ServiceError('NoSuchLifecycleConfiguration', 'The lifecycle configuration does not exist', 404);
  const rule =
    wrapped('Expiration', element('Days', rules.expireAfterDays)) +
    element('ID', `expire-after-${rules.expireAfterDays}-days`) +
    wrapped('Filter', '') +
    element('Status', 'Enabled');
  return `<LifecycleConfiguration ${namespace}>${wrapped('Rule', rule)}</LifecycleConfiguration>`;
}

function location({ region }: Bucket): string {
  // The first region has no name here, as when there was no other.
  return `<LocationConstraint ${namespace}>${region === 'us-east-1' ? '' : region}</LocationConstraint>`;
}

/** `/name/…` of any host, or the part before the first dot of `name.localhost`; undefined for the service itself. */
function bucketNameOf({ path, headers }: SandboxRequest): string | undefined {
  const [, inPath] = path.split('/');
  if (inPath !== undefined && inPath !== '') return decodeURIComponent(inPath);
  const [first = '', ...others] = (headers.host ?? '').replace(/:\d+$/, '').split('.');
  return others.length > 0 && /[a-z]/.test(others.join('')) && first !== 's3' ? first : undefined;
}

function bucketNamed({ estate }: AwsContext, { account }: SandboxRequest, name: string): Bucket {
  for (const cell of estate.cells) {
    const bucket = cell.buckets.find(name);
    if (bucket === undefined) continue;
    if (cell.account.id !== account) throw new ServiceError('AccessDenied', 'Access Denied', 403);
    return bucket;
  }
  throw new ServiceError('NoSuchBucket', 'The specified bucket does not exist', 404);
}

function redirect({ id, region }: Bucket, requestId: string): SandboxResponse {
  const response = xmlResponse(
    wrapped(
      'Error',
      element('Code', 'PermanentRedirect') +
        element(
          'Message',
          'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.',
        ) +
        element('Endpoint', `s3.${region}.amazonaws.com`) +
        element('Bucket', id) +
        element('RequestId', requestId) +
        element('HostId', requestId),
    ),
    requestId,
    301,
  );
  return { ...response, headers: { ...response.headers, 'x-amz-bucket-region': region } };
}

function notImplemented(): ServiceError {
  return new ServiceError('NotImplemented', 'This operation is not part of the sandbox.', 501);
}
