import { labelFingerprint } from '../../estate/compute-model.ts';
import type { Disk } from '../../estate/disks.ts';
import type { Image } from '../../estate/images.ts';
import type { Project } from '../../estate/place.ts';
import type { Snapshot } from '../../estate/snapshots.ts';
import { type FieldTable, labelsJson, linkBase, maybeTime, plain, timeJson } from './fields.ts';

/** The fields of a project's disks. */
export function diskFields({ id: project }: Pick<Project, 'id'>): FieldTable<Disk> {
  const projectLink = `${linkBase}projects/${project}`;
  return [
    ['kind', '"compute#disk"'],
    ['id', ({ number }) => plain(number)],
    ['creationTimestamp', ({ createdAt }) => timeJson(createdAt)],
    ['name', ({ id }) => plain(id)],
    ['sizeGb', ({ sizeGb }) => `"${sizeGb}"`],
    ['zone', ({ scope }) => (scope.startsWith('zones/') ? `"${projectLink}/${scope}"` : undefined)],
    ['region', ({ scope }) => (scope.startsWith('regions/') ? `"${projectLink}/${scope}"` : undefined)],
    [
      'replicaZones',
      ({ replicaZones }) =>
        replicaZones && JSON.stringify(replicaZones.map((zone) => `${projectLink}/zones/${zone}`)),
    ],
    ['status', '"READY"'],
    [
      'sourceSnapshot',
      ({ sourceSnapshot }) => sourceSnapshot && `"${projectLink}/global/snapshots/${sourceSnapshot}"`,
    ],
    [
      'sourceImage',
      ({ image }) =>
        image && `"${linkBase}projects/${image.project}/global/images/${image.license}-v20260612"`,
    ],
    ['selfLink', ({ path }) => `"${linkBase}${path}"`],
    ['type', ({ scope, type }) => `"${projectLink}/${scope}/diskTypes/${type}"`],
    [
      'licenses',
      ({ image }) => image && `["${linkBase}projects/${image.project}/global/licenses/${image.license}"]`,
    ],
    ['users', ({ user }) => user && `["${linkBase}${user.path}"]`],
    ['labels', ({ tags }) => labelsJson(tags)],
    ['labelFingerprint', ({ tags }) => plain(labelFingerprint(tags))],
    ['lastAttachTimestamp', ({ attachedAt }) => maybeTime(attachedAt)],
    ['lastDetachTimestamp', ({ detachedAt }) => maybeTime(detachedAt)],
    ['physicalBlockSizeBytes', '"4096"'],
    ['provisionedIops', ({ provisionedIops }) => maybeNumber(provisionedIops)],
    ['provisionedThroughput', ({ provisionedThroughput }) => maybeNumber(provisionedThroughput)],
    ['enableConfidentialCompute', 'false'],
    // Disks of the newer sorts alone, and those that several machines write to: there are none.
    ['accessMode', () => undefined],
    ['multiWriter', () => undefined],
  ];
}

/** The fields of a project's snapshots. */
export function snapshotFields({ id: project }: Pick<Project, 'id'>): FieldTable<Snapshot> {
  const projectLink = `${linkBase}projects/${project}`;
  return [
    ['kind', '"compute#snapshot"'],
    ['id', ({ number }) => plain(number)],
    ['creationTimestamp', ({ createdAt }) => timeJson(createdAt)],
    ['name', ({ id }) => plain(id)],
    ['description', ({ description }) => (description === '' ? undefined : plain(description))],
    ['status', ({ status }) => plain(status)],
    ['sourceDisk', ({ sourceDisk }) => `"${linkBase}${sourceDisk}"`],
    ['sourceDiskId', ({ number }) => plain(number)],
    ['diskSizeGb', ({ sizeGb }) => `"${sizeGb}"`],
    ['storageBytes', ({ storageBytes, status }) => (status === 'READY' ? `"${storageBytes}"` : '"0"')],
    ['storageBytesStatus', ({ status }) => (status === 'READY' ? '"UP_TO_DATE"' : '"UPDATING"')],
    ['selfLink', ({ path }) => `"${linkBase}${path}"`],
    ['labels', ({ tags }) => labelsJson(tags)],
    ['labelFingerprint', ({ tags }) => plain(labelFingerprint(tags))],
    ['storageLocations', ({ region }) => `["${region}"]`],
    ['downloadBytes', ({ storageBytes }) => `"${storageBytes}"`],
    ['autoCreated', ({ schedule }) => (schedule === undefined ? undefined : 'true')],
    [
      'sourceSnapshotSchedulePolicy',
      ({ schedule, region }) => schedule && `"${projectLink}/regions/${region}/resourcePolicies/${schedule}"`,
    ],
    ['snapshotType', ({ archived }) => (archived ? '"ARCHIVE"' : '"STANDARD"')],
    ['creationSizeBytes', ({ storageBytes }) => `"${storageBytes}"`],
    ['enableConfidentialCompute', 'false'],
  ];
}

/** The fields of a project's images. */
export function imageFields({ id: project }: Pick<Project, 'id'>): FieldTable<Image> {
  const projectLink = `${linkBase}projects/${project}`;
  return [
    ['kind', '"compute#image"'],
    ['id', ({ number }) => plain(number)],
    ['creationTimestamp', ({ createdAt }) => timeJson(createdAt)],
    ['name', ({ id }) => plain(id)],
    ['description', ({ description }) => (description === '' ? undefined : plain(description))],
    ['sourceType', '"RAW"'],
    ['status', '"READY"'],
    ['archiveSizeBytes', ({ archiveBytes }) => `"${archiveBytes}"`],
    ['diskSizeGb', ({ sizeGb }) => `"${sizeGb}"`],
    [
      'sourceSnapshot',
      ({ sourceSnapshot }) => sourceSnapshot && `"${projectLink}/global/snapshots/${sourceSnapshot}"`,
    ],
    [
      'sourceDisk',
      ({ sourceSnapshot, id }) =>
        sourceSnapshot === undefined ? `"${projectLink}/zones/us-central1-a/disks/packer-${id}"` : undefined,
    ],
    ['licenses', ({ license }) => `["${linkBase}projects/debian-cloud/global/licenses/${license}"]`],
    ['family', ({ family }) => plain(family)],
    [
      'deprecated',
      ({ deprecatedAt }) =>
        deprecatedAt === undefined
          ? undefined
          : `{"state":"DEPRECATED","deprecated":${timeJson(deprecatedAt)}}`,
    ],
    ['selfLink', ({ path }) => `"${linkBase}${path}"`],
    ['labels', ({ tags }) => labelsJson(tags)],
    ['labelFingerprint', ({ tags }) => plain(labelFingerprint(tags))],
    ['guestOsFeatures', '[{"type":"UEFI_COMPATIBLE"},{"type":"GVNIC"}]'],
    ['storageLocations', '["us"]'],
    ['architecture', ({ architecture }) => plain(architecture)],
    ['enableConfidentialCompute', 'false'],
  ];
}

/** A number of 64 bits, which JSON has as text. */
function maybeNumber(value: number | undefined): string | undefined {
  return value === undefined ? undefined : `"${value}"`;
}
