import type { Bucket } from '../estate/buckets.ts';
import type { Project } from '../estate/place.ts';
import { labelsDocument } from './common.ts';

/** A bucket as Cloud Storage's JSON API and Cloud Asset Inventory tell it. */
export function bucketDocument(bucket: Bucket, project: Project): object {
  const { id: name, lifecycle, versioning } = bucket;
  return {
    kind: 'storage#bucket',
    selfLink: `https://www.googleapis.com/storage/v1/b/${name}`,
    id: name,
    name,
    projectNumber: project.number,
    generation: String(bucket.createdAt * 1_000),
    metageneration: String(1 + (bucket.seed % 9)),
    location: bucket.location,
    locationType: bucket.locationType,
    storageClass: bucket.storageClass,
    etag: Buffer.from(String(bucket.seed % 9)).toString('base64'),
    timeCreated: new Date(bucket.createdAt).toISOString(),
    updated: new Date(bucket.updatedAt).toISOString(),
    ...labelsDocument(bucket.tags),
    ...(versioning !== undefined && { versioning: { enabled: versioning } }),
    ...(lifecycle !== undefined && {
      lifecycle: { rule: [{ action: { type: 'Delete' }, condition: { age: lifecycle.expireAfterDays } }] },
    }),
    iamConfiguration: {
      bucketPolicyOnly: { enabled: bucket.uniformAccess },
      uniformBucketLevelAccess: { enabled: bucket.uniformAccess },
      publicAccessPrevention: bucket.publicAccessPrevention,
    },
    softDeletePolicy: {
      retentionDurationSeconds: '604800',
      effectiveTime: new Date(bucket.createdAt).toISOString(),
    },
    rpo: bucket.locationType === 'region' ? undefined : 'DEFAULT',
  };
}
