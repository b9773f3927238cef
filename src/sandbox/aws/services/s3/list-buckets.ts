import type { SandboxRequest } from '../../../service.ts';
import type { AwsContext } from '../../context.ts';
import type { Bucket } from '../../estate/buckets.ts';
import { ServiceError } from '../../service-error.ts';
import { offsetOf, tokenOf } from '../../wire/page.ts';
import { element, listElement, wrapped } from '../../wire/xml.ts';

const known = new Set(['max-buckets', 'continuation-token', 'prefix', 'bucket-region', 'x-id']);
const mostBuckets = 10_000;

/** The answer to ListBuckets: the buckets of all regions by name. Only a paged one tells the region of each. */
export function listBuckets(context: AwsContext, request: SandboxRequest): string {
  const { query, account } = request;
  const unknown = [...query.keys()].find((name) => !known.has(name));
  if (unknown !== undefined)
    throw new ServiceError('NotImplemented', `The parameter ${unknown} is not part of the sandbox.`, 501);
  const paged = query.has('max-buckets') || query.has('bucket-region') || query.has('prefix');
  const limit = limitOf(query.get('max-buckets'));
  const prefix = query.get('prefix') ?? '';
  const region = query.get('bucket-region');
  const list = `s3 buckets ${account} ${prefix} ${region ?? ''}`;
  const from = offsetOf(list, query.get('continuation-token'), 'InvalidArgument');
  const buckets = bucketsOf(context, account)
    .filter((bucket) => bucket.id.startsWith(prefix) && (region === null || bucket.region === region))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const page = buckets.slice(from, from + limit).map((bucket) => bucketXml(bucket, paged));
  const more = from + limit < buckets.length;
  return `<ListAllMyBucketsResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${[
    wrapped('Owner', element('ID', `owner-of-${account}`)),
    listElement('Buckets', 'Bucket', page),
    more ? element('ContinuationToken', tokenOf(list, from + limit)) : '',
    prefix === '' ? '' : element('Prefix', prefix),
  ].join('')}</ListAllMyBucketsResult>`;
}

function bucketsOf({ estate }: AwsContext, account: string): Bucket[] {
  return estate.cells
    .filter((cell) => cell.account.id === account)
    .flatMap(({ buckets }) => Array.from({ length: buckets.size }, (_, index) => buckets.at(index)));
}

function bucketXml({ id, arn, region, createdAt }: Bucket, paged: boolean): string {
  return (
    element('Name', id) +
    element('CreationDate', new Date(createdAt).toISOString()) +
    (paged ? element('BucketRegion', region) + element('BucketArn', arn) : '')
  );
}

function limitOf(text: string | null): number {
  if (text === null) return mostBuckets;
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1 || limit > mostBuckets)
    throw new ServiceError(
      'InvalidArgument',
      `Argument max-buckets must be an integer between 1 and ${mostBuckets}`,
    );
  return limit;
}
