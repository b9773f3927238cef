import type { Cell } from '../../estate/estate.ts';
import type { Instance } from '../../estate/instances.ts';
import type { Ec2Operation } from './call.ts';
import type { FilterTable } from './filters.ts';
import { reservationsXml } from './instance-xml.ts';
import { type Listing, list } from './listing.ts';

const filters: FilterTable<Instance> = {
  architecture: ({ type }) => type.architecture,
  'availability-zone': ({ zone }) => zone,
  'image-id': ({ imageId }) => imageId,
  'instance-id': ({ id }) => id,
  'instance-lifecycle': ({ spot }) => (spot ? 'spot' : undefined),
  'instance-state-name': ({ state }) => state,
  'instance-type': ({ type }) => type.name,
  'key-name': ({ keyName }) => keyName,
  'private-ip-address': ({ privateIp }) => privateIp,
  'reservation-id': ({ reservationId }) => reservationId,
  'subnet-id': ({ subnetId }) => subnetId,
  'vpc-id': ({ vpcId }) => vpcId,
  'block-device-mapping.volume-id': ({ volumes }) => volumes.map(({ volumeId }) => volumeId),
};

/** How the instances of a cell are listed and found. */
export function instanceListing(cell: Cell): Listing<Instance> {
  return {
    name: 'instance',
    population: cell.instances,
    ids: {
      parameter: 'InstanceId',
      prefix: 'i-',
      notFound: 'InvalidInstanceID.NotFound',
      malformed: 'InvalidInstanceID.Malformed',
    },
    filters,
  };
}

export const describeInstances: Ec2Operation = {
  parameters: ['InstanceId', 'Filter', 'MaxResults', 'NextToken', 'IncludeManagedResources'],
  handle(call) {
    const { items, nextToken } = list(call, instanceListing(call.cell));
    return [...reservationsXml(items, call.cell), nextToken];
  },
};
