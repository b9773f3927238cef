import type { Bucket, GetBucketVersioningOutput, S3Client, Tag } from '@aws-sdk/client-s3';
import { bucket, mapBounded, pagesOf } from 'bursar/adapter';
import { awsCollector } from '../collector.ts';
import { orUnknown } from '../or-unknown.ts';
import { partitionOfRegion } from '../partition.ts';
import { defined, fold, instantOf, required, tagsOf } from '../record.ts';

/** A bucket with what had to be asked for one by one; what could not be read is absent. */
interface BucketRecord {
  readonly bucket: Bucket;
  readonly tags?: readonly Tag[];
  readonly versioning?: GetBucketVersioningOutput;
  readonly hasLifecycle?: boolean;
}

const versioningStates = { Enabled: 'enabled', Suspended: 'suspended', off: 'off' } as const;

/** S3 buckets of all regions. */
export const bucketCollector = awsCollector({
  kind: bucket,
  reach: 'account',
  permissions: [
    's3:GetBucketTagging',
    's3:GetBucketVersioning',
    's3:GetLifecycleConfiguration',
    's3:ListAllMyBuckets',
  ],

  async *pages(clients, _scope, abortSignal) {
    const { ListBucketsCommand } = await import('@aws-sdk/client-s3');
    const s3 = await clients.s3();
    // Only a paged answer tells the region of each bucket.
    const pages = pagesOf('s3 ListBuckets', async (ContinuationToken) => {
      const command = new ListBucketsCommand({ MaxBuckets: 500, ContinuationToken });
      const { Buckets: items = [], ContinuationToken: next } = await s3.send(command, { abortSignal });
      return { items, next };
    });
    for await (const page of pages) {
      yield await mapBounded(page, 8, async (listed) =>
        listed.BucketRegion === undefined
          ? { bucket: listed }
          : completed(listed, await clients.s3(listed.BucketRegion), abortSignal),
      );
    }
  },

  read({ bucket: listed, tags, versioning, hasLifecycle }: BucketRecord, scope) {
    const name = required(listed.Name, 'Name');
    const region = required(listed.BucketRegion, 'BucketRegion');
    return {
      kind: 'bucket',
      id: `arn:${partitionOfRegion(region).id}:s3:::${name}`,
      name,
      scope: { ...scope, region },
      ...defined({ tags: tagsOf(tags), createdAt: instantOf(listed.CreationDate) }),
      attributes: defined({
        versioning: versioning && fold(versioningStates, versioning.Status ?? 'off', 'the versioning'),
        hasLifecycle,
      }),
    };
  },
});

async function completed(listed: Bucket, s3: S3Client, abortSignal: AbortSignal): Promise<BucketRecord> {
  const sdk = await import('@aws-sdk/client-s3');
  const options = { abortSignal };
  const ofBucket = { Bucket: listed.Name };
  const [tags, versioning, hasLifecycle] = await Promise.all([
    orUnknown(abortSignal, async () => {
      try {
        return (await s3.send(new sdk.GetBucketTaggingCommand(ofBucket), options)).TagSet;
      } catch (error) {
        return instead(error, 'NoSuchTagSet', []);
      }
    }),
    orUnknown(abortSignal, () => s3.send(new sdk.GetBucketVersioningCommand(ofBucket), options)),
    orUnknown(abortSignal, async () => {
      try {
        await s3.send(new sdk.GetBucketLifecycleConfigurationCommand(ofBucket), options);
        return true;
      } catch (error) {
        return instead(error, 'NoSuchLifecycleConfiguration', false);
      }
    }),
  ]);
  return { bucket: listed, ...defined({ tags, versioning, hasLifecycle }) };
}

/** S3 answers with an error where there is none of something; any other error stays one. */
function instead<Value>(error: unknown, code: string, none: Value): Value {
  if (error instanceof Error && error.name === code) return none;
  throw error;
}
