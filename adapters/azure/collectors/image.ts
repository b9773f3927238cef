import { image } from 'bursar/adapter';
import { armIds, idOf, scopeIn, segmentOf } from '../arm-id.ts';
import { armPages } from '../arm-lists.ts';
import { azureCollector } from '../collector.ts';
import {
  galleryPermissions,
  galleryVersions,
  listGalleryVersions,
  type VersionRecord,
} from '../reading/galleries.ts';
import {
  type ArmRecord,
  defined,
  fold,
  instantOf,
  type Maybe,
  required,
  type SubResource,
  tagsOf,
} from '../record.ts';

interface ImageDisk {
  readonly snapshot?: Maybe<SubResource>;
  readonly osType?: Maybe<string>;
}

/** A managed image, or a version of an image of a gallery. */
interface ImageRecord extends ArmRecord, Pick<VersionRecord, 'definition' | 'gallery'> {
  readonly properties?: Maybe<
    NonNullable<VersionRecord['properties']> & {
      readonly storageProfile?: Maybe<{
        readonly osDisk?: Maybe<ImageDisk>;
        readonly dataDisks?: Maybe<readonly ImageDisk[]>;
      }>;
    }
  >;
}

const states = {
  succeeded: 'available',
  updating: 'available',
  creating: 'pending',
  failed: 'failed',
  deleting: 'disabled',
  migrating: 'pending',
} as const;

const architectures = { x64: 'x86_64', arm64: 'arm64' } as const;

/** Managed images, and the versions of the images in galleries. */
export const imageCollector = azureCollector({
  kind: image,
  permissions: ['Microsoft.Compute/images/read', ...galleryPermissions],

  async *graph(graph): AsyncGenerator<readonly ImageRecord[], void, void> {
    yield* graph.rows<ImageRecord>({
      types: ['microsoft.compute/images'],
      columns: ['name', 'location', 'tags'],
      properties: ['provisioningState', 'storageProfile'],
    });
    yield* galleryVersions(graph);
  },

  async *arm(clients, signal) {
    const compute = await clients.compute();
    yield* armPages<ImageRecord>(clients, 'compute images', compute.images.list(), signal);
    yield* listGalleryVersions(clients, signal);
  },

  read(raw: ImageRecord, scope) {
    const id = idOf(raw);
    const gallery = segmentOf(id, 'galleries');
    return {
      kind: 'image',
      id,
      name: [gallery && segmentOf(raw.id ?? '', 'images'), required(raw.name, 'name')]
        .filter(Boolean)
        .join('/'),
      scope: scopeIn(scope, raw),
      tags: tagsOf(raw),
      ...(gallery === undefined ? ofImage(raw) : ofVersion(raw)),
    };
  },
});

/** Managed images are of x64 machines alone, and cannot be shared. Azure does not tell when one was made. */
function ofImage({ properties }: ImageRecord) {
  const { osDisk, dataDisks } = required(properties, 'properties').storageProfile ?? {};
  return {
    attributes: {
      state: fold(states, properties?.provisioningState, 'the state'),
      public: false,
      architecture: 'x86_64' as const,
      platform: platformOf(osDisk?.osType),
      snapshots: armIds([osDisk, ...(dataDisks ?? [])].map((disk) => disk?.snapshot?.id)),
    },
  };
}

function ofVersion({ properties, definition, gallery }: ImageRecord) {
  const { publishingProfile, storageProfile } = required(properties, 'properties');
  const { osDiskImage, dataDiskImages } = storageProfile ?? {};
  const sources = armIds([osDiskImage, ...(dataDiskImages ?? [])].map((disk) => disk?.source?.id));
  const shared = definition?.properties;
  return {
    ...defined({ createdAt: instantOf(publishingProfile?.publishedDate) }),
    attributes: {
      state: fold(states, properties?.provisioningState, 'the state'),
      public: gallery?.properties?.sharingProfile?.permissions?.toLowerCase() === 'community',
      architecture: fold(architectures, shared?.architecture ?? 'x64', 'the architecture'),
      platform: platformOf(shared?.osType),
      snapshots: sources.filter((source) => source.includes('/snapshots/')),
      ...defined({ deprecatedAt: instantOf(publishingProfile?.endOfLifeDate) }),
    },
  };
}

function platformOf(osType: Maybe<string>): 'linux' | 'windows' | 'other' {
  const system = osType?.toLowerCase();
  return system === 'linux' || system === 'windows' ? system : 'other';
}
