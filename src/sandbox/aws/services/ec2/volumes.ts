import { instantText } from '../../../instant-text.ts';
import type { Cell } from '../../estate/estate.ts';
import type { Volume } from '../../estate/volumes.ts';
import { element } from '../../wire/xml.ts';
import type { Ec2Operation } from './call.ts';
import type { FilterTable } from './filters.ts';
import { type Listing, list } from './listing.ts';
import { tagSet } from './xml.ts';

const filters: FilterTable<Volume> = {
  'attachment.instance-id': ({ attachments }) => attachments.map(({ instanceId }) => instanceId),
  'availability-zone': ({ zone }) => zone,
  encrypted: ({ encrypted }) => String(encrypted),
  size: ({ sizeGib }) => String(sizeGib),
  'snapshot-id': ({ snapshotId }) => snapshotId,
  status: (volume) => statusOf(volume),
  'volume-id': ({ id }) => id,
  'volume-type': ({ type }) => type,
};

/** How the volumes of a cell are listed and found. */
function volumeListing(cell: Cell): Listing<Volume> {
  return {
    name: 'volume',
    population: cell.volumes,
    ids: {
      parameter: 'VolumeId',
      prefix: 'vol-',
      notFound: 'InvalidVolume.NotFound',
      malformed: 'InvalidVolumeID.Malformed',
    },
    filters,
  };
}

export const describeVolumes: Ec2Operation = {
  parameters: ['VolumeId', 'Filter', 'MaxResults', 'NextToken', 'IncludeManagedResources'],
  handle(call) {
    const { items, nextToken } = list(call, volumeListing(call.cell));
    return ['<volumeSet>', ...items.map(volumeXml), '</volumeSet>', nextToken];
  },
};

function statusOf({ attachments }: Volume): string {
  return attachments.length === 0 ? 'available' : 'in-use';
}

function volumeXml(volume: Volume): string {
  const created = instantText(volume.createdAt);
  let attachments = '';
  for (const { instanceId, device, attachedAt, deleteOnTermination } of volume.attachments)
    attachments += `<item><volumeId>${volume.id}</volumeId><instanceId>${instanceId}</instanceId><device>${device}</device><status>attached</status><attachTime>${instantText(attachedAt)}</attachTime><deleteOnTermination>${deleteOnTermination}</deleteOnTermination></item>`;
  return (
    `<item><volumeId>${volume.id}</volumeId><size>${volume.sizeGib}</size><snapshotId>${volume.snapshotId ?? ''}</snapshotId>` +
    `<availabilityZone>${volume.zone}</availabilityZone><status>${statusOf(volume)}</status><createTime>${created}</createTime>` +
    `<attachmentSet>${attachments}</attachmentSet>${tagSet(volume.tags)}<volumeType>${volume.type}</volumeType>` +
    element('iops', volume.iops) +
    `<encrypted>${volume.encrypted}</encrypted><multiAttachEnabled>false</multiAttachEnabled>` +
    element('throughput', volume.throughputMibps) +
    '</item>'
  );
}
