import { groupOf, parentOf, segmentOf } from '../arm-id.ts';
import { armPages } from '../arm-lists.ts';
import type { AzureClients } from '../client.ts';
import type { GraphQuery } from '../graph-query.ts';
import { type ArmRecord, type Maybe, required, type SubResource } from '../record.ts';
import type { GraphReader } from '../resource-graph.ts';

interface GalleryRecord extends ArmRecord {
  readonly properties?: Maybe<{
    readonly sharingProfile?: Maybe<{ readonly permissions?: Maybe<string> }>;
  }>;
}

/** What the versions of an image of a gallery have in common. */
interface DefinitionRecord extends ArmRecord {
  readonly properties?: Maybe<{
    readonly osType?: Maybe<string>;
    readonly architecture?: Maybe<string>;
    readonly identifier?: Maybe<{ readonly publisher?: Maybe<string> }>;
  }>;
}

/** A version of an image of a gallery, with what its image and gallery tell of it. */
export interface VersionRecord extends ArmRecord {
  readonly gallery?: GalleryRecord;
  readonly definition?: DefinitionRecord;
  readonly properties?: Maybe<{
    readonly provisioningState?: Maybe<string>;
    readonly publishingProfile?: Maybe<{
      readonly publishedDate?: Maybe<string>;
      readonly endOfLifeDate?: Maybe<string>;
    }>;
    readonly storageProfile?: Maybe<{
      readonly osDiskImage?: Maybe<{ readonly source?: Maybe<SubResource> }>;
      readonly dataDiskImages?: Maybe<readonly { readonly source?: Maybe<SubResource> }[]>;
    }>;
  }>;
}

export const galleryPermissions = [
  'Microsoft.Compute/galleries/images/read',
  'Microsoft.Compute/galleries/images/versions/read',
  'Microsoft.Compute/galleries/read',
];

const galleryQuery: GraphQuery = {
  types: ['microsoft.compute/galleries'],
  columns: [],
  properties: ['sharingProfile'],
};

const definitionQuery: GraphQuery = {
  types: ['microsoft.compute/galleries/images'],
  columns: [],
  properties: ['osType', 'architecture', 'identifier'],
};

const versionQuery: GraphQuery = {
  types: ['microsoft.compute/galleries/images/versions'],
  columns: ['name', 'location', 'tags'],
  properties: ['provisioningState', 'publishingProfile', 'storageProfile'],
};

/** Versions of images in galleries, by Resource Graph. */
export async function* galleryVersions(
  graph: GraphReader,
): AsyncGenerator<readonly VersionRecord[], void, void> {
  const galleries = await byId(graph.rows<GalleryRecord>(galleryQuery));
  if (galleries.size === 0) return;
  const definitions = await byId(graph.rows<DefinitionRecord>(definitionQuery));
  for await (const page of graph.rows<VersionRecord>(versionQuery)) {
    yield page.map((version) => {
      const definitionId = parentOf(version.id?.toLowerCase() ?? '');
      return completed(version, definitions.get(definitionId), galleries.get(parentOf(definitionId)));
    });
  }
}

/** Versions of images in the galleries of a subscription, by Resource Manager. */
export async function* listGalleryVersions(
  clients: AzureClients,
  signal: AbortSignal,
): AsyncGenerator<readonly VersionRecord[], void, void> {
  const { galleries, galleryImages, galleryImageVersions } = await clients.compute();
  const list = <Row extends ArmRecord>(what: string, sdkList: Parameters<typeof armPages>[2]) =>
    armPages<Row>(clients, `compute ${what}`, sdkList, signal);
  for await (const page of list<GalleryRecord>('galleries', galleries.list())) {
    for (const gallery of page) {
      const group = groupOf(required(gallery.id, 'id'));
      const name = required(gallery.name, 'name');
      const definitions = galleryImages.listByGallery(group, name);
      for await (const images of list<DefinitionRecord>('gallery images', definitions)) {
        for (const definition of images) {
          const image = required(segmentOf(required(definition.id, 'id'), 'images'), 'the image');
          const versions = galleryImageVersions.listByGalleryImage(group, name, image);
          for await (const records of list<VersionRecord>('gallery image versions', versions))
            yield records.map((version) => completed(version, definition, gallery));
        }
      }
    }
  }
}

function completed(
  version: VersionRecord,
  definition: DefinitionRecord | undefined,
  gallery: GalleryRecord | undefined,
): VersionRecord {
  return { ...version, ...(definition && { definition }), ...(gallery && { gallery }) };
}

async function byId<Row extends ArmRecord>(
  pages: AsyncIterable<readonly Row[]>,
): Promise<ReadonlyMap<string, Row>> {
  const rows = new Map<string, Row>();
  for await (const page of pages) for (const row of page) rows.set(row.id?.toLowerCase() ?? '', row);
  return rows;
}
