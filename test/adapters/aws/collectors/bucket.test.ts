import { expect, test } from 'vitest';
import { bucketCollector } from '../../../../adapters/aws/collectors/bucket.ts';
import { type AwsCall, AwsRefusal, collectAll, named, serveAws, testScope, xml } from '../aws-server.ts';

const listed = (name: string, region?: string) => ({
  Name: name,
  CreationDate: '2026-02-03T04:05:06.000Z',
  BucketRegion: region,
});

function list(buckets: readonly object[], ContinuationToken?: string): string {
  return `<ListAllMyBucketsResult>${xml({ Buckets: named('Bucket', buckets), ContinuationToken })}</ListAllMyBucketsResult>`;
}

const tagging = (tags: Readonly<Record<string, string>>) =>
  `<Tagging><TagSet>${Object.entries(tags)
    .map(([Key, Value]) => `<Tag>${xml({ Key, Value })}</Tag>`)
    .join('')}</TagSet></Tagging>`;

const none = {
  GetBucketTagging: () => new AwsRefusal('NoSuchTagSet', 404),
  GetBucketVersioning: () => '<VersioningConfiguration/>',
  GetBucketLifecycleConfiguration: () => new AwsRefusal('NoSuchLifecycleConfiguration', 404),
};

const twoPages = ({ input }: AwsCall) =>
  input['continuation-token'] === 'more'
    ? list([listed('second', 'eu-west-1')])
    : list([listed('first', 'eu-west-1')], 'more');

test('reads buckets of all regions, each asked in its own', async () => {
  const aws = await serveAws({
    ListBuckets: () => list([listed('logs', 'us-east-1'), listed('bilder', 'eu-central-1')]),
    GetBucketTagging: ({ input }) => tagging({ bucket: String(input['path']) }),
    GetBucketVersioning: () => '<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>',
    GetBucketLifecycleConfiguration: () =>
      '<LifecycleConfiguration><Rule><Status>Enabled</Status></Rule></LifecycleConfiguration>',
  });
  const { resources } = await collectAll(bucketCollector, aws.clients('us-east-1'), testScope('global'));
  expect(resources).toEqual([
    {
      kind: 'bucket',
      id: 'arn:aws:s3:::logs',
      name: 'logs',
      scope: testScope('us-east-1'),
      tags: { bucket: '/logs/' },
      createdAt: Date.parse('2026-02-03T04:05:06Z'),
      attributes: { versioning: 'enabled', hasLifecycle: true },
    },
    expect.objectContaining({ id: 'arn:aws:s3:::bilder', scope: testScope('eu-central-1') }),
  ]);
  const asked = aws.calls.filter(({ operation }) => operation !== 'ListBuckets');
  expect(asked.every(({ input, region }) => (input['path'] === '/logs/') === (region === 'us-east-1'))).toBe(
    true,
  );
});

test('tells no tags, no versioning and no lifecycle from unknown ones', async () => {
  const plain = await serveAws({ ...none, ListBuckets: () => list([listed('plain', 'eu-west-1')]) });
  expect((await collectAll(bucketCollector, plain.clients(), testScope('global'))).resources).toMatchObject([
    { tags: {}, attributes: { versioning: 'off', hasLifecycle: false } },
  ]);

  const denying = await serveAws({
    ListBuckets: () => list([listed('secret', 'eu-west-1')]),
    GetBucketTagging: () => new AwsRefusal('AccessDenied', 403),
    GetBucketVersioning: () => new AwsRefusal('AccessDenied', 403),
    GetBucketLifecycleConfiguration: () => new AwsRefusal('InternalError', 500),
  });
  const [secret] = (await collectAll(bucketCollector, denying.clients(), testScope('global'))).resources;
  expect(secret?.id).toBe('arn:aws:s3:::secret');
  expect(secret).not.toHaveProperty('tags');
  expect(secret?.attributes).toEqual({});
});

test('follows the pages', async () => {
  const aws = await serveAws({ ...none, ListBuckets: twoPages });
  const { resources } = await collectAll(bucketCollector, aws.clients(), testScope('global'));
  expect(resources.map(({ name }) => name)).toEqual(['first', 'second']);
});

test('does not guess a region that is not told', async () => {
  const aws = await serveAws({ ...none, ListBuckets: () => list([listed('where')]) });
  const { resources, unreadable } = await collectAll(bucketCollector, aws.clients(), testScope('global'));
  expect(resources).toEqual([]);
  expect(unreadable).toEqual(['BucketRegion is missing']);
});

test('names buckets of China as they are named there', async () => {
  const aws = await serveAws({ ...none, ListBuckets: () => list([listed('beijing', 'cn-north-1')]) });
  const { resources } = await collectAll(bucketCollector, aws.clients('cn-north-1'), testScope('global'));
  expect(resources.map(({ id }) => id)).toEqual(['arn:aws-cn:s3:::beijing']);
});

test('an account without buckets has none, one that denies them fails', async () => {
  const empty = await serveAws({ ListBuckets: () => list([]) });
  expect((await collectAll(bucketCollector, empty.clients(), testScope('global'))).resources).toEqual([]);
  const denying = await serveAws({ ListBuckets: () => new AwsRefusal('AccessDenied', 403) });
  await expect(collectAll(bucketCollector, denying.clients(), testScope('global'))).rejects.toThrow(
    'AccessDenied',
  );
});
