import { snapshot } from 'bursar/adapter';
import { listAssets } from '../assets/asset-lists.ts';
import { gcpCollector } from '../collector.ts';
import { computeName, lastOf } from '../names.ts';
import { computeGlobal } from '../reading/compute.ts';
import { defined, fold, instantOf, labelsOf, numberOf, required } from '../record.ts';

/** A snapshot as Compute Engine has it. */
interface SnapshotRecord {
  readonly name?: string;
  readonly selfLink?: string;
  readonly status?: string;
  readonly snapshotType?: string;
  readonly diskSizeGb?: string | number;
  readonly storageBytes?: string | number;
  readonly storageBytesStatus?: string;
  readonly storageLocations?: readonly string[];
  readonly creationTimestamp?: string;
  readonly description?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly sourceDisk?: string;
  readonly autoCreated?: boolean;
  readonly sourceSnapshotSchedulePolicy?: string;
}

const fields =
  'name,selfLink,status,snapshotType,diskSizeGb,storageBytes,storageBytesStatus,storageLocations,creationTimestamp,description,labels,sourceDisk,autoCreated,sourceSnapshotSchedulePolicy';

const states = {
  CREATING: 'pending',
  UPLOADING: 'pending',
  READY: 'completed',
  DELETING: 'completed',
  FAILED: 'failed',
} as const;

/** Snapshots of disks. */
export const snapshotCollector = gcpCollector({
  kind: snapshot,
  permissions: ['compute.snapshots.list'],
  pages: (asked) => computeGlobal(asked, 'snapshots', fields),
  ofAssets: {
    permissions: [listAssets],
    pages: (assets) => assets.resources(['compute.googleapis.com/Snapshot']),
  },

  read(raw: SnapshotRecord, scope) {
    // Where it is kept, which is what it is billed by: one region, or several of a continent (`us`).
    const [location = scope.region] = raw.storageLocations ?? [];
    return {
      kind: 'snapshot',
      id: computeName(required(raw.selfLink, 'selfLink')),
      name: required(raw.name, 'name'),
      scope: { ...scope, region: location },
      tags: labelsOf(raw.labels),
      ...defined({ createdAt: instantOf(raw.creationTimestamp) }),
      attributes: {
        state: fold(states, raw.status, 'the status'),
        tier: raw.snapshotType === 'ARCHIVE' ? ('archive' as const) : ('standard' as const),
        sizeGib: required(numberOf(raw.diskSizeGb), 'diskSizeGb'),
        // Google encrypts every snapshot.
        encrypted: true,
        description: raw.description ?? '',
        ...defined({
          storedGib: storedGib(raw),
          volume: raw.sourceDisk && computeName(raw.sourceDisk),
          managedBy: managedBy(raw),
        }),
      },
    };
  },
});

/** What is billed; it is not known as long as it is still being reckoned. */
function storedGib({ storageBytes, storageBytesStatus }: SnapshotRecord): number | undefined {
  const bytes = numberOf(storageBytes);
  return bytes === undefined || storageBytesStatus !== 'UP_TO_DATE' ? undefined : bytes / 2 ** 30;
}

/** The schedule that made it and will delete it by itself. */
function managedBy({
  autoCreated,
  sourceSnapshotSchedulePolicy: policy,
}: SnapshotRecord): string | undefined {
  if (policy !== undefined) return `snapshot schedule ${lastOf(policy)}`;
  return autoCreated === true ? 'a snapshot schedule' : undefined;
}
