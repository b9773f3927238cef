import { instantText } from '../../../instant-text.ts';
import type { Cell } from '../../estate/estate.ts';
import type { Snapshot } from '../../estate/snapshots.ts';
import { ServiceError } from '../../service-error.ts';
import { listParameter } from '../../wire/query.ts';
import { element } from '../../wire/xml.ts';
import type { Ec2Call, Ec2Operation } from './call.ts';
import type { FilterTable } from './filters.ts';
import { type Listing, list } from './listing.ts';
import { tagSet } from './xml.ts';

const filters: FilterTable<Snapshot> = {
  description: ({ description }) => description,
  encrypted: ({ encrypted }) => String(encrypted),
  'snapshot-id': ({ id }) => id,
  status: ({ state }) => state,
  'storage-tier': ({ tier }) => tier,
  'volume-id': ({ volumeId }) => volumeId,
  'volume-size': ({ sizeGib }) => String(sizeGib),
};

/** How the snapshots of a cell are listed and found. */
function snapshotListing(cell: Cell): Listing<Snapshot> {
  return {
    name: 'snapshot',
    population: cell.snapshots,
    ids: {
      parameter: 'SnapshotId',
      prefix: 'snap-',
      notFound: 'InvalidSnapshot.NotFound',
      malformed: 'InvalidSnapshotID.Malformed',
    },
    filters,
  };
}

export const describeSnapshots: Ec2Operation = {
  parameters: ['SnapshotId', 'Owner', 'RestorableBy', 'Filter', 'MaxResults', 'NextToken'],
  handle(call) {
    const owned = refuseOthers(call, 'Owner');
    const { items, nextToken } = list(call, snapshotListing(call.cell));
    const shown = owned ? items.map((snapshot) => snapshotXml(snapshot, call.cell)) : [];
    return ['<snapshotSet>', ...shown, '</snapshotSet>', nextToken];
  },
};

/**
 * Whether a list is limited to the caller's own. Those of all the world are not modelled: to ask for them is refused,
 * as they would take more than a page here; those of somebody else are none.
 */
export function refuseOthers({ parameters, cell }: Ec2Call, name: string): boolean {
  const owners = listParameter(parameters, name);
  const named = [...parameters.keys()].some((key) => /^(?:Snapshot|Image)Id\./.test(key));
  if (owners.length === 0 && !named)
    throw new ServiceError(
      'InvalidParameterValue',
      `The sandbox lists what the caller owns: ask with ${name} self.`,
    );
  return owners.length === 0 || owners.some((owner) => owner === 'self' || owner === cell.account.id);
}

function snapshotXml(snapshot: Snapshot, cell: Cell): string {
  const started = instantText(snapshot.startedAt);
  const done = snapshot.state === 'completed';
  return (
    `<item><snapshotId>${snapshot.id}</snapshotId><volumeId>${snapshot.volumeId}</volumeId><status>${snapshot.state}</status>` +
    `<startTime>${started}</startTime><progress>${done ? '100%' : '42%'}</progress><ownerId>${cell.account.id}</ownerId><volumeSize>${snapshot.sizeGib}</volumeSize>` +
    element('description', snapshot.description) +
    tagSet(snapshot.tags) +
    `<encrypted>${snapshot.encrypted}</encrypted><storageTier>${snapshot.tier}</storageTier>` +
    (done ? `<completionTime>${instantText(snapshot.startedAt + 240_000)}</completionTime>` : '') +
    '</item>'
  );
}
