import { diskNameOf } from '../../estate/disk-use.ts';
import { scopeOfDisk } from '../../estate/disks.ts';
import type { Cell } from '../../estate/estate.ts';
import type { Instance } from '../../estate/instances.ts';
import { type FieldTable, linkBase, listOf, plain } from './fields.ts';

/** A disk as the instance that holds it tells of it. */
interface AttachedDisk {
  readonly instance: Instance;
  /** 0 is what it boots from. */
  readonly index: number;
  /** The number of a disk that holds data. */
  readonly data: number | undefined;
  /** In the machine itself. */
  readonly local: boolean;
}

/** The disks of a cell's instances: what they boot from, those for data, and those in the machine itself. */
export function attachedDisksField(cell: Cell, projectLink: string) {
  const fields: FieldTable<AttachedDisk> = [
    ['kind', '"compute#attachedDisk"'],
    ['mode', '"READ_WRITE"'],
    ['type', ({ local }) => (local ? '"SCRATCH"' : '"PERSISTENT"')],
    ['source', sourceOf],
    [
      'deviceName',
      ({ instance, index, local }) =>
        index === 0 ? plain(instance.id) : `"${local ? 'local-ssd' : 'data'}-${index}"`,
    ],
    ['index', ({ index }) => String(index)],
    ['boot', ({ index }) => (index === 0 ? 'true' : 'false')],
    ['autoDelete', ({ index, local }) => (index === 0 || local ? 'true' : 'false')],
    [
      'licenses',
      ({ index, instance: { image } }) =>
        index === 0 ? `["${linkBase}projects/${image.project}/global/licenses/${image.license}"]` : undefined,
    ],
    ['interface', ({ local }) => (local ? '"NVME"' : '"SCSI"')],
    [
      'guestOsFeatures',
      ({ index }) => (index === 0 ? '[{"type":"UEFI_COMPATIBLE"},{"type":"GVNIC"}]' : undefined),
    ],
    ['diskSizeGb', ({ local }) => (local ? '"375"' : undefined)],
    ['architecture', ({ index, instance }) => (index === 0 ? plain(instance.type.architecture) : undefined)],
  ];

  function sourceOf({ instance, data, local }: AttachedDisk): string | undefined {
    if (local) return undefined;
    if (data === undefined) return `"${projectLink}/zones/${instance.zone}/disks/${instance.id}"`;
    return `"${projectLink}/${scopeOfDisk(cell, data)}/disks/${diskNameOf(cell, data)}"`;
  }

  return listOf(disksOf, fields);
}

function disksOf(instance: Instance): readonly AttachedDisk[] {
  const { dataDisks, localSsds } = instance;
  const disks: AttachedDisk[] = [{ instance, index: 0, data: undefined, local: false }];
  for (const data of dataDisks) disks.push({ instance, index: disks.length, data, local: false });
  for (let count = 0; count < localSsds; count++)
    disks.push({ instance, index: disks.length, data: undefined, local: true });
  return disks;
}
