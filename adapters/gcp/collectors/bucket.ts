import { bucket } from 'bursar/adapter';
import { listAssets } from '../assets/asset-lists.ts';
import { gcpCollector } from '../collector.ts';
import { listPages } from '../lists.ts';
import { defined, instantOf, labelsOf, required } from '../record.ts';

/** A bucket as Cloud Storage has it. */
interface BucketRecord {
  readonly name?: string;
  readonly location?: string;
  readonly timeCreated?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly versioning?: { readonly enabled?: boolean };
  readonly lifecycle?: { readonly rule?: readonly object[] };
}

const fields = 'items(name,location,timeCreated,labels,versioning,lifecycle),nextPageToken';

/** Buckets of Cloud Storage, each in its own location: a region, or several under a name of their own (`eu`). */
export const bucketCollector = gcpCollector({
  kind: bucket,
  permissions: ['storage.buckets.list'],
  async *pages(asked) {
    const client = await asked.clients.buckets();
    const query = {
      project: asked.scope.account,
      maxResults: 500,
      projection: 'noAcl',
      autoPaginate: false,
    } as const;
    yield* listPages(asked, {
      what: 'storage buckets',
      property: 'items',
      fields,
      ask: (pageToken) => client.getBuckets({ ...query, ...(pageToken !== undefined && { pageToken }) }),
    });
  },
  ofAssets: {
    permissions: [listAssets],
    pages: (assets) => assets.resources(['storage.googleapis.com/Bucket']),
  },

  read(raw: BucketRecord, scope) {
    const name = required(raw.name, 'name');
    return {
      kind: 'bucket',
      id: `//storage.googleapis.com/${name}`,
      name,
      scope: { ...scope, region: required(raw.location, 'location').toLowerCase() },
      tags: labelsOf(raw.labels),
      ...defined({ createdAt: instantOf(raw.timeCreated) }),
      attributes: {
        versioning: versioningOf(raw),
        hasLifecycle: (raw.lifecycle?.rule ?? []).length > 0,
      },
    };
  },
});

/** Google leaves it out where nobody has ever asked for it. */
function versioningOf({ versioning }: BucketRecord): 'enabled' | 'suspended' | 'off' {
  if (versioning === undefined) return 'off';
  return versioning.enabled === true ? 'enabled' : 'suspended';
}
