import { instantText } from '../../../instant-text.ts';
import type { Cell } from '../../estate/estate.ts';
import type { Image } from '../../estate/images.ts';
import { element } from '../../wire/xml.ts';
import type { Ec2Operation } from './call.ts';
import type { FilterTable } from './filters.ts';
import { type Listing, list } from './listing.ts';
import { refuseOthers } from './snapshots.ts';
import { tagSet } from './xml.ts';

const filters: FilterTable<Image> = {
  architecture: ({ architecture }) => architecture,
  'image-id': ({ id }) => id,
  'is-public': (image) => String(image.public),
  name: ({ name }) => name,
  state: () => 'available',
  'block-device-mapping.snapshot-id': ({ rootSnapshotId }) => rootSnapshotId,
};

/** How the images of a cell are listed and found. */
function imageListing(cell: Cell): Listing<Image> {
  return {
    name: 'image',
    population: cell.images,
    ids: {
      parameter: 'ImageId',
      prefix: 'ami-',
      notFound: 'InvalidAMIID.NotFound',
      malformed: 'InvalidAMIID.Malformed',
    },
    filters,
    leastResults: 1,
  };
}

export const describeImages: Ec2Operation = {
  parameters: [
    'ImageId',
    'Owner',
    'ExecutableBy',
    'Filter',
    'IncludeDeprecated',
    'IncludeDisabled',
    'MaxResults',
    'NextToken',
  ],
  handle(call) {
    const owned = refuseOthers(call, 'Owner');
    const { items, nextToken } = list(call, imageListing(call.cell));
    const shown = owned ? items.map((image) => imageXml(image, call.cell)) : [];
    return ['<imagesSet>', ...shown, '</imagesSet>', nextToken];
  },
};

function imageXml(image: Image, cell: Cell): string {
  return (
    `<item><imageId>${image.id}</imageId><imageLocation>${cell.account.id}/${image.name}</imageLocation><imageState>available</imageState>` +
    `<imageOwnerId>${cell.account.id}</imageOwnerId><creationDate>${instantText(image.createdAt)}</creationDate><isPublic>${image.public}</isPublic>` +
    `<architecture>${image.architecture}</architecture><imageType>machine</imageType><name>${image.name}</name>` +
    element('description', image.description) +
    `<rootDeviceType>ebs</rootDeviceType><rootDeviceName>/dev/xvda</rootDeviceName><blockDeviceMapping><item><deviceName>/dev/xvda</deviceName>` +
    `<ebs><snapshotId>${image.rootSnapshotId}</snapshotId><volumeSize>${image.rootSizeGib}</volumeSize><deleteOnTermination>true</deleteOnTermination><volumeType>gp3</volumeType><encrypted>false</encrypted></ebs></item>` +
    `<item><deviceName>/dev/sdb</deviceName><virtualName>ephemeral0</virtualName></item></blockDeviceMapping>` +
    `<virtualizationType>hvm</virtualizationType>${tagSet(image.tags)}<hypervisor>xen</hypervisor><enaSupport>true</enaSupport>` +
    `<platformDetails>Linux/UNIX</platformDetails><usageOperation>RunInstances</usageOperation>` +
    (image.deprecatedAt === undefined
      ? ''
      : `<deprecationTime>${instantText(image.deprecatedAt)}</deprecationTime>`) +
    (image.lastLaunchedAt === undefined
      ? ''
      : `<lastLaunchedTime>${instantText(image.lastLaunchedAt)}</lastLaunchedTime>`) +
    '</item>'
  );
}
