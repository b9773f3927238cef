import { volume } from 'bursar/adapter';
import { listAssets } from '../assets/asset-lists.ts';
import { gcpCollector } from '../collector.ts';
import { computeName, lastOf, regionOfLink } from '../names.ts';
import { computeEverywhere } from '../reading/compute.ts';
import { defined, fold, instantOf, labelsOf, numberOf, required } from '../record.ts';

/** A disk as Compute Engine has it. */
interface DiskRecord {
  readonly name?: string;
  readonly selfLink?: string;
  readonly zone?: string;
  readonly type?: string;
  readonly status?: string;
  readonly sizeGb?: string | number;
  readonly creationTimestamp?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly users?: readonly string[];
  readonly lastDetachTimestamp?: string;
  readonly sourceSnapshot?: string;
  readonly provisionedIops?: string | number;
  readonly provisionedThroughput?: string | number;
  readonly accessMode?: string;
  readonly multiWriter?: boolean;
}

const fields =
  'name,selfLink,zone,type,status,sizeGb,creationTimestamp,labels,users,lastDetachTimestamp,sourceSnapshot,provisionedIops,provisionedThroughput,accessMode,multiWriter';

const states = {
  CREATING: 'creating',
  RESTORING: 'creating',
  READY: 'available',
  // Google's side cannot reach it for the moment; it is there.
  UNAVAILABLE: 'available',
  DELETING: 'deleting',
  FAILED: 'failed',
} as const;

/** Persistent disks and Hyperdisks, zonal and regional. */
export const volumeCollector = gcpCollector({
  kind: volume,
  permissions: ['compute.disks.list'],
  pages: (asked) => computeEverywhere(asked, 'disks', fields),
  ofAssets: {
    permissions: [listAssets],
    pages: (assets) => assets.resources(['compute.googleapis.com/Disk', 'compute.googleapis.com/RegionDisk']),
  },

  read(raw: DiskRecord, scope) {
    const link = required(raw.selfLink, 'selfLink');
    const state = fold(states, raw.status, 'the status');
    const users = raw.users ?? [];
    return {
      kind: 'volume',
      id: computeName(link),
      name: required(raw.name, 'name'),
      scope: { ...scope, region: required(regionOfLink(link), 'a zone or region in selfLink') },
      tags: labelsOf(raw.labels),
      ...defined({ createdAt: instantOf(raw.creationTimestamp) }),
      attributes: {
        type: lastOf(required(raw.type, 'type')),
        state: state === 'available' && users.length > 0 ? ('in-use' as const) : state,
        sizeGib: required(numberOf(raw.sizeGb), 'sizeGb'),
        // Google encrypts every disk.
        encrypted: true,
        multiAttach: raw.multiWriter === true || raw.accessMode === 'READ_WRITE_MANY',
        attachedTo: users.map((user) => computeName(user)),
        ...defined({
          detachedAt: instantOf(raw.lastDetachTimestamp),
          iops: numberOf(raw.provisionedIops),
          throughputMibps: numberOf(raw.provisionedThroughput),
          zone: raw.zone && lastOf(raw.zone),
          snapshot: raw.sourceSnapshot && computeName(raw.sourceSnapshot),
        }),
      },
    };
  },
});
