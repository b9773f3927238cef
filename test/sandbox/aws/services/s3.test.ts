import {
  GetBucketLifecycleConfigurationCommand,
  GetBucketLocationCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  paginateListBuckets,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Bucket } from '../../../../src/sandbox/aws/estate/buckets.ts';
import type { Account } from '../../../../src/sandbox/aws/estate/place.ts';
import type { Sandbox } from '../../../../src/sandbox/sandbox.ts';
import { allOf, configOf, firstWhere, largestCell, sandboxOf } from './support.ts';

let sandbox: Sandbox;
let account: Account;
let buckets: readonly Bucket[];

beforeAll(async () => {
  sandbox = await sandboxOf(12_000);
  ({ account } = largestCell(sandbox, (place) => place.buckets));
  buckets = sandbox.aws.estate.cells
    .filter((cell) => cell.account.id === account.id)
    .flatMap((cell) => allOf(cell.buckets));
});

afterAll(() => sandbox.close());

function clientOf(region: string, more = {}): S3Client {
  return new S3Client({ ...configOf(sandbox, { account, region }), ...more });
}

test('the buckets of all regions are listed by name, and in pages with their regions', async () => {
  const client = clientOf('eu-west-1');
  const { Buckets: whole = [] } = await client.send(new ListBucketsCommand({}));
  expect(whole.map(({ Name }) => Name)).toEqual(buckets.map(({ id }) => id).toSorted());
  expect(whole[0]?.BucketRegion).toBeUndefined();
  const pages = [];
  for await (const { Buckets = [] } of paginateListBuckets({ client, pageSize: 10 }, {})) pages.push(Buckets);
  expect(pages[0]).toHaveLength(10);
  expect(pages.flat().map(({ Name }) => Name)).toEqual(whole.map(({ Name }) => Name));
  for (const { Name, BucketRegion, CreationDate } of pages.flat()) {
    const model = firstWhere(buckets, ({ id }) => id === Name);
    expect(BucketRegion).toBe(model.region);
    expect(CreationDate?.getTime()).toBe(model.createdAt);
  }
  const inRegion = await client.send(new ListBucketsCommand({ BucketRegion: 'us-west-2' }));
  expect(new Set(inRegion.Buckets?.map(({ BucketRegion }) => BucketRegion))).toEqual(new Set(['us-west-2']));
});

test('tags are told, absent, or denied', async () => {
  for (const { id, region, tags, tagsDenied } of buckets.slice(0, 60)) {
    const answer = clientOf(region)
      .send(new GetBucketTaggingCommand({ Bucket: id }))
      .then(({ TagSet = [] }) => TagSet.map(({ Key = '', Value = '' }) => [Key, Value]))
      .catch((error: unknown) => (error instanceof Error ? error.name : error));
    expect(await answer).toEqual(tagsDenied ? 'AccessDenied' : tags.length === 0 ? 'NoSuchTagSet' : tags);
  }
  const denied = firstWhere(buckets, ({ tagsDenied }) => tagsDenied);
  expect(denied.undecidable).toEqual(['required-tags']);
  expect(denied.truths).toEqual([]);
});

test('versioning, lifecycle and location are as the estate has them', async () => {
  for (const { id: Bucket, region, versioning, lifecycle } of buckets.slice(0, 30)) {
    const client = clientOf(region);
    const { Status } = await client.send(new GetBucketVersioningCommand({ Bucket }));
    expect(Status).toBe(versioning);
    const rules = client
      .send(new GetBucketLifecycleConfigurationCommand({ Bucket }))
      .then(({ Rules = [] }) => Rules[0]?.Expiration?.Days)
      .catch((error: unknown) => (error instanceof Error ? error.name : error));
    expect(await rules).toBe(lifecycle?.expireAfterDays ?? 'NoSuchLifecycleConfiguration');
    const { LocationConstraint } = await client.send(new GetBucketLocationCommand({ Bucket }));
    expect(LocationConstraint ?? 'us-east-1').toBe(region);
  }
});

test('a bucket answers in its own region, and sends elsewhere from any other', async () => {
  const bucket = firstWhere(buckets, ({ region, tags }) => region === 'us-west-2' && tags.length > 0);
  const command = () => new GetBucketTaggingCommand({ Bucket: bucket.id });
  await expect(clientOf('us-east-1').send(command())).rejects.toMatchObject({
    name: 'PermanentRedirect',
    $metadata: { httpStatusCode: 301 },
  });
  const following = clientOf('us-east-1', { followRegionRedirects: true });
  expect((await following.send(command())).TagSet).toHaveLength(bucket.tags.length);
  const { BucketRegion } = await clientOf('us-west-2').send(new HeadBucketCommand({ Bucket: bucket.id }));
  expect(BucketRegion).toBe('us-west-2');
});

test('a bucket is found by host name as well as by path', async () => {
  const { id: Bucket, region } = firstWhere(buckets, () => true);
  const endpoint = `http://localhost:${sandbox.port}`;
  // Names under localhost are for the resolver; the request is the same from 127.0.0.1.
  for (const forcePathStyle of [true, false]) {
    const hosts: string[] = [];
    const client = clientOf(region, { endpoint, forcePathStyle });
    client.middlewareStack.add(
      (next) => (args) => {
        // Before it is sent, a request of the SDK's is one of HTTP.
        const request = args.request as { hostname: string; headers: Record<string, string> };
        hosts.push(request.hostname);
        request.headers['host'] = `${request.hostname}:${sandbox.port}`;
        request.hostname = '127.0.0.1';
        return next(args);
      },
      { step: 'finalizeRequest', priority: 'low' },
    );
    await client.send(new GetBucketVersioningCommand({ Bucket }));
    expect(hosts).toEqual([forcePathStyle ? 'localhost' : `${Bucket}.localhost`]);
  }
});

test('what S3 refuses is refused', async () => {
  const client = clientOf('us-east-1');
  const tagging = (Bucket: string) => client.send(new GetBucketTaggingCommand({ Bucket }));
  await expect(tagging('nobody-owns-this-1')).rejects.toMatchObject({ name: 'NoSuchBucket' });
  const foreign = firstWhere(
    sandbox.aws.estate.cells
      .filter((cell) => cell.account.id !== account.id)
      .flatMap((cell) => allOf(cell.buckets)),
    () => true,
  );
  await expect(tagging(foreign.id)).rejects.toMatchObject({ name: 'AccessDenied' });
  await expect(client.send(new ListBucketsCommand({ MaxBuckets: 10_001 }))).rejects.toMatchObject({
    name: 'InvalidArgument',
  });
  const { id: Bucket } = firstWhere(buckets, ({ region }) => region === 'us-east-1');
  await expect(client.send(new ListObjectsV2Command({ Bucket }))).rejects.toMatchObject({
    name: 'NotImplemented',
  });
});
